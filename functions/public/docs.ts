import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { staticFile } from './static-file.ts';

type File = { name: string; headers: Record<string, string> };

/** Script and style sheet of a page only from here, and its own requests only to this API. */
const page = (name: string): File => ({
  name,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-ancestors 'none'",
  },
});

/** What the page loads and leads to, by what it is asked for; nothing else beside the bundle is served. */
const assets: ReadonlyMap<string, File> = new Map([
  ['docs.css', { name: 'docs.css', headers: { 'content-type': 'text/css; charset=utf-8' } }],
  ['docs.js', { name: 'docs.js', headers: { 'content-type': 'text/javascript; charset=utf-8' } }],
  ['errors', page('errors.html')],
]);

const docs = page('docs.html');

/** @param folder the folder of the bundle, where the files are; each is read when it is first asked for */
export const docsHandlers = (folder: string) => {
  const read = new Map<string, ReturnType<typeof staticFile>>();
  const fileNamed = async (name: string): Promise<ReturnType<typeof staticFile>> => {
    const file = read.get(name) ?? staticFile(await readFile(join(folder, name), 'utf8'));
    read.set(name, file);
    return file;
  };
  const getDocs: Handler<typeof publicRoutes.getDocs> = async ({ headers }) =>
    (await fileNamed(docs.name))(headers, docs.headers);

  const getDocsAsset: Handler<typeof publicRoutes.getDocsAsset> = async ({ params, headers }) => {
    const asset = assets.get(params.asset);
    return asset ? (await fileNamed(asset.name))(headers, asset.headers) : problem('not_found');
  };

  return { getDocs, getDocsAsset };
};
