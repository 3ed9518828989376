import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart, type Finding } from '../../shared/audit/audit.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { seed } from '../support/seed.ts';

const commands: Command[] = [
  { type: 'credit', kind: 'checkout', reference: 'chk_1', amount: 100, class: 'paid' },
  { type: 'credit', kind: 'bonus', reference: 'chk_1', amount: 10, class: 'promo' },
  { type: 'debit', kind: 'spend', reference: 'order-1', amount: 30 },
  { type: 'debit', kind: 'spend', reference: 'order-2', amount: 5, note: 'gift' },
];

const history = (): { account: Account; entries: Entry[] } => {
  const planned = plan(emptyAccount({ agency: 'a', account: 'c' }), commands, Date.parse('2026-03-01'));
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
};

const audit = (account: Account, entries: readonly Entry[]): Finding[] => {
  const findings: Finding[] = [];
  let state = auditStart;
  for (const entry of entries) {
    const checked = auditEntry(state, entry);
    findings.push(...checked.findings);
    state = checked.state;
  }
  return [...findings, ...auditAccount(state, account)];
};

test('an untouched history has no findings', () => {
  const { account, entries } = history();
  expect(audit(account, entries)).toEqual([]);
});

const alterations = fc.constantFrom<((entry: Entry) => Entry)[]>(
  (entry) => ({ ...entry, amount: entry.amount + 1 }),
  (entry) => ({ ...entry, balance: entry.balance + 1 }),
  (entry) => ({ ...entry, type: entry.type === 'in' ? 'out' : 'in' }),
  (entry) => ({ ...entry, reference: 'something-else' }),
  (entry) => ({ ...entry, note: 'said later' }),
  (entry) => ({ ...entry, at: '2026-03-02T00:00:00.000Z' }),
  (entry) => ({ ...entry, at: '2026-02-01T00:00:00.000Z' }),
  (entry) => ({ ...entry, number: entry.number + 1 }),
  (entry) => ({ ...entry, lots: [] }),
  (entry) => ({ ...entry, kind: entry.kind === 'bonus' ? 'checkout' : 'bonus' }),
  (entry) => ({
    ...entry,
    lots: entry.lots.map((lot) => ({ ...lot, class: lot.class === 'paid' ? 'promo' : 'paid' })),
  }),
  (entry) => ({
    ...entry,
    lots: entry.lots.map((lot) => ({ ...lot, expiresAt: '2099-01-01T00:00:00.000Z' })),
  }),
  (entry) => ({ ...entry, debt: (entry.debt ?? 0) + 1 }),
);

test(`I4: any altered field of any entry is found (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(fc.nat({ max: commands.length - 1 }), alterations, (index, alter) => {
      const { account, entries } = history();
      const altered = entries.map((entry, at) => (at === index ? alter(entry) : entry));
      expect(audit(account, altered)).not.toEqual([]);
    }),
    { seed },
  );
});

test.each([0, 1, 2, 3])('I4: a missing entry %i is found', (missing) => {
  const { account, entries } = history();
  expect(
    audit(
      account,
      entries.filter((_, index) => index !== missing),
    ),
  ).not.toEqual([]);
});

test('I1: an account that differs from its history is found', () => {
  const { account, entries } = history();
  expect(audit({ ...account, balance: account.balance + 1 }, entries)).toEqual([
    { code: 'balance_differs', entry: 4 },
  ]);
});
