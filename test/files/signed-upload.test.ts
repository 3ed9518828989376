import { expect, test } from 'vitest';
import { MAX_PROOF_BYTES, PROOF_TYPES, signedUpload } from '../../shared/files/signed-upload.ts';
import { bucketNowhere } from '../support/files.ts';

const now = Date.parse('2026-03-01T09:30:00Z');
const lives = { now, seconds: 60 };
const file = {
  folder: 'proofs' as const,
  agency: 'acme',
  name: 'req_1/proof.png',
  contentType: PROOF_TYPES[0],
  bytes: 1,
};

test('the signature covers type, length and that no file exists yet, but no checksum', async () => {
  const { url } = await signedUpload(bucketNowhere(), file, lives);
  const { host, pathname, searchParams } = new URL(url);
  expect([host, pathname]).toEqual(['s3.example', '/files/proofs/acme/req_1/proof.png']);
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;if-none-match');
  expect(searchParams.get('X-Amz-Date')).toBe('20260301T093000Z');
  expect(searchParams.get('X-Amz-Expires')).toBe('60');
  expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
});

test.each(PROOF_TYPES)('%s is accepted up to 10 MB', async (contentType) => {
  const upload = await signedUpload(bucketNowhere(), { ...file, contentType, bytes: MAX_PROOF_BYTES }, lives);
  expect(upload.headers).toEqual({
    'content-type': contentType,
    'content-length': '10485760',
    'if-none-match': '*',
  });
});

test.each([0, -1, 1.5, MAX_PROOF_BYTES + 1, Number.NaN])('%d bytes are refused', async (bytes) => {
  await expect(signedUpload(bucketNowhere(), { ...file, bytes }, lives)).rejects.toThrow('bytes');
});

test.each(['../other/proof.png', '/proof.png', ''])(
  'an upload stays in its agency’s folder: %j',
  async (name) => {
    await expect(signedUpload(bucketNowhere(), { ...file, name }, lives)).rejects.toThrow(
      'must be an object name',
    );
  },
);
