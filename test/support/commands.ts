import fc from 'fast-check';
import type { Command } from '../../shared/ledger/command.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Entry } from '../../shared/table/items/entry.ts';

/** A step of a random history: time passes (or the clock goes back), then something is tried. */
export type Step = { wait: number; make: (made: readonly Entry[], at: number) => Command };

const details = { kind: 'spend', reference: 'test' } as const;

export const debitOf = (credits: number): Command => ({ type: 'debit', ...details, amount: credits });

export const restoreOf = (lots: readonly LotShare[]): Command => ({ type: 'restore', ...details, lots });

export const reclaimOf = (credits: number, lots: readonly number[]): Command => ({
  type: 'reclaim',
  ...details,
  amount: credits,
  lots,
  shortfall: 'debt',
});

const amount = fc.integer({ min: 1, max: 60 });
const pick = <Item>(items: readonly Item[], choice: number): Item | undefined =>
  items[choice % Math.max(1, items.length)];

const credit = fc
  .record({
    amount,
    lotClass: fc.constantFrom('paid' as const, 'promo' as const),
    lifetime: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  })
  .map(({ lotClass, lifetime, ...rest }) => (_: readonly Entry[], at: number): Command => ({
    type: 'credit',
    ...details,
    ...rest,
    class: lotClass,
    ...(lifetime !== undefined && { expiresAt: new Date(at + lifetime).toISOString() }),
  }));

const debit = amount.map((credits) => () => debitOf(credits));

/** Undoes a debit of before, or a part of it. */
const restore = fc.nat().map((choice) => (made: readonly Entry[]): Command => ({
  type: 'restore',
  ...details,
  lots:
    pick(
      made.filter(({ type }) => type === 'out'),
      choice,
    )?.lots ?? [],
}));

const reclaim = fc
  .record({ amount, choice: fc.nat(), shortfall: fc.constantFrom('debt' as const, 'give_up' as const) })
  .map(({ choice, ...rest }) => (made: readonly Entry[]): Command => ({
    type: 'reclaim',
    ...details,
    ...rest,
    lots: [pick(made, choice)?.number ?? 1],
  }));

const expire = fc.constant((): Command => ({ type: 'expire' }));

/** Random histories, with more coming in than going out, so that there is something to draw on. */
export const histories = fc.array(
  fc.record({
    wait: fc.integer({ min: -3, max: 12 }),
    make: fc.oneof(
      { weight: 4, arbitrary: credit },
      { weight: 4, arbitrary: debit },
      restore,
      reclaim,
      expire,
    ),
  }),
  { maxLength: 60, size: 'max' },
);
