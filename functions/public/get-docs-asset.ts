import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { errorsPage } from './errors-page.ts';
import { staticFile } from './static-file.ts';

/** The files that lie beside the bundle, and nothing else. */
const files: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/** A script of its own, so that the page needs no inline one. */
const START =
  "SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', docExpansion: 'list', persistAuthorization: true });\n";

/** The page has one style sheet, its own, and nothing else. */
const ERRORS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

type Asset = { type: string; answer: ReturnType<typeof staticFile>; policy?: string };

/** @param folder the folder of the bundle */
export const getDocsAsset = (folder: string): Handler<typeof publicRoutes.getDocsAsset> => {
  const assets = new Map<string, Asset>([
    ['start.js', { type: 'text/javascript; charset=utf-8', answer: staticFile(START) }],
    ['errors', { type: 'text/html; charset=utf-8', answer: staticFile(errorsPage()), policy: ERRORS_POLICY }],
  ]);
  const assetOf = async (name: string): Promise<Asset | undefined> => {
    const type = files.get(name);
    if (assets.has(name) || type === undefined) return assets.get(name);
    const asset = { type, answer: staticFile(await readFile(join(folder, name), 'utf8')) };
    assets.set(name, asset);
    return asset;
  };
  return async ({ params, headers }) => {
    const asset = await assetOf(params.asset);
    if (!asset) return problem('not_found');
    const { type, policy } = asset;
    return await asset.answer(headers, {
      'content-type': type,
      ...(policy !== undefined && { 'content-security-policy': policy }),
    });
  };
};
