import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount, balanceAt } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart } from '../../shared/audit/audit.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { histories, type Step } from '../support/commands.ts';
import { seed } from '../support/seed.ts';

const START = Date.parse('2026-03-01T00:00:00.000Z');

type Seen = {
  before: Account;
  after: Account;
  command: Command;
  at: number;
  made: Entry[];
  refused: string | undefined;
};

const freeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

/** Plays a history, calling `look` after each step, and returns the account and all its entries. */
const play = (steps: readonly Step[], look: (seen: Seen) => void = () => {}) => {
  let account = emptyAccount({ agency: 'a', account: 'c' });
  const entries: Entry[] = [];
  let at = START;
  for (const { wait, make } of steps) {
    at += wait;
    const before = freeze(account);
    const command = make(entries, at);
    const planned = plan(before, [command], at);
    const made = planned.ok ? planned.value.entries : [];
    if (planned.ok) account = planned.value.account;
    entries.push(...made);
    look({ before, after: account, command, at, made, refused: planned.ok ? undefined : planned.error.code });
  }
  return { account, entries };
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
const held = (lots: readonly LotShare[]): number => sum(lots.map(({ amount }) => amount));
const signed = (entries: readonly Entry[]): number[] =>
  entries.map(({ type, amount }) => (type === 'in' ? amount : -amount));

const always = (name: string, check: (steps: readonly Step[]) => void) =>
  test(`${name} (seed ${seed})`, () => {
    expect.hasAssertions();
    fc.assert(fc.property(histories, check), { seed, numRuns: 1000 });
  });

always('I1: the balance is the sum of the entries, and of the lots less the debt', (steps) => {
  const all: Entry[] = [];
  play(steps, ({ after, made }) => {
    all.push(...made);
    expect(after.balance).toBe(sum(signed(all)));
    expect(after.balance).toBe(held(after.lots) - after.debt);
    expect(after.lots.every(({ amount }) => amount > 0)).toBe(true);
  });
});

always('I2: only a reclaim leaves a debt, and a debt stops spending until it is paid', (steps) => {
  play(steps, ({ before, after, command, refused, made }) => {
    if (command.type !== 'reclaim') expect(after.debt).toBeLessThanOrEqual(before.debt);
    if (command.type === 'debit' && before.debt > 0) expect(refused).toBe('account_in_debt');
    if (command.type === 'debit' && !refused) expect(held(after.lots)).toBeGreaterThanOrEqual(0);
    if (command.type === 'credit' && !refused) {
      expect(after.debt).toBe(Math.max(0, before.debt - command.amount));
      expect(made.at(-1)?.debt ?? 0).toBe(before.debt - after.debt);
    }
  });
});

always('I3 and I4: the history audits clean', (steps) => {
  const { account, entries } = play(steps);
  let state = auditStart;
  for (const entry of entries) {
    const checked = auditEntry(state, entry);
    expect(checked.findings).toEqual([]);
    state = checked.state;
  }
  expect(auditAccount(state, account)).toEqual([]);
});

always('a refusal changes nothing, and names what is short', (steps) => {
  play(steps, ({ before, after, command, refused, at }) => {
    if (refused) expect(after).toBe(before);
    if (command.type === 'debit' && before.debt === 0) {
      // The ledger's time never goes back, so neither do its expiries.
      const now = Math.max(at, Date.parse(before.lastEntryAt ?? '1970-01-01T00:00:00.000Z'));
      expect(refused === undefined).toBe(balanceAt(before, now).available >= command.amount);
    }
  });
});

/** The drawing order, said again in other words than the ledger's. */
const goesBefore = (a: LotShare, b: LotShare): boolean => {
  if (a.expiresAt !== b.expiresAt)
    return a.expiresAt !== undefined && (b.expiresAt === undefined || a.expiresAt < b.expiresAt);
  if (a.class !== b.class) return a.class === 'promo';
  return a.id < b.id;
};

always('I7: a debit draws soonest expiry first, promo before paid, oldest first', (steps) => {
  play(steps, ({ command, after, made }) => {
    const drawn = made.at(-1)?.lots;
    if (command.type !== 'debit' || !drawn) return;
    for (const [index, lot] of drawn.entries()) {
      const next = drawn[index + 1];
      if (next) expect(goesBefore(lot, next)).toBe(true);
      // Whatever is left of other lots comes later in the order than what was drawn.
      for (const left of after.lots) if (left.id !== lot.id) expect(goesBefore(lot, left)).toBe(true);
    }
  });
});

always('I7: a restore brings back the class and expiry that were drawn', (steps) => {
  play(steps, ({ before, after, command, made }) => {
    if (command.type !== 'restore' || command.lots.length === 0 || before.debt > 0) return;
    const entry = made.at(-1);
    expect(entry?.lots).toEqual(command.lots);
    for (const { class: lotClass, expiresAt } of command.lots) {
      expect(after.lots.some((lot) => lot.class === lotClass && lot.expiresAt === expiresAt)).toBe(true);
    }
  });
});

always('I9: what has expired is never spent, and is posted by the next movement', (steps) => {
  play(steps, ({ command, made, after }) => {
    for (const entry of made) {
      if (entry.kind === 'expiry') continue;
      if (command.type === 'debit' || command.type === 'reclaim') {
        expect(entry.lots.every(({ expiresAt }) => expiresAt === undefined || expiresAt > entry.at)).toBe(
          true,
        );
      }
    }
    const last = made.at(-1);
    if (last && command.type !== 'restore' && command.type !== 'credit') {
      expect(after.lots.every(({ expiresAt }) => expiresAt === undefined || expiresAt > last.at)).toBe(true);
    }
  });
});

always('commands folded together end as they do one by one at the same time', (steps) => {
  const apart = play(steps.map(({ make }) => ({ wait: 0, make })));
  const commands: Command[] = [];
  play(
    steps.map(({ make }) => ({ wait: 0, make })),
    ({ command, refused }) => {
      if (!refused) commands.push(command);
    },
  );
  const together = plan(emptyAccount({ agency: 'a', account: 'c' }), commands, START);
  expect(together).toMatchObject({ ok: true, value: { account: apart.account, entries: apart.entries } });
});
