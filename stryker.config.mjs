/**
 * Mutation testing of the code that decides how credits move: `npm run mutate`. Stryker plants small bugs and reports
 * those that no unit test notices. A survivor needs a test, simpler code, or a comment next to it that says why the
 * planted bug changes nothing:
 *
 *     // Stryker disable next-line EqualityOperator: equal times are the same instant
 */
export default {
  mutate: [
    'shared/payments/assess.ts',
    'shared/payments/money-gone.ts',
    'shared/payments/proportion.ts',
    'shared/payments/post.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutate/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine is no endless loop.
  timeoutMS: 60_000,
  thresholds: { high: 100, low: 95, break: 95 },
  reporters: ['progress-append-only', 'clear-text', 'html'],
  clearTextReporter: { reportTests: false, allowEmojis: false },
  htmlReporter: { fileName: '.local/mutation.html' },
  tempDirName: '.local/mutation',
  ignorePatterns: ['.local*', 'cdk.out', 'tsconfig.json'],
  allowConsoleColors: false,
};
