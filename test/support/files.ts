import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Bucket, bucketClient } from '../../shared/files/bucket.ts';

/** A bucket at an engine of the test's choice, spoken to as a Lambda does. */
export const bucketAt = (endpoint: string, name = 'files'): Bucket => ({
  client: new S3Client({
    ...bucketClient,
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }),
  name,
});

/** A bucket that nobody runs: enough to sign links, for which nobody is asked. */
export const bucketNowhere = (): Bucket => bucketAt('https://s3.example');

/** Puts the release of `someHouse` into the stack's bucket, as the agency does when it publishes a version. */
export const publishHouse = async (
  { endpoints, buckets }: { endpoints: { s3: string }; buckets: readonly string[] },
  agency: string,
): Promise<void> => {
  const [Bucket = ''] = buckets;
  const Key = `downloads/${agency}/house/1.0/house.zip`;
  await bucketAt(endpoints.s3, Bucket).client.send(new PutObjectCommand({ Bucket, Key, Body: 'bricks' }));
};
