import type { AgencyId } from '../kernel/ids.ts';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

/**
 * A link to a file that a customer uploaded as proof, for the person who decides. The browser saves the file and never
 * opens it, because its content may differ from its declared type. Nothing is sent to S3.
 * @param file.name as the operation that gave out its upload called it
 * @param seconds that the link lives, from `now` (milliseconds since the epoch)
 */
export const signedProof = async (
  { client, name: Bucket }: Bucket,
  file: { agency: AgencyId; name: string },
  { now, seconds }: { now: number; seconds: number },
): Promise<string> => {
  const command = new GetObjectCommand({
    Bucket,
    Key: objectKey('proofs', file.agency, file.name),
    ResponseContentDisposition: 'attachment',
  });
  return await getSignedUrl(client, command, { expiresIn: seconds, signingDate: new Date(now) });
};
