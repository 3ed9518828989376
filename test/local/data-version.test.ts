import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDataVersion } from '../../infra/local/data-version.ts';
import { temporaryDirectory } from './assembly-fixture.ts';

const withTables = async (version?: string): Promise<string> => {
  const directory = await temporaryDirectory();
  mkdirSync(join(directory, 'dynamodb'));
  if (version !== undefined) writeFileSync(join(directory, 'version'), version);
  return directory;
};

test('a new directory gets the version and opens again', async () => {
  const directory = await temporaryDirectory();
  checkDataVersion(directory);
  mkdirSync(join(directory, 'dynamodb'));
  checkDataVersion(directory);
  expect(readFileSync(join(directory, 'version'), 'utf8')).toBe('1\n');
});

test.each([
  ['from before versions were marked', undefined, 'an older version'],
  ['of an older version', '0\n', 'an older version'],
  ['of a newer version', '2\n', 'a newer version'],
  ['with a damaged mark', 'one\n', 'an older version'],
])('a directory %s is refused in one line that says how to set it aside', async (_, version, whose) => {
  const directory = await withTables(version);
  expect(() => checkDataVersion(directory)).toThrow(
    `${directory} holds data of ${whose} of Scrip. To begin anew and keep the data, run: mv "${directory}" "${directory}.old"`,
  );
});
