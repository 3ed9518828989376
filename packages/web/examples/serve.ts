import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { sessionEndpoint } from './backend.ts';

export type ExampleOptions = {
  example: 'plain' | 'react';
  /** Where Scrip's pages are: the script, and the API below /v1. */
  scrip: string;
  /** Where the API is, if elsewhere. */
  api?: string;
  apiKey: string;
  /** 0 for a free one. */
  port: number;
};

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

/** Who signed in at this shop: a real one has sessions. */
const customerOf = ({ headers }: IncomingMessage): string | undefined =>
  /(?:^|; )customer=([\w-]+)/.exec(headers.cookie ?? '')?.[1];

/** The policy of the shop's pages. What the widget needs of it are the two lines with its origin. */
const policyOf = (scrip: string, api: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${scrip}`,
    `connect-src 'self' ${api}`,
    "style-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** A shop that is not Scrip's, with one of the examples as its page. */
export const serveExample = async ({ example, scrip, api = scrip, apiKey, port }: ExampleOptions) => {
  const folder = path.join(import.meta.dirname, example);
  const read = (file: string): string =>
    readFileSync(path.join(folder, file), 'utf8').replaceAll('https://credits.example.com', scrip);
  const page = await build({
    stdin: {
      contents: read(example === 'plain' ? 'page.js' : 'page.tsx'),
      resolveDir: folder,
      loader: example === 'plain' ? 'js' : 'tsx',
    },
    bundle: true,
    format: 'esm',
    external: [`${scrip}/*`],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', API: JSON.stringify(api) },
    write: false,
  });
  const files = new Map([
    ['/', read('index.html')],
    ['/page.css', read('../page.css')],
    ['/page.js', page.outputFiles[0]?.text ?? ''],
  ]);
  const session = sessionEndpoint({ api, apiKey, customerOf });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const content = files.get(pathname);
    if (request.method === 'POST' && pathname === '/session') {
      void session(request, response);
      return;
    }
    if (pathname === '/sign-in') {
      response.setHeader('set-cookie', `customer=${searchParams.get('as') ?? ''}; HttpOnly; SameSite=Strict`);
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': `${TYPES[pathname.split('.').at(1) ?? 'html']}; charset=utf-8`,
      'content-security-policy': policyOf(scrip, api),
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    stop: () => server.close(),
  };
};
