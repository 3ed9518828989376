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

/** The object, as every request to S3 names it. */
export const placeOf = ({ name: Bucket }: Bucket, { folder, agency, name }: StoredObject) => ({
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
    const { Body } = await bucket.client.send(new GetObjectCommand(placeOf(bucket, object)));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (isMissingObject(error)) return undefined;
    throw error;
  }
};

export const putObject = async (
  bucket: Bucket,
  object: StoredObject,
  Body: Uint8Array,
  ContentType?: string,
): Promise<void> => {
  await bucket.client.send(
    new PutObjectCommand({ ...placeOf(bucket, object), Body, ...(ContentType && { ContentType }) }),
  );
};

/**
 * Deletes an object. One that is not there is as good. The bucket is versioned: nobody can fetch the object from now on,
 * and S3 removes it for good when its lifecycle says so. Throws what S3 says.
 */
export const deleteObject = async (bucket: Bucket, object: StoredObject): Promise<void> => {
  await bucket.client.send(new DeleteObjectCommand(placeOf(bucket, object)));
};
