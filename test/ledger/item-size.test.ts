import { expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import { MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { postingWrites } from '../../shared/ledger/posting.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { debitOf, restoreOf, SALT } from '../support/commands.ts';
import { itemBytes } from '../support/item-bytes.ts';

/** A twentieth of what DynamoDB takes: room for whatever else an account comes to hold. */
const MAX_BYTES = 400 * 1024 * 0.05;

const lots = Array.from({ length: MAX_LOTS + 5 }, (_, place): LotShare => ({
  id: 999_999_999_000 + place,
  class: 'promo',
  amount: Math.floor(Number.MAX_SAFE_INTEGER / 500),
  expiresAt: new Date(Date.parse('9998-01-01T00:00:00.000Z') + place * 86_400_000).toISOString(),
}));
const balance = lots.reduce((sum, { amount }) => sum + amount, 0);

/** Everything as long as it can be. */
const account: Account = {
  ...emptyAccount({ agency: 'a'.repeat(255), account: '#'.repeat(255) }),
  version: 1_000_000_000_000,
  entries: 1_000_000_000_000,
  balance,
  lots,
  lastEntryAt: '2026-03-01T12:00:00.000Z',
  lastEntryHash: 'f'.repeat(64),
  lastIn: { at: '2026-03-01T12:00:00.000Z', amount: Number.MAX_SAFE_INTEGER },
  absorbed: 1_000_000_000_000,
};

const bytesOf = (of: Account, command: Parameters<typeof plan>[1][number]): number[] => {
  const planned = plan(of, [command], Date.parse('2026-03-01T12:00:00.000Z'), SALT);
  if (!planned.ok) throw new Error(planned.error.code);
  return postingWrites(of, planned.value).map(({ key, list, item }) =>
    itemBytes({ ...item, ...key, ...list }),
  );
};

const empty: Account = { ...account, lots: [], balance: 0 };

test.each([
  ['a spend of one credit', account, debitOf(1)],
  ['a spend of all lots', account, debitOf(balance)],
  ['a restore of all lots', empty, restoreOf(lots)],
])('%s writes items far below what DynamoDB takes, with as many lots as may be', (_, of, command) => {
  const bytes = bytesOf(of, command);
  expect(Math.max(...bytes)).toBeGreaterThan(1000);
  expect(Math.max(...bytes)).toBeLessThan(MAX_BYTES);
});
