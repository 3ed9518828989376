import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectKey } from '../../shared/files/object-key.ts';
import { objectName } from '../../shared/table/items/object-name.ts';

test.each(['house.zip', 'house/1.0/House (v1.0), final.zip', 'a/.b/..c/d..', '...'])(
  'a file name can be %s',
  (name) => {
    expect(objectKey('downloads', 'acme', name)).toBe(`downloads/acme/${name}`);
  },
);

test.each([
  '',
  '/house.zip',
  'house/',
  'a//b',
  '.',
  '..',
  '../other/house.zip',
  'a/../b',
  'a/./b',
  'a/..',
  'a\\b',
  'a%2e%2e/b',
  'a\nb',
  'haus-ü.zip',
  'x'.repeat(513),
])('a file name cannot be %j', (name) => {
  expect(() => objectKey('downloads', 'acme', name)).toThrow(/must be an object name|Too big/);
});

test.each(['', 'a/b', '..', 'acme/'])('an agency id cannot be %j', (agency) => {
  expect(() => objectKey('proofs', agency, 'x.pdf')).toThrow('Invalid');
});

test('no accepted name leaves the agency’s own folder', () => {
  const step = fc.string({ unit: fc.constantFrom('.', '/', 'a', ' ', '-', '%', '\\'), maxLength: 12 });
  fc.assert(
    fc.property(step, (name) => {
      if (!objectName.safeParse(name).success) return;
      const key = objectKey('downloads', 'acme', name);
      expect(path.posix.normalize(key)).toBe(key);
      expect(key.startsWith('downloads/acme/')).toBe(true);
      expect(new URL(`https://s3.example/${key}`).pathname).toBe(`/${key.replaceAll(' ', '%20')}`);
    }),
    { numRuns: 2000 },
  );
});
