import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { PAGE_POLICY } from './page-policy.ts';
import { staticFile } from './static-file.ts';

type File = { name: string; headers: Record<string, string> };

/** The files that lie beside the bundle by what they are asked for, and nothing else. */
const files: ReadonlyMap<string, File> = new Map([
  ['docs.css', { name: 'docs.css', headers: { 'content-type': 'text/css; charset=utf-8' } }],
  ['docs.js', { name: 'docs.js', headers: { 'content-type': 'text/javascript; charset=utf-8' } }],
  [
    'errors',
    {
      name: 'errors.html',
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY },
    },
  ],
]);

/** @param folder the folder of the bundle */
export const getDocsAsset = (folder: string): Handler<typeof publicRoutes.getDocsAsset> => {
  const read = new Map<string, ReturnType<typeof staticFile>>();
  return async ({ params, headers }) => {
    const file = files.get(params.asset);
    if (!file) return problem('not_found');
    const answer = read.get(file.name) ?? staticFile(await readFile(join(folder, file.name), 'utf8'));
    read.set(file.name, answer);
    return await answer(headers, file.headers);
  };
};
