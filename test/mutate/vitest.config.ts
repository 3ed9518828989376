import { defineConfig } from 'vitest/config';
import { testFiles } from '../support/projects.ts';

/**
 * The unit tests, as Stryker runs them against each planted bug. Properties are left out: thousands of cases against each
 * planted bug take hours, and a bug that only they notice lacks a test that says what is guaranteed.
 */
export default defineConfig({
  test: {
    include: testFiles().unit.filter((file) => !file.includes('.property.')),
    isolate: false,
    // The same cases against each planted bug: the seed is part of tests' names.
    env: { SEED: '1' },
  },
});
