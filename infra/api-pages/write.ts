import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { docsPage } from './docs-page.ts';
import { errorsPage } from './errors-page.ts';

const copied = ['docs.css', 'docs.js'];

/** Writes what `public` serves of the API's documentation into the folder of its code. */
export const writeApiPages = (folder: string): void => {
  for (const name of copied) copyFileSync(path.join(import.meta.dirname, name), path.join(folder, name));
  writeFileSync(path.join(folder, 'docs.html'), docsPage());
  writeFileSync(path.join(folder, 'errors.html'), errorsPage());
};
