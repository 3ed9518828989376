import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../kernel/aws-timeouts.ts';
import { readEnv } from '../kernel/env.ts';

/** The stack's one bucket, and the client to sign its links with. */
export type Bucket = { client: S3Client; name: string };

/** The S3 client, for the cloud and for one machine. */
export const bucketClient = {
  // The bucket is part of the path, so that one machine needs no name service.
  forcePathStyle: true,
  // Otherwise the SDK signs the checksum of an empty body into the link of an upload, which then takes no other.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  ...AWS_TIMEOUTS,
} as const;

/** The bucket that the Lambda's environment names; region, credentials and endpoint come from the SDK's own variables. */
export const openBucket = (): Bucket => ({
  client: new S3Client(bucketClient),
  name: readEnv(z.object({ FILES_BUCKET: z.string().min(1) })).FILES_BUCKET,
});
