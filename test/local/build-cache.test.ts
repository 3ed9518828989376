import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildOnce, contentKey } from '../../infra/local/build-cache.ts';

const directory = mkdtempSync(join(tmpdir(), 'scrip-builds-'));
afterAll(() => rmSync(directory, { recursive: true }));

let built = 0;
const build = (name: string, key: string): Promise<string> =>
  buildOnce(
    name,
    key,
    async (growing) => {
      built += 1;
      writeFileSync(join(growing, 'content'), `${name} ${key}`);
    },
    directory,
  );

const buildsOf = (name: string): string[] =>
  readdirSync(directory)
    .filter((one) => one.includes(name))
    .toSorted();

test('a build of the same inputs is reused', async () => {
  const first = await build('once', 'a');
  const before = built;

  expect(await build('once', 'a')).toBe(first);
  expect(built).toBe(before);
  expect(readFileSync(join(first, 'content'), 'utf8')).toBe('once a');
  expect(await build('once', 'b')).not.toBe(first);
  expect(built).toBe(before + 1);
});

test('two concurrent builds of the same inputs both get the whole result', async () => {
  const both = await Promise.all([build('twice', 'a'), build('twice', 'a')]);

  expect(new Set(both).size).toBe(1);
  expect(buildsOf('twice')).toEqual(['twice-a']);
  expect(readFileSync(join(both[0], 'content'), 'utf8')).toBe('twice a');
});

test('a failed build leaves nothing and is tried again', async () => {
  const broken = buildOnce('broken', 'a', () => Promise.reject(new Error('no template')), directory);

  await expect(broken).rejects.toThrow('no template');
  expect(buildsOf('broken')).toEqual([]);
  expect(existsSync(await build('broken', 'a'))).toBe(true);
});

test('the three most recently used builds of a name are kept, and those of other names', async () => {
  await build('kept', 'x');
  for (const [day, key] of ['a', 'b', 'c'].entries()) utimesSync(await build('many', key), day, day);
  // Used again, the oldest is the newest.
  await build('many', 'a');
  await build('many', 'd');

  expect(buildsOf('many')).toEqual(['many-a', 'many-c', 'many-d']);
  expect(buildsOf('kept')).toEqual(['kept-x']);
});

test('the key depends on the files, their names and the options', () => {
  const keys = [
    contentKey(['package.json', 'cdk.json'], { stage: 'local' }),
    contentKey(['package.json'], { stage: 'local' }),
    contentKey(['package.json', 'cdk.json'], { stage: 'test' }),
  ];

  expect(new Set(keys).size).toBe(3);
  expect(contentKey(['cdk.json', 'package.json'], { stage: 'local' })).toBe(keys[0]);
});
