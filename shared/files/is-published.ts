import type { AgencyId } from '../kernel/ids.ts';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { isMissingObject } from './stored-object.ts';
import { objectKey } from './object-key.ts';

/**
 * Whether a file that an agency published is in the bucket: one request to S3.
 * @param file.name as the agency calls it
 * Throws what S3 says otherwise.
 */
export const isPublished = async (
  { client, name: Bucket }: Bucket,
  file: { agency: AgencyId; name: string },
): Promise<boolean> => {
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key: objectKey('downloads', file.agency, file.name) }));
    return true;
  } catch (error) {
    if (isMissingObject(error)) return false;
    throw error;
  }
};
