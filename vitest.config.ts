import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/contract/synthesize.ts', 'test/support/global-setup.ts'],
    // Property tests run hundreds of cases, and the real engine answers in milliseconds, not microseconds.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    // What a Lambda logs is no part of a test's result.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
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
