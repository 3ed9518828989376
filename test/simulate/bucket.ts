import { S3Client } from '@aws-sdk/client-s3';
import type { Bucket } from '../../shared/files/bucket.ts';

/** For what takes a bucket and never calls it here: it has no server. */
export const NO_BUCKET: Bucket = { client: new S3Client({ region: 'eu-central-1' }), name: 'files' };
