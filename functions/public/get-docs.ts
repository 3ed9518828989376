import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { PAGE_POLICY } from './page-policy.ts';
import { staticFile } from './static-file.ts';

/** @param folder the folder of the bundle, where the page is */
export const getDocs = (folder: string): Handler<typeof publicRoutes.getDocs> => {
  let page: Promise<ReturnType<typeof staticFile>> | undefined;
  return async ({ headers }) => {
    page ??= readFile(join(folder, 'docs.html'), 'utf8').then(staticFile);
    const answer = await page;
    return await answer(headers, { 'content-security-policy': PAGE_POLICY });
  };
};
