import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { project, sourceOf } from '../support/sources.ts';

const examples = globSync('packages/client/examples/*.ts', { cwd: project });

test.each(examples)('the README of the client shows %s as it is run', (file) => {
  expect(sourceOf('packages/client/README.md')).toContain(`\`\`\`ts\n${sourceOf(file)}\`\`\``);
});

test('the README shows nothing else', () => {
  const shown = sourceOf('packages/client/README.md').split('```ts\n').length - 1;

  expect(examples.length).toBeGreaterThan(2);
  expect(shown).toBe(examples.length);
});
