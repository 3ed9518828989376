import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Bucket } from './bucket.ts';
import { placeOf, type StoredObject } from './stored-object.ts';

/** How long a link lives: seconds, from `now` in milliseconds since the epoch. */
export type LinkLife = { now: number; seconds: number };

/**
 * A link to one object. Anybody who has the link may fetch it until the link expires. Nothing is sent to S3.
 * @param disposition what the answer's Content-Disposition says: a browser saves the file, and under which name
 */
export const signedObject = async (
  bucket: Bucket,
  object: StoredObject,
  disposition: string,
  { now, seconds }: LinkLife,
): Promise<string> => {
  const command = new GetObjectCommand({
    ...placeOf(bucket, object),
    ResponseContentDisposition: disposition,
  });
  return await getSignedUrl(bucket.client, command, { expiresIn: seconds, signingDate: new Date(now) });
};
