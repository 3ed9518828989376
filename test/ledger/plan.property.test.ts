import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount, balanceAt } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart } from '../../shared/audit/audit.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { MANY_LOTS, MAX_LOTS, MAX_MERGES } from '../../shared/ledger/deposit.ts';
import { asAbsorbed, mergesOf } from '../../shared/ledger/absorbed.ts';
import { expiringWith, expiryOf, isExpired } from '../../shared/ledger/lots.ts';
import type { Absorbed } from '../../shared/table/items/absorbed.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { beginnings, histories, reclaimOf, restoreOf, type History, SALT } from '../support/commands.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const RUNS = 250;

const START = Date.parse('2026-03-01T00:00:00.000Z');

type Seen = {
  before: Account;
  after: Account;
  command: Command;
  at: number;
  made: Entry[];
  /** Lots that merged in this step, and all that had merged before. */
  absorbed: readonly Absorbed[];
  known: ReadonlyMap<number, Absorbed>;
  refused: string | undefined;
};

const freeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

type Begun = { account: Account; entries: readonly Entry[] };

const begin = (commands: readonly Command[]): Begun => {
  const begun = plan(emptyAccount({ agency: 'a', account: 'c' }), commands, START, SALT);
  if (!begun.ok) throw new Error(begun.error.code);
  return freeze(begun.value);
};

const begun: Record<History['beginning'], Begun> = {
  empty: begin(beginnings.empty()),
  crowded: begin(beginnings.crowded(START)),
  full: begin(beginnings.full(START)),
  replaced: begin(beginnings.replaced(START)),
  rich: begin(beginnings.rich()),
};

/** Plays a history, calling `look` after each step, and returns the account and all its entries. */
const play = ({ beginning, steps }: History, look: (seen: Seen) => void = () => {}) => {
  let { account } = begun[beginning];
  const entries = [...begun[beginning].entries];
  /** What became of absorbed lots, as the table would keep it. */
  const merges = new Map<number, Absorbed>();
  let at = START;
  for (const { wait, make } of steps) {
    at += wait;
    const before = freeze(account);
    const command = make(entries, at);
    const known = new Map(merges);
    const planned = plan(before, [command], at, SALT, known);
    const { entries: made, absorbed } = planned.ok ? planned.value : { entries: [], absorbed: [] };
    if (planned.ok) account = planned.value.account;
    entries.push(...made);
    for (const one of absorbed) merges.set(one.id, one);
    const refused = planned.ok ? undefined : planned.error.code;
    look({ before, after: account, command, at, made, absorbed, known, refused });
  }
  return { account, entries, merges };
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
const held = (lots: readonly LotShare[]): number => sum(lots.map(({ amount }) => amount));
const signed = (entries: readonly Entry[]): number[] =>
  entries.map(({ type, amount }) => (type === 'in' ? amount : -amount));

/** @param check returns false for a history that it has nothing to say of */
const always = (name: string, check: (history: History) => unknown) =>
  test(`${name} (seed ${seed})`, () => {
    expect.hasAssertions();
    let judged = 0;
    const counted = (history: History): void => void (judged += check(history) === false ? 0 : 1);
    fc.assert(fc.property(histories, counted), { seed, numRuns: RUNS });
    expect(judged).toBeGreaterThan(RUNS / 10);
  });

always('I1: the balance is the sum of the entries, and of the lots less the debt', (history) => {
  const all: Entry[] = [...begun[history.beginning].entries];
  play(history, ({ after, made }) => {
    all.push(...made);
    expect(after.balance).toBe(sum(signed(all)));
    expect(after.balance).toBe(held(after.lots) - after.debt);
    expect(after.lots.every(({ amount }) => amount > 0)).toBe(true);
  });
});

always('I2: only a reclaim leaves a debt, and a debt stops spending until it is paid', (history) => {
  play(history, ({ before, after, command, refused, made }) => {
    if (command.type !== 'reclaim') expect(after.debt).toBeLessThanOrEqual(before.debt);
    if (command.type === 'debit' && before.debt > 0) expect(refused).toBe('account_in_debt');
    if (command.type === 'debit' && !refused) expect(held(after.lots)).toBeGreaterThanOrEqual(0);
    if (command.type === 'credit' && !refused) {
      expect(after.debt).toBe(Math.max(0, before.debt - command.amount));
      expect(made.at(-1)?.debt ?? 0).toBe(before.debt - after.debt);
    }
  });
});

always('I3 and I4: the history audits clean', (history) => {
  const { account, entries } = play(history);
  let state = auditStart;
  for (const entry of entries) {
    const checked = auditEntry(state, entry);
    expect(checked.findings).toEqual([]);
    state = checked.state;
  }
  expect(auditAccount(state, account)).toEqual([]);
});

always('a refusal changes nothing, and names what is short', (history) => {
  play(history, ({ before, after, command, refused, at }) => {
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

always('I7: a debit draws soonest expiry first, promo before paid, oldest first', (history) => {
  play(history, ({ command, after, made }) => {
    const drawn = made.at(-1)?.lots;
    if (command.type !== 'debit' || !drawn) return;
    for (const [index, lot] of drawn.entries()) {
      const next = drawn[index + 1];
      if (next) expect(goesBefore(lot, next)).toBe(true);
      // Whatever is left of other lots comes later in the order than what was drawn.
      expect(after.lots.filter((left) => left.id !== lot.id && !goesBefore(lot, left))).toEqual([]);
    }
  });
});

/** The classes and times from which on fewer credits last than lasted before. */
const timeLost = (before: readonly LotShare[], after: readonly LotShare[]): string[] => {
  const changes = [
    ...before.map((lot) => ({ lot, amount: -lot.amount })),
    ...after.map((lot) => ({ lot, amount: lot.amount })),
  ];
  const lost: string[] = [];
  for (const [lotClass, ofClass] of Map.groupBy(changes, ({ lot }) => lot.class)) {
    let more = 0;
    const byExpiry = Map.groupBy(ofClass, ({ lot }) => expiryOf(lot));
    for (const expiry of [...byExpiry.keys()].sort().toReversed()) {
      more += sum(byExpiry.get(expiry)?.map(({ amount }) => amount) ?? []);
      if (more < 0) lost.push(`${lotClass} ${expiry}`);
    }
  }
  return lost;
};

/** The credits of a class that last until a time or longer. */
const lasting = (lots: readonly LotShare[], lotClass: LotShare['class'], from: string): number =>
  held(lots.filter((lot) => lot.class === lotClass && expiryOf(lot) >= from));

/** What an account keeps of its lots beside what an entry brings in. */
const keptBeside = ({ lots }: Account, command: Command, at: string): LotShare[] =>
  lots.filter((lot) => !isExpired(lot, at) && !(command.type === 'extend' && lot.expiresAt === command.from));

always('an extension moves all credits of one expiry, and nothing else', (history) => {
  let moved = 0;
  play(history, ({ before, after, command, made }) => {
    if (command.type !== 'extend') return;
    const [out, into] = made.slice(-2);
    if (out?.kind !== 'expiry_extension') {
      expect(made.every(({ kind }) => kind === 'expiry')).toBe(true);
      return;
    }
    moved += 1;
    const due = before.lots.filter(({ expiresAt }) => expiresAt === command.from);
    expect(out).toMatchObject({ type: 'out', lots: due, amount: held(due) });
    expect(into).toMatchObject({ type: 'in', amount: held(due), balance: out.balance + held(due) });
    expect(into?.lots.map(({ id, class: of, amount }) => ({ id, class: of, amount }))).toEqual(
      due.map(({ id, class: of, amount }) => ({ id, class: of, amount })),
    );
    expect(new Set(into?.lots.map(expiryOf))).toEqual(new Set([command.expiresAt ?? 'never']));
    expect([after.debt, after.lastIn]).toEqual([before.debt, before.lastIn]);
  });
  return moved > 0;
});

always('I7: what comes in keeps its class and, at least, its expiry, whatever merges', (history) => {
  play(history, ({ before, after, made, known, command, refused }) => {
    const last = made.at(-1);
    if (refused !== undefined || last?.type !== 'in') return;
    if (command.type === 'restore') {
      const back = command.lots.map((share) => asAbsorbed(share, known));
      expect(held(back) - held(last.lots)).toBe(last.debt ?? 0);
      for (const share of last.lots) expect(back.map(({ id }) => id)).toContain(share.id);
    }
    const kept = [...keptBeside(before, command, last.at), ...last.lots];
    expect(timeLost(kept, after.lots)).toEqual([]);
    for (const lotClass of ['paid', 'promo'] as const)
      expect(lasting(after.lots, lotClass, '')).toBe(lasting(kept, lotClass, ''));
  });
});

/** Lots and what returns to them, which lasts as long as its lot, and the lot as long as it. */
const asOwn = (lots: readonly LotShare[], at: string): LotShare[] =>
  lots.map((lot) =>
    lots
      .filter(({ id, ...other }) => id === lot.id && isExpired(other, at) === isExpired(lot, at))
      .reduce(expiringWith, lot),
  );

always(
  'merging gives nothing more time than its day, but in a full account, and revives nothing',
  (history) => {
    play(history, ({ before, after, command, made, known }) => {
      const last = made.at(-1);
      if (last?.type !== 'in') return;
      const kept = [...keptBeside(before, command, last.at), ...last.lots];
      const expired = (lots: readonly LotShare[]) => held(lots.filter((lot) => isExpired(lot, last.at)));
      expect(expired(after.lots)).toBe(expired(kept));
      if (before.lots.length >= MAX_LOTS - MANY_LOTS || known.size > 0) return;
      const own = asOwn(kept, last.at);
      for (const lotClass of ['paid', 'promo'] as const)
        for (const day of new Set(kept.map((lot) => expiryOf(lot).slice(0, 10))))
          expect(lasting(after.lots, lotClass, day)).toBe(lasting(own, lotClass, day));
    });
  },
);

always('a lot is absorbed once, by one that is there, and never comes back', (history) => {
  play(history, ({ after, absorbed, known }) => {
    expect(absorbed.length).toBeLessThanOrEqual(MAX_MERGES);
    const all = new Map(known);
    for (const one of absorbed) {
      expect(all.has(one.id)).toBe(false);
      all.set(one.id, one);
    }
    const atRest = after.lots.map(({ id }) => id);
    expect(atRest.filter((id) => all.has(id))).toEqual([]);
    for (const { id } of absorbed) expect(atRest).toContain(mergesOf(id, all).at(-1)?.into);
  });
});

always('an account holds 400 lots, and a few that had no other of their class', (history) => {
  play(history, ({ before, after, command, refused }) => {
    expect(after.lots.length).toBeLessThanOrEqual(MAX_LOTS + 5);
    if (refused === 'lot_limit') {
      expect(command).toMatchObject({ type: 'credit', expiresAt: expect.any(String) });
      expect(before.lots.length).toBeGreaterThanOrEqual(MAX_LOTS);
    }
  });
});

always('what is taken and put back twice ends as exactly its first lots, while none merge', (history) => {
  const { account, entries, merges } = play(history);
  const now = Date.parse(account.lastEntryAt ?? new Date(START).toISOString());
  const brought = entries.findLast(({ type }) => type === 'in')?.number ?? 1;
  const first = plan(account, [], now, SALT, merges);
  if (!first.ok || account.debt > 0 || first.value.account.lots.length > MANY_LOTS) return false;
  let { account: after } = first.value;
  for (const amount of [7, 30]) {
    const taken = plan(after, [reclaimOf(Math.min(amount, held(after.lots)), [brought])], now, SALT, merges);
    if (!taken.ok) throw new Error(taken.error.code);
    // What only became a debt came from no lot.
    const [entry] = taken.value.posted;
    if (!entry || entry.debt !== undefined) return false;
    const back = plan(taken.value.account, [restoreOf(entry.lots)], now, SALT, merges);
    if (!back.ok) throw new Error(back.error.code);
    after = back.value.account;
  }
  expect(after.lots).toEqual(first.value.account.lots);
  return true;
});

always('I9: what has expired is never spent, and is posted by the next movement', (history) => {
  play(history, ({ command, made, after }) => {
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

always('commands folded together end as they do one by one at the same time', ({ beginning, steps }) => {
  const atOnce = { beginning, steps: steps.slice(0, 20).map(({ make }) => ({ wait: 0, make })) };
  const commands: Command[] = [];
  const apart = play(atOnce, ({ command, refused }) => {
    if (!refused) commands.push(command);
  });
  const { account, entries } = begun[beginning];
  const together = plan(account, commands, START, SALT);
  expect(together).toMatchObject({
    ok: true,
    value: { account: apart.account, entries: apart.entries.slice(entries.length) },
  });
});

const isFull = ({ lots }: Account): boolean => lots.length >= MAX_LOTS;

/** What the properties above are about, and whether a step came to it. */
const interesting: Record<string, (seen: Seen) => boolean> = {
  'a lot merged': ({ absorbed }) => absorbed.length > 0,
  'several lots merged at once': ({ absorbed }) => absorbed.length > 1,
  'as many merged as may': ({ absorbed }) => absorbed.length === MAX_MERGES,
  'lots merged that expire on one day at different times': ({ before, absorbed }) =>
    absorbed.some(({ id, into, expiresAt }) => {
      const pair = before.lots.filter((lot) => lot.id === id || lot.id === into);
      return pair.length === 2 && pair.some((lot) => lot.expiresAt !== expiresAt) && !isFull(before);
    }),
  'a lot merged that others had merged into': ({ absorbed, known }) =>
    absorbed.some(({ id }) => [...known.values()].some(({ into }) => into === id)),
  'a share returned to a lot that had merged': ({ command, known, refused }) =>
    !refused && command.type === 'restore' && command.lots.some(({ id }) => known.has(id)),
  'such a share expires later than it did': ({ command, known, refused }) =>
    !refused &&
    command.type === 'restore' &&
    command.lots.some((share) => expiryOf(asAbsorbed(share, known)) > expiryOf(share)),
  'credits of a lot that had merged were reclaimed': ({ command, known, made }) =>
    command.type === 'reclaim' &&
    command.lots !== 'just_brought_in' &&
    command.lots.some((id) => {
      const by = mergesOf(id, known).at(-1)?.into;
      return made.at(-1)?.lots.some((lot) => lot.id === by);
    }),
  'credits with another expiry were refused by a full account': ({ refused }) => refused === 'lot_limit',
  'a full account took credits': ({ before, command, refused }) =>
    isFull(before) && command.type === 'credit' && !refused,
  'a share joined another lot of a full account': ({ before, command, absorbed }) =>
    isFull(before) && command.type === 'restore' && absorbed.length > 0,
  'an account held more lots than it should, for want of others of their class': ({ after }) =>
    after.lots.length > MAX_LOTS,
  'expired credits came back to an account with many lots': ({ before, command, at }) =>
    before.lots.length >= MANY_LOTS &&
    command.type === 'restore' &&
    command.lots.some((lot) => isExpired(lot, new Date(at).toISOString())),
  'credits merged when their expiry was extended': ({ command, absorbed }) =>
    command.type === 'extend' && absorbed.length > 0,
  'an extension of no credits': ({ command, made }) =>
    command.type === 'extend' && made.at(-1)?.kind !== 'expiry_extension',
  'the balance was at its limit': ({ refused }) => refused === 'balance_limit',
  'credits came in while there was a debt': ({ before, command }) =>
    before.debt > 0 && command.type === 'credit',
  'a spend was refused in debt': ({ refused }) => refused === 'account_in_debt',
  'a spend was refused for want of credits': ({ refused }) => refused === 'insufficient_credits',
};

test(`the histories come to all of this (seed ${seed})`, () => {
  expect.hasAssertions();
  const { saw, report } = occurrencesOf(...Object.keys(interesting));
  fc.assert(
    fc.property(histories, (history) => {
      play(history, (seen) => {
        saw('a step');
        for (const [name, came] of Object.entries(interesting)) saw(name, came(seen));
      });
    }),
    { seed, numRuns: 2 * RUNS },
  );
  report();
});
