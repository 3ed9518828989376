/**
 * Mutation testing of the code that decides how credits move: `npm run mutate`, or `npx stryker run --mutate <file>` for
 * one file. Stryker plants small bugs and lists those that no unit test notices. A survivor needs a test or simpler code.
 * Nothing is excluded. These survive, as they change nothing:
 *
 * - ledger/lots.ts, `expiringWith`, and ledger/plan.ts, `latest`: `>` and `>=` differ for equal times only, which are the
 *   same text.
 * - ledger/deposit.ts, `merged`: no two lots have the same id.
 * - ledger/move.ts, `restore`: `''` in place of `'join'`. Whatever is not `'add'` joins, and the compiler admits no other.
 * - payments/join.ts: `<=` in place of `<`, or `>=` of `>`, between two times or currencies, or two statuses, that are
 *   equal and so have the same text, or of which the line before has made sure that they differ.
 * - payments/join-dispute.ts, `joinDispute`: `compare` is 0 only for the same statement.
 * - payments/money-gone.ts, `toSorted`: no two disputes have the same id.
 */
export default {
  mutate: [
    'shared/ledger/plan.ts',
    'shared/ledger/move.ts',
    'shared/ledger/lots.ts',
    'shared/ledger/deposit.ts',
    'shared/ledger/absorbed.ts',
    'shared/payments/assess.ts',
    'shared/payments/money-gone.ts',
    'shared/payments/proportion.ts',
    'shared/payments/join.ts',
    'shared/payments/join-dispute.ts',
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
