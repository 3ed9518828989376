import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { scenes } from './art/scenes.ts';
import { services, transfer } from './art/services.ts';
import { strokes } from './art/strokes.ts';
import { surfaces } from './art/surfaces.ts';
import { HEIGHT, WIDTH } from './art/svg.ts';

/** Draws the demo's pictures again: `node infra/local/seed/pictures/draw.ts`, with CHROMIUM where it is elsewhere. */

const QUALITY = 0.82;

/** What the page does: the browser can write both formats. */
const drawing = (source: string, type: 'webp' | 'jpeg'): string => `(async () => {
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(source)});
  await image.decode();
  const canvas = new OffscreenCanvas(${WIDTH}, ${HEIGHT});
  canvas.getContext('2d').drawImage(image, 0, 0, ${WIDTH}, ${HEIGHT});
  const blob = await canvas.convertToBlob({ type: 'image/${type}', quality: ${QUALITY} });
  return [...new Uint8Array(await blob.arrayBuffer())];
})()`;

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
const page = await browser.newPage();
const write = async (file: string, source: string, type: 'webp' | 'jpeg'): Promise<void> => {
  const bytes = await page.evaluate<number[]>(drawing(source, type));
  writeFileSync(join(import.meta.dirname, `${file}.${type}`), Buffer.from(bytes));
};
for (const [id, draw] of Object.entries({ ...scenes, ...strokes, ...surfaces, ...services }))
  await write(id, draw(), 'webp');
// Proofs are PNG, JPEG or PDF.
await write('transfer', transfer(), 'jpeg');
await browser.close();
