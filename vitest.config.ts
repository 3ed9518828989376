import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/iam/**'],
          globalSetup: ['test/contract/synthesize.ts', 'test/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/e2e-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'iam',
          include: ['test/iam/**/*.test.ts'],
          // After the tests that use them.
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // Where there is one worker, a group that is given no order comes last, whatever the others' order.
    sequence: { groupOrder: 1 },
    // Property tests run hundreds of cases, and the real engine answers in milliseconds, not microseconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    // What a Lambda logs and counts is no part of a test's result.
    env: {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_METRICS_NAMESPACE: 'Scrip',
    },
    expect: { requireAssertions: true },
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-report.json' },
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts', 'functions/**/*.ts'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: '.local/coverage',
      thresholds: {
        'shared/ledger/**': { branches: 95 },
        'shared/payments/**': { branches: 95 },
      },
    },
  },
});
