import { describe, expect, test } from 'vitest';
import { monthOf, totalOf } from '../../infra/cost/month.ts';
import { usageOf } from '../../infra/cost/usage.ts';
import { sourceOf } from '../support/sources.ts';

const cost = (given: Record<string, unknown>): number => totalOf(monthOf(usageOf(given)));

describe('a month at rest', () => {
  test('costs at most 8 dollars for one agency', () => {
    expect(cost({})).toBeLessThanOrEqual(8);
  });

  test('costs what the README says', () => {
    const [, dollars] = /about (\d+) dollars a month/.exec(sourceOf('README.md')) ?? [];

    expect(Number(dollars)).toBe(Math.round(cost({})));
  });

  test('costs at most 60 dollars for a hundred agencies', () => {
    expect(cost({ agencies: 100 })).toBeLessThanOrEqual(60);
  });
});

test('a million spends cost what a million of each of their parts cost', () => {
  const before = cost({ spends: 1, reads: 0, endpoints: 0, gigabytes: 0 });
  const after = cost({ spends: 1_000_001, reads: 0, endpoints: 0, gigabytes: 0 });

  // A spend (6.68), its authorizer (0.25), its event on the bus (1.00), what its publisher reads and counts (4.875) and its line in the log (0.15), three
  // months of the API's log, and its audit (1.25), beside that of a tenth of an account.
  expect(after - before).toBeCloseTo(6.68 + 0.25 + 1 + 4.875 + 0.15 + 0.135 + 1.25 + 1.2763, 1);
});

test.each([
  ['spends', { spends: 1000 }],
  ['payments', { payments: 1000 }],
  ['accounts', { accounts: 100_000 }],
  ['reads', { reads: 100_000 }],
  ['endpoints', { spends: 100_000, endpoints: 5 }],
  ['gigabytes', { gigabytes: 10 }],
  ['poolUsers', { poolUsers: 20_000 }],
  ['mails', { mails: 100_000 }],
  ['machineClients', { machineClients: 1 }],
  ['machineTokens', { machineTokens: 10_000 }],
  ['visits', { visits: 10_000_000 }],
  ['alarms', { alarms: 'all' }],
  ['encryption', { encryption: 'customer' }],
  ['probe', { probe: 'on' }],
])('more %s cost more', (name, usage: Record<string, unknown>) => {
  const { [name]: _more, ...less } = usage;

  expect(cost(usage)).toBeGreaterThan(cost(less));
});

test.each([{ spends: 'many' }, { spends: '-1' }, { sales: '1' }, { alarms: 'some' }])(
  '%j is refused',
  (given) => {
    expect(() => usageOf(given)).toThrow(/spends|sales|alarms/);
  },
);
