import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { startStack } from '../../infra/local/stack.ts';
import { signedDownload } from '../../shared/files/signed-download.ts';
import { signedUpload } from '../../shared/files/signed-upload.ts';
import { bucketAt } from '../support/files.ts';
import { temporaryDirectory, writeAssembly } from './assembly-fixture.ts';

const bucket = { Type: 'AWS::S3::Bucket' };
/** Answers with the bucket name from its environment. */
const code = `exports.handler = async () => process.env.FILES;`;
const functions = { F: { code, environment: { FILES: { Ref: 'Files' } } } };

/** A bucket on an engine of the test's own, in memory. */
const startBucket = async () => {
  const engine = await startSqs({ port: 0, directory: undefined });
  onTestFinished(() => engine.stop());
  const files = bucketAt(engine.endpoint);
  await files.client.send(new CreateBucketCommand({ Bucket: files.name }));
  return files;
};

const upload = {
  folder: 'proofs' as const,
  agency: 'acme',
  name: 'req_1/proof (1).pdf',
  contentType: 'application/pdf' as const,
  bytes: 5,
};
const put = (url: string, body: string, type = 'application/pdf') =>
  fetch(url, { method: 'PUT', headers: { 'content-type': type, 'if-none-match': '*' }, body });
const soon = () => ({ now: Date.now(), seconds: 60 });
const codeOf = async (response: Response) =>
  `${response.status} ${/<Code>(\w+)/.exec(await response.text())?.[1]}`;

test('the template’s buckets exist, functions get their names, and files survive a restart', async () => {
  const directory = await temporaryDirectory();
  const assembly = await writeAssembly({ functions, resources: { Files: bucket } });
  const first = await startStack({ assembly, directory });
  expect(first.buckets).toEqual(['fixture-files']);
  expect(await first.invoke('Fixture-F', {})).toMatchObject({ payload: '"fixture-files"' });
  const [Bucket = ''] = first.buckets;
  const file = { Bucket, Key: 'downloads/acme/house 1.zip' };
  await bucketAt(first.endpoints.s3).client.send(new PutObjectCommand({ ...file, Body: 'bricks' }));
  await first.stop();
  const kept = join(directory, 's3', 'buckets', Bucket, 'objects', `${file.Key}.data`);
  expect(await readFile(kept, 'utf8')).toBe('bricks');

  const second = await startStack({ assembly, directory });
  onTestFinished(() => second.stop());
  const found = await bucketAt(second.endpoints.s3).client.send(new GetObjectCommand(file));
  expect(await found.Body?.transformToString()).toBe('bricks');
});

test('the server listens on this machine only', async () => {
  const engine = await startSqs({ port: 0, directory: undefined });
  onTestFinished(() => engine.stop());
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  const { port } = new URL(engine.endpoint);
  expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await expect(fetch(`http://${outside?.address ?? '127.0.0.2'}:${port}/health`)).rejects.toThrow(
    'fetch failed',
  );
});

test('a signed download fetches its file and nothing else', async () => {
  const files = await startBucket();
  for (const agency of ['acme', 'other']) {
    const Key = `downloads/${agency}/house/it's 1.0 (b).zip`;
    await files.client.send(new PutObjectCommand({ Bucket: files.name, Key, Body: agency }));
  }
  const link = (name: string) => signedDownload(files, { agency: 'acme', name }, soon());
  await expect(link("house/it's 1.0 (b).zip")).rejects.toThrow('must be an object name');
  const Key = 'downloads/acme/house/1.0 (b).zip';
  await files.client.send(new PutObjectCommand({ Bucket: files.name, Key, Body: 'bricks' }));
  const url = await link('house/1.0 (b).zip');
  expect(await (await fetch(url)).text()).toBe('bricks');
  expect(new URL(url).searchParams.get('response-content-disposition')).toBe(
    "attachment; filename*=UTF-8''1.0%20%28b%29.zip",
  );
  expect(await codeOf(await fetch(url.replace('/acme/', '/other/')))).toBe('403 SignatureDoesNotMatch');
  expect(await codeOf(await fetch(url.replace('Expires=60', 'Expires=600')))).toBe(
    '403 SignatureDoesNotMatch',
  );
  expect(await codeOf(await put(url, 'mine now'))).toBe('403 SignatureDoesNotMatch');
  expect(await codeOf(await fetch(await link('house/2.0.zip')))).toBe('404 NoSuchKey');
});

test('a link expires at its time', async () => {
  const files = await startBucket();
  const Key = 'downloads/acme/house.zip';
  await files.client.send(new PutObjectCommand({ Bucket: files.name, Key, Body: 'bricks' }));
  const linkOf = (age: number) =>
    signedDownload(
      files,
      { agency: 'acme', name: 'house.zip' },
      { now: Date.now() - age * 1000, seconds: 60 },
    );
  expect((await fetch(await linkOf(50))).status).toBe(200);
  expect(await codeOf(await fetch(await linkOf(61)))).toBe('403 AccessDenied');
  const { url } = await signedUpload(files, upload, { now: Date.now() - 61_000, seconds: 60 });
  expect(await codeOf(await put(url, 'hello'))).toBe('403 AccessDenied');
});

test('an upload must match its declared type, length and key', async () => {
  const files = await startBucket();
  const { url, headers } = await signedUpload(files, upload, soon());
  expect(headers).toEqual({
    'content-type': 'application/pdf',
    'content-length': '5',
    'if-none-match': '*',
  });
  for (const attempt of [put(url, 'hello!'), put(url, 'hell'), put(url, 'hello', 'text/html'), fetch(url)])
    expect(await codeOf(await attempt)).toBe('403 SignatureDoesNotMatch');
  const elsewhere = url.replace('/proofs/', '/downloads/');
  expect(await codeOf(await put(elsewhere, 'hello'))).toBe('403 SignatureDoesNotMatch');
  expect((await put(url, 'hello')).status).toBe(200);
  const Key = 'proofs/acme/req_1/proof (1).pdf';
  const { ContentType, Body } = await files.client.send(new GetObjectCommand({ Bucket: files.name, Key }));
  expect([ContentType, await Body?.transformToString()]).toEqual(['application/pdf', 'hello']);
});

test('an upload stores one file once: no overwrite, also under concurrency', async () => {
  const files = await startBucket();
  const { url } = await signedUpload(files, upload, soon());
  const unconditional = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/pdf' },
    body: 'hello',
  });
  expect(await codeOf(unconditional)).toBe('403 SignatureDoesNotMatch');
  const both = await Promise.all([put(url, 'hello'), put(url, 'olleh')]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, expect.any(Number)]);
  const first = both.find(({ ok }) => ok);
  expect(await codeOf(await put(url, 'later'))).toBe('412 PreconditionFailed');
  const Key = 'proofs/acme/req_1/proof (1).pdf';
  const { Body } = await files.client.send(new GetObjectCommand({ Bucket: files.name, Key }));
  expect(await Body?.transformToString()).toBe(both[0] === first ? 'hello' : 'olleh');
});

test('an upload of 10 MB passes', async () => {
  const files = await startBucket();
  const bytes = 10 * 1024 * 1024;
  const { url } = await signedUpload(files, { ...upload, bytes }, soon());
  expect((await put(url, 'x'.repeat(bytes))).status).toBe(200);
});
