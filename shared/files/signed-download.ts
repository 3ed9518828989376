import type { AgencyId } from '../kernel/ids.ts';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

/**
 * A link to one file that an agency published. Anybody who has the link may fetch the file until it expires. Nothing is
 * sent to S3.
 * @param file.name as the agency calls it; its last step becomes the name that a browser saves it under
 * @param seconds that the link lives, from `now` (milliseconds since the epoch)
 */
export const signedDownload = async (
  { client, name: Bucket }: Bucket,
  file: { agency: AgencyId; name: string },
  { now, seconds }: { now: number; seconds: number },
): Promise<string> => {
  const savedAs = encodeURIComponent(file.name.split('/').at(-1) ?? '').replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const command = new GetObjectCommand({
    Bucket,
    Key: objectKey('downloads', file.agency, file.name),
    ResponseContentDisposition: `attachment; filename*=UTF-8''${savedAs}`,
  });
  return await getSignedUrl(client, command, { expiresIn: seconds, signingDate: new Date(now) });
};
