import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../support/sources.ts';

const metrics = path.join(project, 'shared/kernel/metrics.ts');

/** What code prints in a process of its own, since these tests print no metrics. */
const linesOf = (code: string): unknown[] =>
  execFileSync(process.execPath, ['--input-type=module', '-e', code, metrics], {
    encoding: 'utf8',
    env: { POWERTOOLS_METRICS_NAMESPACE: 'Scrip/dev', POWERTOOLS_SERVICE_NAME: 'store' },
  })
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('each figure is a line with one number under its name, as the filters of shared alarms read it', () => {
  const lines = linesOf(`
    const { count, time } = await import(process.argv[1]);
    count('RecordsUnreadable');
    count('RecordsUnreadable', 2);
    time('SettleLag', 1234.5);
  `);
  expect(lines).toMatchObject([
    { service: 'store', RecordsUnreadable: 1 },
    { service: 'store', RecordsUnreadable: 2 },
    { service: 'store', SettleLag: 1234.5 },
  ]);
});
