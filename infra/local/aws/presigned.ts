import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { credentials } from './aws.ts';

export type SignedRequest = { method: string; url: string; headers: IncomingHttpHeaders };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As AWS encodes a part of a query: all but letters, digits, `-`, `.`, `_` and `~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The form of Signature Version 4 that a presigned link of S3 has: the payload is not signed. */
const signatureOf = (
  { method, url, headers }: SignedRequest,
  { pathname, searchParams }: URL,
  date: string,
): string => {
  const [, ...scope] = (searchParams.get('X-Amz-Credential') ?? '').split('/');
  const signedHeaders = searchParams.get('X-Amz-SignedHeaders') ?? '';
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted();
  const canonical = [
    method,
    url.startsWith(pathname) ? pathname : '',
    query.join('&'),
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
};

/**
 * Holds a presigned link to what it was signed for, as S3 does: the engine itself takes any request at any time.
 * @returns S3's code of why it refuses; undefined for a request that may pass, or that is no presigned link
 */
export const refusalOf = (
  request: SignedRequest,
  now: number,
): 'AccessDenied' | 'SignatureDoesNotMatch' | undefined => {
  const url = new URL(request.url, 'http://s3');
  const signature = url.searchParams.get('X-Amz-Signature');
  if (signature === null) return undefined;
  const date = url.searchParams.get('X-Amz-Date') ?? '';
  const signed = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  const seconds = Number(url.searchParams.get('X-Amz-Expires') ?? Number.NaN);
  if (!(now < signed + seconds * 1000)) return 'AccessDenied';
  return signatureOf(request, url, date) === signature ? undefined : 'SignatureDoesNotMatch';
};
