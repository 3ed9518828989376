import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { matches } from '../../shared/http/etag.ts';
import { sha256 } from '../../shared/kernel/ids.ts';

const compress = promisify(gzip);

/** Seconds for which browsers and proxies need not ask again: a deployment shows within minutes. */
const MAX_AGE_S = 300;

/** What a caller sends about the copy that it has, and the encodings that it reads. */
export type StaticHeaders = {
  'if-none-match'?: string | undefined;
  'accept-encoding'?: string | undefined;
};

/** A text that only changes with a deployment. It is compressed once, when it is first asked for. */
export const staticFile = (content: string) => {
  // Weak: the compressed copy has other bytes.
  const etag = `W/"${sha256(content).slice(0, 32)}"`;
  const headers = { etag, 'cache-control': `public, max-age=${MAX_AGE_S}`, vary: 'accept-encoding' };
  let zipped: Promise<Buffer> | undefined;

  /** @param more headers of the answer */
  return async (asked: StaticHeaders, more: Record<string, string> = {}) => {
    if (matches(asked['if-none-match'], etag))
      return { status: 304 as const, body: null, headers: { ...headers, ...more } };
    if (!acceptsGzip(asked['accept-encoding']))
      return { status: 200 as const, body: content, headers: { ...headers, ...more } };
    zipped ??= compress(content);
    return {
      status: 200 as const,
      body: (await zipped).toString('base64'),
      isBase64Encoded: true as const,
      headers: { ...headers, ...more, 'content-encoding': 'gzip' },
    };
  };
};

/** Every client of our time that reads another encoding reads this one as well. */
const acceptsGzip = (header = ''): boolean =>
  header.split(',').some((part) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(part));
