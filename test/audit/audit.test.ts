import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { auditAccount, auditEntry, auditStart, type Finding } from '../../shared/audit/audit.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { seed } from '../support/seed.ts';
import { SALT } from '../support/commands.ts';

const commands: Command[] = [
  { type: 'credit', kind: 'checkout', reference: 'chk_1', amount: 100, class: 'paid' },
  { type: 'credit', kind: 'bonus', reference: 'chk_1', amount: 10, class: 'promo' },
  { type: 'debit', kind: 'spend', reference: 'order-1', amount: 30 },
  { type: 'debit', kind: 'spend', reference: 'order-2', amount: 5, note: 'gift', label: 'Brushes' },
];

const history = (): { account: Account; entries: Entry[] } => {
  const planned = plan(emptyAccount({ agency: 'a', account: 'c' }), commands, Date.parse('2026-03-01'), SALT);
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
  (entry) => ({ ...entry, label: 'another name' }),
  (entry) => ({ ...entry, salt: 'b'.repeat(22) }),
  ({ hashVersion: _, ...entry }) => entry,
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

/** The same entry as before version 2 of the hash. */
const asBefore = ({ hashVersion: _, salt: _salt, ...entry }: Entry): Entry => entry;

test('I4: a history whose first entries are hashed as before version 2 has no findings, unless one is altered', () => {
  const [first, ...rest] = history().entries.map(asBefore);
  if (!first) throw new Error('no entries');
  const old = { ...history().account, balance: 100, entries: 1, lastEntryHash: canonicalHash(first) };
  const begun = { ...old, lots: first.lots, lastEntryAt: first.at };
  const planned = plan(begun, commands.slice(1), Date.parse('2026-03-02'), SALT);
  if (!planned.ok) throw new Error(planned.error.code);
  const { account, entries } = planned.value;
  expect(entries).toHaveLength(rest.length);
  expect(audit(account, [first, ...entries])).toEqual([]);
  expect(audit(account, [{ ...first, note: 'said later' }, ...entries])).not.toEqual([]);
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
