import type { AgencyId } from '../kernel/ids.ts';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { isMissingObject, placeOf } from './stored-object.ts';

/**
 * Whether a file that an agency published is in the bucket: one request to S3.
 * @param file.name as the agency calls it
 * Throws what S3 says otherwise.
 */
export const isPublished = async (
  bucket: Bucket,
  file: { agency: AgencyId; name: string },
): Promise<boolean> => {
  try {
    await bucket.client.send(new HeadObjectCommand(placeOf(bucket, { folder: 'downloads', ...file })));
    return true;
  } catch (error) {
    if (isMissingObject(error)) return false;
    throw error;
  }
};
