import { defineConfig } from 'vitest/config';
import { testFiles } from '../support/projects.ts';

/** The unit tests, as Stryker runs them against each planted bug. */
export default defineConfig({
  test: {
    include: testFiles().unit,
    isolate: false,
    setupFiles: ['test/mutate/setup.ts'],
    // The same cases against each planted bug. The seed is part of the tests' names, which have to stay the same.
    env: { SEED: '1' },
  },
});
