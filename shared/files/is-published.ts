import type { AgencyId } from '../kernel/ids.ts';
import { HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

/** S3's answer for a missing file: 403 to callers who may not list the bucket, as none of our Lambdas may. */
const MISSING = new Set([403, 404]);

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
    if (error instanceof S3ServiceException && MISSING.has(error.$metadata.httpStatusCode ?? 0)) return false;
    throw error;
  }
};
