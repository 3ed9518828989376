import { expect, test } from 'vitest';
import { inspect } from '../../shared/pictures/inspect.ts';
import { jpegOf, pngOf, webpOf } from '../support/pictures.ts';

test.each([
  ['png', pngOf(640, 480)],
  ['jpg', jpegOf(640, 480)],
  ['webp', webpOf(640, 480)],
] as const)('a %s file is known by its content, with its size', (extension, bytes) => {
  expect(inspect(bytes)).toEqual({ ok: true, value: { extension, width: 640, height: 480 } });
});

test.each([16, 4096])('a side of %i pixels is taken', (side) => {
  expect(inspect(pngOf(side, 100))).toMatchObject({ ok: true, value: { width: side } });
});

test.each([
  ['nothing', new Uint8Array()],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
  [
    'a drawing with a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>'),
  ],
  ['a GIF', Buffer.from('474946383961400040000000002c', 'hex')],
  ['a PNG that is cut off', pngOf(640, 480).slice(0, 18)],
  ['a JPEG that is cut off', jpegOf(640, 480).slice(0, 12)],
])('%s is no picture', (_, bytes) => {
  expect(inspect(bytes)).toEqual({ ok: false, error: 'is no PNG, JPEG or WebP file' });
});

test.each([
  [15, 100],
  [100, 15],
  [4097, 100],
  [100, 4097],
  [2 ** 31 - 1, 2 ** 31 - 1],
])('%i x %i pixels are refused', (width, height) => {
  expect(inspect(pngOf(width, height))).toMatchObject({
    ok: false,
    error: expect.stringContaining('16 to 4096'),
  });
});
