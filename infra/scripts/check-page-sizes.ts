import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPages } from '../pages.ts';

/** What somebody waits for before anything shows, in KB of gzip (1 KB = 1,000 bytes). */
const BUDGETS = [
  { name: 'Portal', file: 'index.html', kilobytes: 60 },
  { name: 'Console', file: 'console/index.html', kilobytes: 100 },
  { name: 'Widget', file: 'widget.js', kilobytes: 10 },
];

/** What a page names in its head is its script, what that imports, and its style sheets. */
const LOADED = /(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g;

const folder = await buildPages(path.join(import.meta.dirname, '..', '..', '.local', 'check', 'pages'));

const gzipBytes = (file: string): number => gzipSync(readFileSync(path.join(folder, file))).length;

const firstLoad = (file: string): number => {
  const loaded = file.endsWith('.html')
    ? [...readFileSync(path.join(folder, file), 'utf8').matchAll(LOADED)].map(([, asset = '']) => asset)
    : [file];
  if (loaded.length === 0) throw new Error(`${file} loads nothing`);
  return loaded.reduce((sum, asset) => sum + gzipBytes(asset), 0) / 1000;
};

for (const { name, file, kilobytes } of BUDGETS) {
  const size = firstLoad(file);
  process.stdout.write(`${name.padEnd(8)} ${size.toFixed(1).padStart(6)} KB of ${kilobytes}\n`);
  if (size <= kilobytes) continue;
  process.stderr.write(
    `${name}: the first load is over its budget of ${kilobytes} KB. Load pages and their parts later\n`,
  );
  process.exitCode = 1;
}
rmSync(folder, { recursive: true });
