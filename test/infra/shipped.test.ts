import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { licencesPage, unaccepted } from '../../infra/scripts/shipped/licences.ts';
import { shippedPackages } from '../../infra/scripts/shipped/packages.ts';
import { sbomOf } from '../../infra/scripts/shipped/sbom.ts';
import { project } from '../support/sources.ts';

const own = shippedPackages(JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')));

test('what the Lambdas, the pages and the command line use is shipped, and what only tests use is not', () => {
  const names = own.map(({ name }) => name);

  expect(names).toEqual(expect.arrayContaining(['stripe', 'zod', 'preact', 'csv-parse', '@smithy/core']));
  expect(names).not.toEqual(expect.arrayContaining(['vitest']));
  expect(names.filter((name) => name.startsWith('@scrip/') || name === 'aws-cdk-lib')).toEqual([]);
});

test('a package is found where Node would find it', () => {
  const lockfile = {
    packages: {
      '': { dependencies: { a: '1', b: '1' } },
      'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', license: 'GPL-3.0-only' },
      'node_modules/b': { version: '1.0.0', license: 'ISC' },
      'node_modules/c': { version: '1.0.0', license: 'ISC' },
    },
  };
  const found = shippedPackages(lockfile);

  expect(found.map(({ name, version }) => `${name} ${version}`)).toEqual(['a 1.0.0', 'b 1.0.0', 'b 2.0.0']);
  expect(unaccepted(found)).toMatchObject([{ name: 'b', licence: 'GPL-3.0-only' }]);
  expect(licencesPage(found)).toContain('## GPL-3.0-only\n\n- b 2.0.0\n');
});

test('a package that the lockfile lacks is an error', () => {
  expect(() => shippedPackages({ packages: { '': { dependencies: { a: '1' } } } })).toThrow('needs a');
});

test('the bill of materials names each package as scanners know it, with the digest of its archive', () => {
  const { components } = sbomOf(own, '1.0.0');

  expect(components).toHaveLength(own.length);
  expect(components.find(({ name }) => name === '@smithy/core')?.purl).toMatch(
    /^pkg:npm\/%40smithy\/core@\d/,
  );
  for (const component of components)
    expect(component).toMatchObject({ hashes: [{ content: expect.stringMatching(/^[0-9a-f]{128}$/) }] });
});
