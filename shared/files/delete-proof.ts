import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { AgencyId } from '../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

/**
 * Deletes a file that a customer handed in. One that is not there is as good. The bucket is versioned: nobody can fetch
 * the file from now on, and S3 removes it for good when its lifecycle says so. Throws what S3 says.
 * @param file.name as the operation that gave out its upload called it
 */
export const deleteProof = async (
  { client, name: Bucket }: Bucket,
  file: { agency: AgencyId; name: string },
): Promise<void> => {
  await client.send(new DeleteObjectCommand({ Bucket, Key: objectKey('proofs', file.agency, file.name) }));
};
