import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { AgencyId } from '../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { objectKey, type Folder } from './object-key.ts';

/** Where an object is: a folder of the bucket, an agency's part of it, and its name there. */
export type StoredObject = { folder: Folder; agency: AgencyId; name: string };

const at = ({ name: Bucket }: Bucket, { folder, agency, name }: StoredObject) => ({
  Bucket,
  Key: objectKey(folder, agency, name),
});

/** S3's answer for a missing file: 403 to callers who may not list the bucket, as none of our Lambdas may. */
const MISSING = new Set([403, 404]);

/** Whether S3 says that there is no such object. */
export const isMissingObject = (error: unknown): boolean =>
  error instanceof S3ServiceException && MISSING.has(error.$metadata.httpStatusCode ?? 0);

/** @returns the whole object; undefined where there is none. Throws what S3 says otherwise. */
export const readObject = async (bucket: Bucket, object: StoredObject): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await bucket.client.send(new GetObjectCommand(at(bucket, object)));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (isMissingObject(error)) return undefined;
    throw error;
  }
};

export const putObject = async (bucket: Bucket, object: StoredObject, Body: Uint8Array): Promise<void> => {
  await bucket.client.send(new PutObjectCommand({ ...at(bucket, object), Body }));
};

/** Removes an object, if there is one. */
export const deleteObject = async (bucket: Bucket, object: StoredObject): Promise<void> => {
  await bucket.client.send(new DeleteObjectCommand(at(bucket, object)));
};
