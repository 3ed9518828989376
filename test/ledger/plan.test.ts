import { expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { debitOf, reclaimOf, restoreOf, SALT } from '../support/commands.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const at = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

const said = { kind: 'spend', reference: 'order-1' } as const;
const paid = (amount: number, days?: number): Command => ({
  type: 'credit',
  ...said,
  amount,
  class: 'paid',
  ...(days !== undefined && { expiresAt: at(days) }),
});

const post = (account: Account, commands: Command[], days = 0) => {
  const planned = plan(account, commands, NOW + days * DAY_MS, SALT);
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
};
const begin = (...commands: Command[]) => post(emptyAccount({ agency: 'a', account: 'c' }), commands);

test('I9: credits that expired before they were restored pay no debt', () => {
  const { account, posted } = begin(paid(10, 1), debitOf(10), paid(5), reclaimOf(9, [3]));
  expect(account).toMatchObject({ balance: -4, debt: 4 });
  const spent = posted[1]?.lots ?? [];

  const later = post(account, [restoreOf(spent)], 2).account;
  expect(later).toMatchObject({ debt: 4 });
  expect(post(later, [], 3).account).toMatchObject({ balance: -4, debt: 4, lots: [] });

  const inTime = post(account, [restoreOf(spent)], 0.5).account;
  expect(inTime).toMatchObject({ debt: 0, balance: 6 });
});

test('I9: credits cannot be spent at the very instant of their expiry', () => {
  const { account } = begin(paid(10, 1));
  expect(plan(account, [debitOf(1)], NOW + DAY_MS - 1, SALT)).toMatchObject({ ok: true });
  expect(plan(account, [debitOf(1)], NOW + DAY_MS, SALT)).toMatchObject({
    ok: false,
    error: { code: 'insufficient_credits', available: 0, shortfall: 1 },
  });
});

test('I7: lots that are reclaimed and restored twice end exactly as they began', () => {
  const { account } = begin(paid(10, 5), paid(20));
  const first = post(account, [reclaimOf(20, [2])]);
  const refundFailed = post(first.account, [restoreOf(first.posted[0]?.lots ?? [])]);
  const second = post(refundFailed.account, [reclaimOf(20, [2])]);
  const disputeWon = post(second.account, [restoreOf(second.posted[0]?.lots ?? [])]);
  expect(disputeWon.account).toMatchObject({ lots: account.lots, balance: 30, debt: 0 });
});

test('beyond 32 lots, credits of different classes stay separate', () => {
  const commands = Array.from({ length: 40 }, (_, place): Command => ({
    type: 'credit',
    ...said,
    amount: 1,
    class: place % 2 === 0 ? 'paid' : 'promo',
  }));
  const { account } = begin(...commands);
  const held = (lotClass: string) =>
    account.lots.filter((lot) => lot.class === lotClass).reduce((sum, { amount }) => sum + amount, 0);
  expect([held('paid'), held('promo')]).toEqual([20, 20]);
});

test('each command gets its own entry, in the order of the commands', () => {
  const { posted } = begin(paid(10), debitOf(3), debitOf(4), restoreOf([]));
  expect(posted.map((entry) => entry?.number)).toEqual([1, 2, 3, undefined]);
  expect(posted.map((entry) => entry?.balance)).toEqual([10, 7, 3, undefined]);
});
