import type { AgencyId } from '../kernel/ids.ts';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import { objectKey } from './object-key.ts';

/** What a customer may hand in, by its MIME type. */
export const PROOF_TYPES = ['image/png', 'image/jpeg', 'application/pdf'] as const;

/** 10 MB, in bytes. */
export const MAX_PROOF_BYTES = 10 * 1024 * 1024;

/** What a customer declares of a file before handing it in. */
export const proofFile = z.strictObject({
  contentType: z.enum(PROOF_TYPES),
  bytes: z.int().min(1).max(MAX_PROOF_BYTES),
});

/** What an agency may upload as a picture. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** 2 MB, in bytes. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

const pictureFile = z.strictObject({
  contentType: z.enum(PICTURE_TYPES),
  bytes: z.int().min(1).max(MAX_PICTURE_BYTES),
});

/** What each part of the bucket takes. */
const taken = { proofs: proofFile, 'picture-uploads': pictureFile } as const;

/** What is declared of a file before it is uploaded. */
export type UploadedFile = { folder: keyof typeof taken; contentType: string; bytes: number };

/**
 * Where to PUT the file, and the headers that the signature covers: S3 refuses another type or length, and with
 * `if-none-match: *` a second file in the place of the first.
 */
export type SignedUpload = {
  url: string;
  headers: { 'content-type': string; 'content-length': string; 'if-none-match': '*' };
};

/**
 * A link that takes one file, once, as it was declared, in the agency's own part of a folder, until it expires. Nothing is
 * sent to S3.
 * @param name where it is to lie, which only the operation chooses
 * @param seconds that the link lives, from `now` (milliseconds since the epoch)
 * Throws ZodError on a type or size that is not taken.
 */
export const signedUpload = async (
  { client, name: Bucket }: Bucket,
  { folder, agency, name, ...declared }: { agency: AgencyId; name: string } & UploadedFile,
  { now, seconds }: { now: number; seconds: number },
): Promise<SignedUpload> => {
  const { contentType, bytes } = taken[folder].parse(declared);
  const command = new PutObjectCommand({
    Bucket,
    Key: objectKey(folder, agency, name),
    ContentType: contentType,
    ContentLength: bytes,
    IfNoneMatch: '*',
  });
  const url = await getSignedUrl(client, command, {
    expiresIn: seconds,
    signingDate: new Date(now),
    // Left to itself, the SDK signs only the host.
    signableHeaders: new Set(['host', 'content-type', 'content-length', 'if-none-match']),
  });
  return {
    url,
    headers: { 'content-type': contentType, 'content-length': String(bytes), 'if-none-match': '*' },
  };
};
