import { expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { restoreOf, SALT } from '../support/commands.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const euros = (micro: number) => ({ micro, currency: 'EUR' });

/** Lots of one credit each, every one at a price of its own. */
const lotsFrom = (first: number, count: number): LotShare[] =>
  Array.from({ length: count }, (_, place) => ({
    id: first + place,
    class: 'paid',
    amount: 1,
    price: euros(1_000_000 + first + place),
  }));

const accountWith = (lots: LotShare[]): Account => ({
  ...emptyAccount({ agency: 'acme', account: 'alice' }),
  version: 1,
  entries: 10_000,
  balance: lots.length,
  lots,
});

const after = (account: Account, command: Command) => {
  const planned = plan(account, [command], NOW, SALT);
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
};

const sale = (currency: string): Command => ({
  type: 'credit',
  kind: 'checkout',
  reference: 'checkout',
  amount: 10,
  class: 'paid',
  isPaidFor: true,
  price: { amount: 50, currency },
});

const costOf = (lots: readonly LotShare[]): number =>
  lots.reduce((sum, { price, amount }) => sum + (price?.micro ?? 0) * amount, 0);

test('a sale has a lot of its own, with the price of each credit in millionths of a minor unit', () => {
  const { account } = after(accountWith(lotsFrom(1, 40)), sale('EUR'));
  expect(account.lots).toHaveLength(41);
  expect(account.lots.at(-1)).toMatchObject({ amount: 10, price: euros(5_000_000) });
});

test('a sale to a full account joins the newest lot of its currency, and its entry has the price of that', () => {
  const before = accountWith(lotsFrom(1, MAX_LOTS));
  const { account, entries } = after(before, sale('EUR'));
  expect(account.lots).toHaveLength(MAX_LOTS);
  expect(entries[0]?.lots).toMatchObject([{ amount: 10, price: euros(1_000_000 + MAX_LOTS) }]);
  expect(costOf(account.lots) - costOf(before.lots)).toBe(costOf(entries[0]?.lots ?? []));
});

test('a sale in a currency that a full account has no lot of becomes a lot: money never changes its currency', () => {
  const { account } = after(accountWith(lotsFrom(1, MAX_LOTS)), sale('USD'));
  expect(account.lots.at(-1)).toMatchObject({ price: { micro: 5_000_000, currency: 'USD' } });
});

test('what comes back to a lot has its price, and to a full account that of the newest lot', () => {
  const before = accountWith(lotsFrom(1, MAX_LOTS));
  const back = [...lotsFrom(1, 1), ...lotsFrom(5000, 100)].map((lot) => ({ ...lot, price: euros(7) }));
  const { account, entries } = after(before, restoreOf(back));
  expect(account.lots).toHaveLength(MAX_LOTS);
  expect(costOf(account.lots) - costOf(before.lots)).toBe(costOf(entries[0]?.lots ?? []));
});
