import { vi } from 'vitest';
import { type Bucket, bucketOf } from '../../shared/files/bucket.ts';

/** A bucket as a Lambda opens it that finds this in its environment; for the test that asks for it. */
export const bucketAt = (endpoint: string, name = 'files'): Bucket => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  return bucketOf(name);
};

/** A bucket that nobody runs: enough to sign links, for which nobody is asked. */
export const bucketNowhere = (): Bucket => bucketAt('https://s3.example');
