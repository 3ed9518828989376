import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import type { Safe } from '../../shared/events/ssrf-guard.ts';

/** What an endpoint answered, or why it did not. */
export type Answer = { statusCode: number } | { problem: string };

/** @param signal cuts the connection */
export type Post = (
  to: Safe,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
) => Promise<Answer>;

/** Bytes read of an answer before the connection is cut. */
const MAX_RESPONSE_BYTES = 1024;

/** Posts to the addresses that were checked, and to no other: names are not looked up again, redirects not followed. */
export const post: Post = ({ url, addresses }, headers, body, signal) =>
  new Promise((resolve) => {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: lookupIn(addresses),
      signal,
      agent: false,
    };
    const send = url.protocol === 'http:' ? requestHttp : requestHttps;
    const request = send(url, options, (response) => {
      const { statusCode = 0 } = response;
      let read = 0;
      const done = (): void => {
        resolve({ statusCode });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MAX_RESPONSE_BYTES) done();
      });
      response.on('end', done);
      // We have the status, and need nothing else.
      response.on('error', done);
    });
    request.on('error', (error) => resolve({ problem: nameOf(error) }));
    // An answer that would change the protocol ends the connection without an error, and past the signal's reach.
    request.on('close', () => resolve({ problem: 'ECONNRESET' }));
    request.end(body);
  });

/** Node's names are what an operator can look up: ECONNREFUSED, CERT_HAS_EXPIRED, ABORT_ERR. */
const nameOf = (error: Error): string => {
  const code = 'code' in error ? String(error.code) : error.name;
  return code === 'ABORT_ERR' ? 'timeout' : code;
};

/** Node asks for one address or for all of them. */
const lookupIn =
  (addresses: readonly string[]): LookupFunction =>
  (_host, { all }, answer) => {
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const [first] = found;
    if (all === true) answer(null, found);
    else answer(null, first?.address ?? '', first?.family);
  };
