import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectOf, testFiles } from '../support/projects.ts';
import { project } from '../support/sources.ts';

test.each([
  ['test/ledger/plan.property.test.ts', 'unit'],
  // It imports a server of its own.
  ['test/event-sender/post.test.ts', 'local'],
  // A helper that it imports asks for the table.
  ['test/ledger/together.property.test.ts', 'table'],
  ['test/sweeper/sweep.test.ts', 'mocks'],
  ['test/contract/projects.test.ts', 'contract'],
  ['test/e2e/docs.test.ts', 'e2e'],
  ['test/web/sign-in.test.ts', 'web'],
  ['test/iam/every-grant.test.ts', 'iam'],
] as const)('%s belongs to the project %s', (file, name) => {
  expect(projectOf(file)).toBe(name);
});

test('every test file belongs to exactly one project', () => {
  const sorted = Object.values(testFiles()).flat();

  expect(sorted.toSorted()).toEqual(globSync('test/**/*.test.ts', { cwd: project }).toSorted());
  expect(new Set(sorted).size).toBe(sorted.length);
});
