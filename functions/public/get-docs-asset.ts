import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';

/** The files that lie beside the bundle, and nothing else. */
const files: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/** A script of its own, so that the page needs no inline one. */
const START =
  "SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', docExpansion: 'list', persistAuthorization: true });\n";

/** @param folder where the bundle lies */
export const getDocsAsset =
  (folder: string): Handler<typeof publicRoutes.getDocsAsset> =>
  async ({ params: { asset } }) => {
    if (asset === 'start.js')
      return { status: 200, body: START, headers: { 'content-type': 'text/javascript' } };
    const type = files.get(asset);
    if (type === undefined) return problem('not_found');
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' };
    return { status: 200, body: await readFile(join(folder, asset), 'utf8'), headers };
  };
