import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { type Project, projects, testFiles } from './test/support/projects.ts';

const files = testFiles();

/** What is started once for all tests of a project. */
const globalSetup: Partial<Record<Project, string[]>> = {
  table: ['test/support/table-setup.ts'],
  contract: ['test/support/contract-setup.ts', 'test/support/table-setup.ts'],
  mocks: ['test/support/contract-setup.ts', 'test/support/table-setup.ts'],
  e2e: ['test/support/e2e-setup.ts'],
  web: ['test/support/web-setup.ts'],
};

export default defineConfig({
  test: {
    projects: projects.map((name) => ({
      extends: true,
      test: {
        name,
        include: files[name],
        globalSetup: globalSetup[name] ?? [],
        setupFiles: name === 'unit' ? ['test/support/start-nothing.ts'] : [],
        // To load all modules anew for each file costs more than most of the files.
        isolate: name === 'mocks',
        // Rights are looked at after the tests that use them.
        ...(name === 'iam' && { sequence: { groupOrder: 2 } }),
      },
    })),
    // Where there is one worker, a group that is given no order comes last, whatever the others' order.
    sequence: { groupOrder: 1, sequencer: LongestFirst },
    // Most files wait for an engine, a queue or a clock for part of their time: one worker more keeps processors busy.
    maxWorkers: availableParallelism() + 1,
    // Property tests run hundreds of cases, and the real engine answers in milliseconds, not microseconds.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    unstubEnvs: true,
    // What a Lambda logs and counts is no part of a test's result.
    env: {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_METRICS_NAMESPACE: 'Scrip',
    },
    // Longer than a page needs on a busy machine: who polls waits no longer than necessary anyhow.
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
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
