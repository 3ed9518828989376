import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { credentials, REGION } from './aws.ts';
import type { Resources } from '../template/resources.ts';

/**
 * Creates the template's buckets that are missing; what a former run left in them stays.
 *
 * The engine is less than S3: it asks nobody for permissions (functions are asked at the IAM proxy, and a presigned link
 * is held to what was signed, see presigned.ts), keeps no versions, knows no CORS (see bucket-cors.ts) and no `response-content-disposition`, and whole objects pass through
 * its memory, up to 11 MB in one request (larger ones in parts, as the AWS CLI does).
 * @returns their names, in the template's order
 */
export const createBuckets = async (resources: Resources, endpoint: string): Promise<string[]> => {
  const client = new S3Client({ endpoint, region: REGION, credentials, forcePathStyle: true });
  try {
    const names = resources.all('AWS::S3::Bucket', z.object({})).map(({ name }) => name);
    for (const Bucket of names) await client.send(new CreateBucketCommand({ Bucket }));
    return names;
  } finally {
    client.destroy();
  }
};
