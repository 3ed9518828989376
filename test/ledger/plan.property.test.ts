import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAccount, balanceAt, timeOf } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart } from '../../shared/audit/audit.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { MANY_LOTS, MAX_LOTS, MAX_MERGES } from '../../shared/ledger/deposit.ts';
import { asAbsorbed, mergesOf } from '../../shared/ledger/absorbed.ts';
import { draw, expiringWith, expiryOf, isExpired } from '../../shared/ledger/lots.ts';
import type { Absorbed } from '../../shared/table/items/absorbed.ts';
import { hasEnded, heldLots, openHolds } from '../../shared/ledger/held.ts';
import { MAX_HOLDS } from '../../shared/ledger/holds.ts';
import { MAX_RESTRICTIONS } from '../../shared/ledger/restrictions.ts';
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
  /** The same once holds that have ended were released and what has expired was posted. */
  ready: Account;
  after: Account;
  command: Command;
  at: number;
  made: Entry[];
  /** Of these, those that the command itself made. */
  own: Entry[];
  /** Lots that merged in this step, and all that had merged before. */
  absorbed: readonly Absorbed[];
  known: ReadonlyMap<number, Absorbed>;
  /** The latter with what merged while the account was made ready. */
  readyKnown: ReadonlyMap<number, Absorbed>;
  refused: string | undefined;
};

const freeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

type Begun = { account: Account; entries: readonly Entry[]; absorbed: readonly Absorbed[] };

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
  held: begin(beginnings.held(START)),
  divided: begin(beginnings.divided(START)),
  restricted: begin(beginnings.restricted(START)),
  narrow: begin(beginnings.narrow(START)),
};

const mergesAtFirst = (beginning: History['beginning']) =>
  new Map(begun[beginning].absorbed.map((one) => [one.id, one]));

/** Plays a history, calling `look` after each step, and returns the account and all its entries. */
const play = ({ beginning, steps }: History, look: (seen: Seen) => void = () => {}) => {
  let { account } = begun[beginning];
  const entries = [...begun[beginning].entries];
  /** What became of absorbed lots, as the table would keep it. */
  const merges = mergesAtFirst(beginning);
  let at = START;
  for (const { wait, make } of steps) {
    at += wait;
    const before = freeze(account);
    const command = make(entries, at, before);
    const known = new Map(merges);
    const swept = plan(before, [], at, SALT, known);
    if (!swept.ok) throw new Error(swept.error.code);
    const { account: ready, entries: expired } = swept.value;
    const readyKnown = new Map([...known, ...swept.value.absorbed.map((one) => [one.id, one] as const)]);
    const planned = plan(before, [command], at, SALT, known);
    const { entries: made, absorbed } = planned.ok ? planned.value : { entries: [], absorbed: [] };
    if (planned.ok) account = planned.value.account;
    entries.push(...made);
    for (const one of absorbed) merges.set(one.id, one);
    const refused = planned.ok ? undefined : planned.error.code;
    look({
      before,
      ready,
      after: account,
      command,
      at,
      made,
      own: made.slice(expired.length),
      absorbed,
      known,
      readyKnown,
      refused,
    });
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

always(
  'I1: the balance is the sum of the entries, and of the lots and what is held less the debt',
  (history) => {
    const all: Entry[] = [...begun[history.beginning].entries];
    play(history, ({ after, made }) => {
      all.push(...made);
      expect(after.balance).toBe(sum(signed(all)));
      expect(after.balance).toBe(held(after.lots) + held(heldLots(after)) - after.debt);
      expect(after.lots.every(({ amount }) => amount > 0)).toBe(true);
    });
  },
);

always(
  'I2: only a reclaim, and usage within the credit limit, leaves a debt, which stops spending until it is paid',
  (history) => {
    play(history, ({ before, after, command, refused, made }) => {
      const { creditLimit = 0 } = before;
      if (command.type === 'charge')
        expect(after.debt).toBeLessThanOrEqual(Math.max(before.debt, creditLimit));
      else if (command.type !== 'reclaim') expect(after.debt).toBeLessThanOrEqual(before.debt);
      expect(after.usageDebt ?? 0).toBeLessThanOrEqual(after.debt);
      const reversed = ({ debt, usageDebt = 0 }: Account): number => debt - usageDebt;
      if (command.type === 'charge') expect(reversed(after)).toBe(reversed(before));
      if (command.type === 'debit' && before.debt > 0) expect(refused).toBe('account_in_debt');
      if (command.type === 'debit' && !refused) expect(held(after.lots)).toBeGreaterThanOrEqual(0);
      if (command.type === 'credit' && !refused) {
        const isFree = made.at(-1)?.lots.every((lot) => !isRestricted(lot));
        expect(after.debt).toBe(isFree ? Math.max(0, before.debt - command.amount) : before.debt);
        expect(made.at(-1)?.debt ?? 0).toBe(before.debt - after.debt);
      }
    });
  },
);

/** What an account has left of a meter's credits, as numerator and denominator. */
const fractionOf = ({ carries = [] }: Account, meter: string): [number, number] => {
  const [numerator = 0, denominator = 1] =
    carries
      .find(({ id }) => id === meter)
      ?.fraction.split('/')
      .map(Number) ?? [];
  return [numerator, denominator];
};

always(
  'I11: a charge takes exactly what its units cost, or is refused beyond the credit limit',
  (history) => {
    let charges = 0;
    play(history, ({ ready, after, command, refused, own }) => {
      if (command.type !== 'charge') return;
      const { units, meter } = command;
      const { creditsPer, per } = command.price;
      const [left, of] = fractionOf(ready, meter);
      const cost = left * per + units * creditsPer * of;
      const credits = Math.floor(cost / (of * per));
      const owed = Math.max(0, credits - held(ready.lots.filter((lot) => mayDraw(command, lot))));
      const { debt, creditLimit = 0 } = ready;
      expect(refused === undefined).toBe(credits === 0 || debt + owed <= creditLimit);
      if (refused) return;
      charges += 1;
      const [rest, part] = fractionOf(after, meter);
      expect(rest * of * per).toBe((cost - credits * of * per) * part);
      expect(sum(own.map(({ amount }) => amount))).toBe(credits);
      expect(after.debt).toBe(debt + owed);
    });
    return charges > 0;
  },
);

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
  play(history, ({ before, after, command, refused, at, known }) => {
    if (refused) expect(after).toBe(before);
    if (command.type === 'debit' && before.debt === 0) {
      // The ledger's time never goes back, so neither do its expiries.
      const now = Date.parse(timeOf(before, at));
      const free = balanceAt(before, now, known).lots.filter((lot) => mayDraw(command, lot));
      expect(refused === undefined).toBe(held(free) >= command.amount);
    }
  });
});

/** Whether a lot may be spent for what a command names, said again in other words than the ledger's. */
const mayDraw = (
  command: Command & { type: 'debit' | 'hold' | 'charge' },
  { onlyFor }: LotShare,
): boolean => {
  if (command.type === 'debit' && command.onlyFor) return isDeepStrictEqual(onlyFor, command.onlyFor);
  if (!onlyFor) return true;
  const {
    product,
    categories = [],
    service,
    meter,
  } = command.type === 'charge' ? { meter: command.meter } : (command.purpose ?? {});
  const named = {
    products: new Set([product]),
    categories: new Set(categories),
    services: new Set([service]),
    meters: new Set([meter]),
  };
  return Object.entries(named).some(([list, wanted]) =>
    Object.entries(onlyFor).some(([name, ids]) => name === list && ids.some((id) => wanted.has(id))),
  );
};

const namesIn = ({ onlyFor = {} }: LotShare): number => sum(Object.values(onlyFor).map((ids) => ids.length));

/** The drawing order, said again in other words than the ledger's. */
const goesBefore = (a: LotShare, b: LotShare): boolean => {
  if (isRestricted(a) !== isRestricted(b)) return isRestricted(a);
  if (a.expiresAt !== b.expiresAt)
    return a.expiresAt !== undefined && (b.expiresAt === undefined || a.expiresAt < b.expiresAt);
  if (a.class !== b.class) return a.class === 'promo';
  if (namesIn(a) !== namesIn(b)) return namesIn(a) < namesIn(b);
  // Of the lots of one entry, the first one first.
  const [entryOfA, entryOfB] = [a.id % 1e12, b.id % 1e12];
  return entryOfA === entryOfB ? a.id < b.id : entryOfA < entryOfB;
};

const isRestricted = ({ onlyFor }: LotShare): boolean => onlyFor !== undefined;

/** What was drawn is admitted and in order, and of the rest that is admitted nothing should have gone before it. */
const expectDrawnInOrder = (
  command: Command & { type: 'debit' | 'hold' | 'charge' },
  drawn: readonly LotShare[],
  left: readonly LotShare[],
): void => {
  const admitted = left.filter((lot) => mayDraw(command, lot));
  for (const [index, lot] of drawn.entries()) {
    expect(mayDraw(command, lot)).toBe(true);
    const next = drawn[index + 1];
    if (next) expect(goesBefore(lot, next)).toBe(true);
    expect(admitted.filter((other) => other.id !== lot.id && !goesBefore(lot, other))).toEqual([]);
  }
};

always(
  'I7: a debit draws what is restricted to its purpose, then soonest expiry, promo, the narrower restriction, the oldest',
  (history) => {
    let debits = 0;
    play(history, ({ command, after, made, own, refused }) => {
      const drawn = (command.type === 'charge' ? own : made).at(-1)?.lots;
      if ((command.type !== 'debit' && command.type !== 'charge') || refused || !drawn) return;
      debits += 1;
      if (command.type === 'debit') expect(held(drawn)).toBe(command.amount);
      expectDrawnInOrder(command, drawn, after.lots);
    });
    return debits > 0;
  },
);

/** The restricted credits of an account, free and held, by their restriction. */
const restrictedOf = (account: Account): Record<string, number> => {
  const all = [...account.lots, ...heldLots(account)].filter(isRestricted);
  const byRestriction = Map.groupBy(all, ({ onlyFor }) => JSON.stringify(onlyFor));
  return Object.fromEntries([...byRestriction].map(([restriction, lots]) => [restriction, held(lots)]));
};

/** Whether an entry may take a restricted lot out of an account. */
const mayLeave = (entry: Entry, lot: LotShare, { command, ready, readyKnown }: Seen): boolean => {
  if (entry.kind === 'expiry') return isExpired(lot, entry.at);
  switch (command.type) {
    case 'debit':
    case 'charge':
      return mayDraw(command, lot);
    case 'capture':
      return openHolds(ready).some(
        ({ id, lots }) => id === command.hold && lots.some((one) => one.id === lot.id),
      );
    case 'reclaim':
      return (
        command.lots !== 'just_brought_in' &&
        command.lots.some((id) => [id, ...mergesOf(id, readyKnown).map(({ into }) => into)].includes(lot.id))
      );
    case 'extend':
      return lot.expiresAt === command.from;
    case 'drain':
      return true;
    default:
      return false;
  }
};

always(
  'restricted credits leave only for what admits them, with their payment, or when they expire',
  (history) => {
    let left = 0;
    play(history, (seen) => {
      const { before, after, command, refused, made } = seen;
      if (refused) return;
      for (const entry of made.filter(({ type }) => type === 'out'))
        for (const lot of entry.lots.filter(isRestricted)) {
          left += 1;
          expect(mayLeave(entry, lot, seen)).toBe(true);
        }
      if (command.type === 'hold')
        for (const lot of openHolds(after).at(-1)?.lots ?? []) expect(mayDraw(command, lot)).toBe(true);
      for (const [restriction, credits] of Object.entries(restrictedOf(before))) {
        const moved = made.flatMap(({ type, lots }) =>
          lots
            .filter(({ onlyFor }) => JSON.stringify(onlyFor) === restriction)
            .map(({ amount }) => (type === 'in' ? amount : -amount)),
        );
        expect(restrictedOf(after)[restriction] ?? 0).toBe(credits + sum(moved));
      }
    });
    return left > 0;
  },
);

always('an account has at most 20 restrictions', (history) => {
  play(history, ({ ready, after, command, refused }) => {
    const before = Object.keys(restrictedOf(ready));
    const known = Object.keys(restrictedOf(after));
    expect(known.length).toBeLessThanOrEqual(MAX_RESTRICTIONS);
    if (refused !== 'lot_limit' || command.type !== 'credit' || !command.onlyFor) return;
    if (command.expiresAt !== undefined && ready.lots.length + heldLots(ready).length >= MAX_LOTS) return;
    expect(before.length).toBe(MAX_RESTRICTIONS);
    expect(before).not.toContain(JSON.stringify(command.onlyFor));
    expect(command.isPaidFor).toBeUndefined();
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

/** Of what an entry brings in, what goes to the free lots: an extension reaches what is held, too. */
const freeOf = (ready: Account, command: Command, lots: readonly LotShare[]): readonly LotShare[] =>
  command.type === 'extend'
    ? lots.slice(0, ready.lots.filter((lot) => lot.expiresAt === command.from).length)
    : lots;

/** What an account keeps of its lots beside what an entry brings in. */
const keptBeside = ({ lots }: Account, command: Command): LotShare[] =>
  lots.filter((lot) => !(command.type === 'extend' && lot.expiresAt === command.from));

always('an extension moves all credits of one expiry, and nothing else', (history) => {
  let moved = 0;
  play(history, ({ before, ready, after, command, made }) => {
    if (command.type !== 'extend') return;
    const [out, into] = made.slice(-2);
    if (out?.kind !== 'expiry_extension') {
      expect(made.every(({ kind }) => kind === 'expiry')).toBe(true);
      return;
    }
    moved += 1;
    const due = [...ready.lots, ...heldLots(ready)].filter(({ expiresAt }) => expiresAt === command.from);
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
  play(history, ({ ready, after, made, readyKnown, command, refused }) => {
    const last = made.at(-1);
    if (refused !== undefined || last?.type !== 'in') return;
    if (command.type === 'restore') {
      const back = command.lots.map((share) => asAbsorbed(share, readyKnown));
      expect(held(back) - held(last.lots)).toBe(last.debt ?? 0);
      for (const share of last.lots) expect(back.map(({ id }) => id)).toContain(share.id);
    }
    const kept = [...keptBeside(ready, command), ...freeOf(ready, command, last.lots)];
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
    play(history, ({ before, ready, after, command, made, known }) => {
      const last = made.at(-1);
      if (last?.type !== 'in') return;
      const kept = [...keptBeside(ready, command), ...freeOf(ready, command, last.lots)];
      const expired = (lots: readonly LotShare[]) => held(lots.filter((lot) => isExpired(lot, last.at)));
      expect(expired(after.lots)).toBe(expired(kept));
      // One command may fill it.
      const most = Math.max(before.lots.length, kept.length);
      if (most >= MAX_LOTS - MANY_LOTS || known.size > 0) return;
      const own = asOwn(kept, last.at);
      for (const lotClass of ['paid', 'promo'] as const)
        for (const day of new Set(kept.map((lot) => expiryOf(lot).slice(0, 10))))
          expect(lasting(after.lots, lotClass, day)).toBe(lasting(own, lotClass, day));
    });
  },
);

always('a lot is absorbed once, by one that is there, and never comes back', (history) => {
  play(history, ({ before, ready, after, absorbed, known, own }) => {
    const ends = openHolds(ready).length < openHolds(before).length;
    expect(absorbed.length).toBeLessThanOrEqual(ends ? 2 * MAX_MERGES : MAX_MERGES);
    const all = new Map(known);
    for (const one of absorbed) {
      expect(all.has(one.id)).toBe(false);
      all.set(one.id, one);
    }
    const atRest = after.lots.map(({ id }) => id);
    expect(atRest.filter((id) => all.has(id))).toEqual([]);
    // What an ended hold gave back may be drawn or held at once.
    const there = [
      ...atRest,
      ...heldLots(after).map(({ id }) => id),
      ...own.flatMap(({ lots }) => lots.map(({ id }) => id)),
    ];
    for (const { id } of absorbed) expect(there).toContain(mergesOf(id, all).at(-1)?.into);
  });
});

always('an account holds 400 lots, and a few that had no other of their class', (history) => {
  play(history, ({ before, after, command, refused }) => {
    // A hold may split a lot.
    const most = MAX_LOTS + 5 + MAX_HOLDS + 2 * MAX_RESTRICTIONS;
    expect(after.lots.length + heldLots(after).length).toBeLessThanOrEqual(most);
    if (refused !== 'lot_limit' || (command.type === 'credit' && command.onlyFor)) return;
    const more = command.type === 'receive' ? command.lots.length : 1;
    if (command.type !== 'receive')
      expect(command).toMatchObject({ type: 'credit', expiresAt: expect.any(String) });
    expect(before.lots.length + heldLots(before).length).toBeGreaterThan(MAX_LOTS - more);
  });
});

always('what is taken and put back twice ends as exactly its first lots, while none merge', (history) => {
  const { account, entries, merges } = play(history);
  const now = Date.parse(account.lastEntryAt ?? new Date(START).toISOString());
  const brought = entries.findLast(({ type }) => type === 'in')?.number ?? 1;
  const first = plan(account, [], now, SALT, merges);
  if (!first.ok || account.debt > 0 || first.value.account.lots.length > MANY_LOTS) return false;
  if (first.value.account.holds) return false;
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
  play(history, ({ command, ready, made, after }) => {
    const wasHeld = new Set(heldLots(ready).map(({ id }) => id));
    for (const entry of made) {
      if (entry.kind === 'expiry') continue;
      if (command.type === 'debit' || command.type === 'reclaim') {
        const expired = entry.lots.filter((lot) => isExpired(lot, entry.at)).map(({ id }) => id);
        // A payment taken back may take what a hold still holds.
        expect(expired.filter((id) => command.type === 'debit' || !wasHeld.has(id))).toEqual([]);
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
  const together = plan(account, commands, START, SALT, mergesAtFirst(beginning));
  expect(together).toMatchObject({
    ok: true,
    value: { account: apart.account, entries: apart.entries.slice(entries.length) },
  });
});

/** The credits of each open hold. */
const heldBy = (account: Account): Record<string, number> =>
  Object.fromEntries(openHolds(account).map(({ id, lots }) => [id, held(lots)]));

always('a hold sets its credits aside in the drawing order, and the balance stays', (history) => {
  let holds = 0;
  play(history, ({ ready, after, command, refused }) => {
    if (command.type !== 'hold' || refused) return;
    holds += 1;
    const free = held(ready.lots);
    expect(after.balance).toBe(ready.balance);
    expect(held(after.lots)).toBe(free - command.amount);
    expect(heldBy(after)).toEqual({ ...heldBy(ready), [command.hold]: command.amount });
    expectDrawnInOrder(command, openHolds(after).at(-1)?.lots ?? [], after.lots);
  });
  return holds > 0;
});

always(
  'what is held is only captured, released, taken back with its payment, or free at its end',
  (history) => {
    play(history, ({ before, ready, after, command, refused, at }) => {
      const now = timeOf(before, at);
      const open = openHolds(before).filter((hold) => !hasEnded(hold, now));
      expect(Object.keys(heldBy(ready))).toEqual(open.map(({ id }) => id));
      if (refused) return;
      const names = 'hold' in command ? [command.hold] : [];
      for (const { id, lots } of open.filter((one) => !names.includes(one.id))) {
        const left = heldBy(after)[id];
        if (command.type === 'reclaim') expect(left).toBeLessThanOrEqual(held(lots));
        else expect(left).toBe(held(lots));
      }
    });
  },
);

always('a capture takes its amount from its own hold, or is refused', (history) => {
  let captures = 0;
  play(history, ({ ready, after, command, refused, made }) => {
    if (command.type !== 'capture') return;
    const holding = heldBy(ready)[command.hold];
    if (holding === undefined || command.amount > holding) {
      expect(refused).toBe(holding === undefined ? 'hold_not_open' : 'hold_exceeded');
      return;
    }
    captures += 1;
    const entry = made.find(({ kind }) => kind === 'capture');
    expect(entry).toMatchObject({ type: 'out', amount: command.amount });
    expect(held(entry?.lots ?? [])).toBe(command.amount);
    expect(heldBy(after)[command.hold]).toBe(command.isFinal ? undefined : holding - command.amount);
    if (!command.isFinal) expect(after.lots).toEqual(ready.lots);
  });
  return captures > 0;
});

always('what a hold gives back keeps its class and, at least, its expiry, or expires at once', (history) => {
  let released = 0;
  play(history, ({ ready, after, command, refused, own, readyKnown }) => {
    if (refused !== undefined || !givesBack(command)) return;
    released += 1;
    const gone = openHolds(ready).find(({ id }) => id === command.hold)?.lots ?? [];
    const { left: rest } = draw(gone, command.type === 'capture' ? command.amount : 0);
    const expired = own.filter(({ kind }) => kind === 'expiry').flatMap(({ lots }) => lots);
    const kept = [...ready.lots, ...rest.map((share) => asAbsorbed(share, readyKnown))];
    expect(held([...after.lots, ...expired])).toBe(held(kept));
    expect(timeLost(kept, [...after.lots, ...expired])).toEqual([]);
  });
  return released > 0;
});

const givesBack = (command: Command): command is Command & { type: 'capture' | 'release' } =>
  command.type === 'release' || (command.type === 'capture' && command.isFinal);

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
  'a hold was made': ({ command, refused }) => command.type === 'hold' && !refused,
  'a hold was refused, as there were enough': ({ refused }) => refused === 'hold_limit',
  'a hold ended': ({ before, ready }) => openHolds(ready).length < openHolds(before).length,
  'several holds ended at once': ({ before, ready }) =>
    openHolds(ready).length < openHolds(before).length - 1,
  'a hold was captured in part and stayed open': ({ command, refused }) =>
    command.type === 'capture' && !command.isFinal && !refused,
  'the rest of a hold came back': ({ command, refused, ready }) =>
    command.type === 'capture' &&
    command.isFinal &&
    !refused &&
    (heldBy(ready)[command.hold] ?? 0) > command.amount,
  'a capture was refused as more than was held': ({ refused }) => refused === 'hold_exceeded',
  'a hold was not open any more': ({ refused }) => refused === 'hold_not_open',
  'credits expired while they were held': ({ command, refused, own }) =>
    givesBack(command) && !refused && own.some(({ kind }) => kind === 'expiry'),
  'expired credits were captured': ({ command, own }) =>
    command.type === 'capture' &&
    own.some(({ kind, lots, at }) => kind === 'capture' && lots.some((lot) => isExpired(lot, at))),
  'a lot that was held in part merged meanwhile': ({ command, refused, ready, known }) =>
    !refused &&
    givesBack(command) &&
    openHolds(ready).some(({ id, lots }) => id === command.hold && lots.some((lot) => known.has(lot.id))),
  'held credits were taken back': ({ command, ready, after }) =>
    command.type === 'reclaim' && held(heldLots(after)) < held(heldLots(ready)),
  'held credits were extended': ({ command, ready, refused }) =>
    command.type === 'extend' &&
    !refused &&
    heldLots(ready).some(({ expiresAt }) => expiresAt === command.from),
  'a capture in debt': ({ command, refused, before }) =>
    command.type === 'capture' && !refused && before.debt > 0,
  'an extension of no credits': ({ command, made }) =>
    command.type === 'extend' && made.at(-1)?.kind !== 'expiry_extension',
  'the balance was at its limit': ({ refused }) => refused === 'balance_limit',
  'credits came in while there was a debt': ({ before, command }) =>
    before.debt > 0 && command.type === 'credit',
  'usage left a debt': ({ before, after, command }) => command.type === 'charge' && after.debt > before.debt,
  'usage was refused beyond the credit limit': ({ refused }) => refused === 'credit_limit',
  'restricted and other credits were drawn together': ({ command, own }) =>
    command.type === 'debit' && own.some(({ lots }) => new Set(lots.map(isRestricted)).size === 2),
  'credits of two restrictions were drawn together': ({ command, own }) =>
    command.type === 'debit' &&
    own.some(({ lots }) => new Set(lots.flatMap(({ onlyFor = [] }) => onlyFor)).size > 1),
  'a spend was refused beside credits for something else': ({ command, ready, refused }) =>
    command.type === 'debit' && refused === 'insufficient_credits' && held(ready.lots) >= command.amount,
  'restricted credits were held': ({ command, after, refused }) =>
    command.type === 'hold' && !refused && (openHolds(after).at(-1)?.lots ?? []).some(isRestricted),
  'restricted credits were given back by a hold': ({ command, ready, refused }) =>
    givesBack(command) &&
    !refused &&
    openHolds(ready).some(({ id, lots }) => id === command.hold && lots.some(isRestricted)),
  'restricted credits paid no debt': ({ before, command }) =>
    before.debt > 0 && command.type === 'credit' && command.onlyFor !== undefined,
  'restricted credits were refused by an account of many restrictions': ({ command, ready, refused }) =>
    refused === 'lot_limit' && command.type === 'credit' && !isFull(ready) && command.onlyFor !== undefined,
  'credits that were paid for lost their restriction there': ({ command, refused, own }) =>
    !refused &&
    command.type === 'credit' &&
    command.onlyFor !== undefined &&
    own.some(({ type, lots }) => type === 'in' && lots.some((lot) => !isRestricted(lot))),
  'credits that came back lost it': ({ command, refused, own }) =>
    !refused &&
    command.type === 'restore' &&
    command.lots.some(isRestricted) &&
    own.some(
      ({ type, lots }) =>
        type === 'in' && lots.filter(isRestricted).length < command.lots.filter(isRestricted).length,
    ),
  'restricted lots merged': ({ absorbed, before }) =>
    absorbed.some(({ id }) => before.lots.some((lot) => lot.id === id && isRestricted(lot))),
  'usage was paid with credits restricted to its meter': ({ command, own }) =>
    command.type === 'charge' && own.some(({ lots }) => lots.some(isRestricted)),
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
