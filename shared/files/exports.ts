import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AgencyId } from '../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

type ExportFile = { agency: AgencyId; name: string };

/** Puts an account's archive into its agency's part of the exports, which S3 clears away after a day. Throws what S3 says. */
export const putExport = async (
  { client, name: Bucket }: Bucket,
  { agency, name }: ExportFile,
  archive: Uint8Array,
): Promise<void> => {
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key: objectKey('exports', agency, name),
      Body: archive,
      ContentType: 'application/gzip',
    }),
  );
};

/**
 * A link to an archive. Anybody who has the link may fetch it until it expires. Nothing is sent to S3.
 * @param seconds that the link lives, from `now` (milliseconds since the epoch)
 */
export const signedExport = async (
  { client, name: Bucket }: Bucket,
  { agency, name }: ExportFile,
  { now, seconds }: { now: number; seconds: number },
): Promise<string> => {
  const command = new GetObjectCommand({
    Bucket,
    Key: objectKey('exports', agency, name),
    ResponseContentDisposition: `attachment; filename="${name}"`,
  });
  return await getSignedUrl(client, command, { expiresIn: seconds, signingDate: new Date(now) });
};
