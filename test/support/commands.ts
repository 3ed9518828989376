import { DAY_MS } from '../../shared/kernel/durations.ts';
import fc from 'fast-check';
import type { Command } from '../../shared/ledger/command.ts';
import { MANY_LOTS, MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { MAX_HOLDS } from '../../shared/ledger/holds.ts';
import { openHolds } from '../../shared/ledger/held.ts';
import { isRestricted, normalized, type Purpose } from '../../shared/ledger/purpose.ts';
import { MAX_RESTRICTIONS } from '../../shared/ledger/restrictions.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { OnlyFor } from '../../shared/table/items/only-for.ts';

/** A step of a random history: time passes (or the clock goes back), then something is tried. */
export type Step = { wait: number; make: (made: readonly Entry[], at: number, account: Account) => Command };

/** What an account holds when a history begins, named in `beginnings`. */
export type History = { beginning: keyof typeof beginnings; steps: readonly Step[] };

/** What a plan hashes its texts with. */
export const SALT = 'a'.repeat(22);

const details = { kind: 'spend', reference: 'test' } as const;

/** Restrictions that overlap, narrow and wide. */
const RESTRICTIONS: readonly OnlyFor[] = [
  { categories: ['tools'] },
  { categories: ['tools', 'books'] },
  { products: ['saw'] },
  { products: ['saw'], services: ['repair'] },
  { meters: ['calls'] },
];

const PURPOSES: readonly Purpose[] = [
  {},
  { product: 'saw', categories: ['tools'] },
  { product: 'atlas', categories: ['books'] },
  { service: 'repair' },
  { meter: 'calls' },
];

const purpose = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.constantFrom(...PURPOSES) },
);

const onlyFor: fc.Arbitrary<OnlyFor> = fc.constantFrom(...RESTRICTIONS).map(normalized);

export const debitOf = (credits: number, on: Purpose = {}): Command & { type: 'debit' } => ({
  type: 'debit',
  ...details,
  amount: credits,
  purpose: on,
});

export const restoreOf = (lots: readonly LotShare[]): Command & { type: 'restore' } => ({
  type: 'restore',
  ...details,
  lots,
});

export const reclaimOf = (
  credits: number,
  lots: readonly number[],
  shortfall: 'debt' | 'give_up' = 'debt',
): Command => ({
  type: 'reclaim',
  ...details,
  amount: credits,
  lots,
  shortfall,
});

export const extendOf = (from: string, expiresAt: string | undefined): Command & { type: 'extend' } => ({
  type: 'extend',
  ...details,
  kind: 'expiry_extension',
  from,
  expiresAt,
});

/** Milliseconds, as so many days and a bit. */
const days = fc
  .record({ day: fc.integer({ min: 1, max: 4 }), bit: fc.integer({ min: 0, max: 3 }) })
  .map(({ day, bit }) => day * DAY_MS + bit);

const amount = fc.integer({ min: 1, max: 60 });
const pick = <Item>(items: readonly Item[], choice: number): Item | undefined =>
  items[choice % Math.max(1, items.length)];

/** The last of the entries of a type. */
const last = (made: readonly Entry[], type: Entry['type']): Entry[] =>
  made.filter((entry) => entry.type === type).slice(-20);

export const creditOf = (
  credits: number,
  lotClass: LotShare['class'],
  expires: number | undefined,
  restriction?: OnlyFor,
): Command & { type: 'credit' } => ({
  type: 'credit',
  ...details,
  amount: credits,
  class: lotClass,
  ...(expires !== undefined && { expiresAt: new Date(expires).toISOString() }),
  ...(restriction && { onlyFor: restriction }),
});

/** A restriction of one product that no other has. */
const oneMore = (number: number): OnlyFor => ({ products: [`product-${number}`] });

const credit = fc
  .record({
    credits: amount,
    lotClass: fc.constantFrom('paid' as const, 'promo' as const),
    lifetime: fc.option(fc.oneof(fc.integer({ min: 1, max: 40 }), days), { nil: undefined }),
    restriction: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 4, arbitrary: onlyFor },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map(oneMore) },
    ),
    isPaidFor: fc.boolean(),
    longer: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  })
  .map(
    ({ credits, lotClass, lifetime, restriction, isPaidFor, longer }) =>
      (_: readonly Entry[], at: number): Command => ({
        ...creditOf(credits, lotClass, lifetime === undefined ? undefined : at + lifetime, restriction),
        ...(isPaidFor && { isPaidFor }),
        ...(longer !== undefined &&
          lifetime !== undefined &&
          credits > 1 && {
            later: {
              amount: Math.ceil(credits / 3),
              expiresAt: new Date(at + lifetime + longer).toISOString(),
            },
          }),
      }),
  );

const debit = fc
  .record({
    credits: fc.oneof(
      { weight: 8, arbitrary: amount },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 900 }) },
    ),
    on: purpose,
  })
  .map(
    ({ credits, on }) =>
      () =>
        debitOf(credits, on),
  );

/** Takes credits of one restriction back that the account may have. */
const takeRestricted = fc
  .record({ credits: amount, restriction: onlyFor })
  .map(({ credits, restriction }) => (): Command => ({
    type: 'debit',
    ...details,
    amount: credits,
    onlyFor: restriction,
  }));

/** Undoes a debit of before, or a part of it. */
const restore = fc
  .nat()
  .map((choice) => (made: readonly Entry[]) => restoreOf(pick(last(made, 'out'), choice)?.lots ?? []));

/** Credits of another account, or of a third one, or some of its own come back. */
const receive = fc
  .record({
    sources: fc.array(
      fc.record({
        credits: amount,
        from: fc.constantFrom('x', 'y', 'home'),
        promo: fc.boolean(),
        expires: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    choice: fc.nat(),
    lifetime: fc.integer({ min: 1, max: 40 }),
  })
  .map(
    ({ sources, choice, lifetime }) =>
      (made: readonly Entry[], at: number, { account }: Account): Command => ({
        type: 'receive',
        ...details,
        kind: 'transfer',
        from: 'x',
        lots: sources.map(({ credits, from, promo, expires }, place): LotShare => {
          // Nobody sends restricted credits.
          const home = pick(last(made, 'out'), choice)?.lots.find((lot) => !isRestricted(lot));
          if (from === 'home' && home) {
            const { id: lot, origin = { account, lot }, ...share } = home;
            return { ...share, id: place + 1, amount: credits, origin };
          }
          return {
            id: (choice % 7) + place + 1,
            class: promo ? 'promo' : 'paid',
            amount: credits,
            ...(expires && { expiresAt: new Date(at + lifetime).toISOString() }),
            ...(from === 'y' && { origin: { account: 'y', lot: 1 } }),
          };
        }),
      }),
  );

const reclaim = fc
  .record({
    credits: amount,
    choice: fc.nat(),
    shortfall: fc.constantFrom('debt' as const, 'give_up' as const),
  })
  .map(
    ({ credits, choice, shortfall }) =>
      (made: readonly Entry[]) =>
        reclaimOf(credits, [pick(last(made, 'in'), choice)?.number ?? 1], shortfall),
  );

/** The expiry of credits that came in before is moved, or one that no credits have. */
const extend = fc
  .record({
    choice: fc.nat(),
    later: fc.option(fc.oneof(fc.integer({ min: 1, max: 40 }), days), { nil: undefined }),
  })
  .map(({ choice, later }) => (made: readonly Entry[], at: number) => {
    const known = made.flatMap(({ lots }) => lots.flatMap(({ expiresAt = [] }) => expiresAt));
    const from = pick(known.slice(-20), choice) ?? new Date(at).toISOString();
    return extendOf(from, later === undefined ? undefined : new Date(Date.parse(from) + later).toISOString());
  });

/** @param ends undefined for one that has no end */
export const holdOf = (
  hold: string,
  credits: number,
  ends: number | undefined,
  on: Purpose = {},
): Command & { type: 'hold' } => ({
  type: 'hold',
  hold,
  amount: credits,
  ...(ends !== undefined && { endsAt: new Date(ends).toISOString() }),
  purpose: on,
});

export const captureOf = (
  hold: string,
  credits: number,
  isFinal: boolean,
): Command & { type: 'capture' } => ({
  type: 'capture',
  ...details,
  kind: 'capture',
  hold,
  amount: credits,
  isFinal,
});

export const releaseOf = (hold: string): Command & { type: 'release' } => ({ type: 'release', hold });

/** A name that no open hold has. */
const newHold = (account: Account): string => {
  const names = new Set(openHolds(account).map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!names.has(`hold_${number}`)) return `hold_${number}`;
};

const lifetime = fc.oneof(fc.integer({ min: 1, max: 60 }), days, fc.constant(undefined));

const hold = fc.record({ credits: amount, lifetime, on: purpose }).map(
  ({ credits, lifetime: lasts, on }) =>
    (_: readonly Entry[], at: number, account: Account) =>
      holdOf(newHold(account), credits, lasts === undefined ? undefined : at + lasts, on),
);

/** Mostly of a hold that is open. */
const openHold = (account: Account, choice: number): string =>
  pick(openHolds(account), choice)?.id ?? 'hold_0';

const capture = fc.record({ credits: amount, choice: fc.nat(), isFinal: fc.boolean() }).map(
  ({ credits, choice, isFinal }) =>
    (_made: readonly Entry[], _at: number, account: Account) =>
      captureOf(openHold(account, choice), credits, isFinal),
);

const release = fc
  .nat()
  .map(
    (choice) => (_made: readonly Entry[], _at: number, account: Account) =>
      releaseOf(openHold(account, choice)),
  );

const charge = fc
  .record({
    meter: fc.constantFrom('calls', 'bytes'),
    units: fc.integer({ min: 1, max: 90 }),
    creditsPer: fc.integer({ min: 1, max: 4 }),
    per: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ meter, units, ...price }) => (): Command => ({
    type: 'charge',
    ...details,
    kind: 'usage',
    meter,
    units,
    price,
  }));

const limit = fc
  .constantFrom(0, 20, 200)
  .map((creditLimit) => (): Command => ({ type: 'limit', creditLimit }));

const drain = fc.constant((): Command => ({ type: 'drain', ...details, kind: 'gift' }));

const expire = fc.constant((): Command => ({ type: 'expire' }));

const lotsOnDays = (count: number, at: number, firstDay = 1): Command[] =>
  Array.from({ length: count }, (_, place) => creditOf(50, 'promo', at + (firstDay + place) * DAY_MS));

/** As many lots as stay apart, two of each class and day. */
const crowd = (at: number, restriction?: OnlyFor): Command[] =>
  Array.from({ length: MANY_LOTS }, (_, place) =>
    creditOf(
      2,
      place % 2 === 0 ? 'promo' : 'paid',
      at + ((place % 16) + 1) * DAY_MS + (place >> 4),
      restriction,
    ),
  );

/** What was done before a history begins, all of it at one time. */
export const beginnings = {
  empty: () => [],
  crowded: (at: number) => crowd(at),
  narrow: (at: number) => crowd(at, { categories: ['tools'] }),
  /** Some of these lots are gone, and may return beside the others. */
  replaced: (at: number) => [...crowd(at), debitOf(2 * MANY_LOTS), ...crowd(at)],
  /** As many lots as there may be, of a day each; two are gone, and may return beside the others. */
  full: (at: number) => [...lotsOnDays(MAX_LOTS, at), debitOf(120), ...lotsOnDays(2, at, MAX_LOTS + 1)],
  rich: () => [creditOf(Number.MAX_SAFE_INTEGER - 90, 'paid', undefined)],
  /** As many holds as there may be but one, of lots of which some merge. */
  held: (at: number) => [
    ...crowd(at),
    ...Array.from({ length: MAX_HOLDS - 1 }, (_, place) =>
      holdOf(`hold_${place + 1}`, 3, at + 40 + 5 * place),
    ),
    creditOf(90, 'promo', undefined),
    ...crowd(at),
  ],
  /** A hold of a part of a lot whose rest merged. */
  divided: (at: number) => [
    creditOf(2, 'promo', at + DAY_MS + 2),
    creditOf(4, 'promo', at + DAY_MS),
    holdOf('hold_1', 3, at + DAY_MS),
    ...crowd(at),
  ],
  /** As many restrictions as there may be, of which two are spent and may return beside two others. */
  restricted: (at: number) => [
    ...Array.from({ length: MAX_RESTRICTIONS }, (_, place) =>
      creditOf(20, place % 2 === 0 ? 'promo' : 'paid', undefined, oneMore(place + 1)),
    ),
    debitOf(20, { product: 'product-1' }),
    debitOf(20, { product: 'product-2' }),
    creditOf(20, 'promo', at + DAY_MS, { categories: ['tools'] }),
    creditOf(20, 'paid', undefined, { categories: ['books', 'tools'] }),
  ],
} satisfies Record<string, (at: number) => Command[]>;

/** Random histories, with more coming in than going out, so that there is something to draw on. */
export const histories: fc.Arbitrary<History> = fc.record({
  beginning: fc.constantFrom(
    'empty',
    'empty',
    'crowded',
    'replaced',
    'full',
    'rich',
    'held',
    'divided',
    'restricted',
    'narrow',
  ),
  steps: fc.array(
    fc.record({
      wait: fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: -3, max: 12 }) },
        { weight: 1, arbitrary: fc.constant(DAY_MS) },
      ),
      make: fc.oneof(
        { weight: 4, arbitrary: credit },
        { weight: 4, arbitrary: debit },
        takeRestricted,
        restore,
        { weight: 2, arbitrary: receive },
        reclaim,
        extend,
        expire,
        drain,
        { weight: 3, arbitrary: hold },
        { weight: 2, arbitrary: capture },
        release,
        { weight: 2, arbitrary: charge },
        limit,
      ),
    }),
    { maxLength: 60, size: 'max' },
  ),
});
