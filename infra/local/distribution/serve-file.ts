import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { DeployedFile, DeployedFiles } from './deployed-files.ts';

export type FileResponse = { status: number; headers: Record<string, string | number>; body: Buffer };

/** What CloudFront compresses: text, from 1,000 bytes on. */
const COMPRESSED = /^(?:text\/|application\/(?:json|javascript|xml)|image\/svg\+xml)/;
const SMALLEST_BYTES = 1000;

type Prepared = { etag: string; gzip: Buffer | undefined };

/** A file is hashed and compressed once. */
const prepared = new WeakMap<DeployedFile, Prepared>();

const prepare = (file: DeployedFile): Prepared => {
  const known = prepared.get(file);
  if (known) return known;
  const { content, headers } = file;
  const isCompressed = content.length >= SMALLEST_BYTES && COMPRESSED.test(headers['content-type'] ?? '');
  const made = {
    etag: `"${createHash('md5').update(content).digest('hex')}"`,
    gzip: isCompressed ? gzipSync(content) : undefined,
  };
  prepared.set(file, made);
  return made;
};

/** As S3 says it to whoever may list the bucket. */
const notFound = (): FileResponse => ({
  status: 404,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code></Error>'),
});

/** Answers from the deployed files as S3 and CloudFront do: with an ETag, 304 where it is known, and compressed. */
export const serveFile = (
  files: DeployedFiles,
  uri: string,
  viewer: IncomingHttpHeaders,
  compress: boolean,
): FileResponse => {
  const file = files.get(uri.slice(1));
  if (!file) return notFound();
  const { etag, gzip } = prepare(file);
  const isGzip = compress && gzip !== undefined && /\bgzip\b/.test(viewer['accept-encoding'] ?? '');
  const headers = {
    ...file.headers,
    etag: isGzip ? `W/${etag}` : etag,
    ...(compress && gzip !== undefined && { vary: 'accept-encoding' }),
  };
  const known = (viewer['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return { status: 304, headers, body: Buffer.alloc(0) };
  const body = isGzip ? gzip : file.content;
  return {
    status: 200,
    headers: { ...headers, 'content-length': body.length, ...(isGzip && { 'content-encoding': 'gzip' }) },
    body,
  };
};
