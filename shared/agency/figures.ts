import { addCredits, type Money, type TotalCredits } from '../kernel/amount.ts';
import type { Day } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Guarded } from '../table/guarded.ts';
import { figuresItem, type Figures, type Movement } from '../table/items/figures.ts';
import { booksKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode, readable } from '../table/table.ts';
import { addAll, worthOf } from './worth.ts';

/** What figures take of an entry: its day, what it moved, and its price where it sold credits. */
export type Tallied = Pick<Entry, 'number' | 'at' | 'type' | 'kind' | 'amount' | 'lots' | 'debt'> & {
  day: Day;
  price: Money | undefined;
};

/** On which day holds held how many credits more, or fewer. */
export type HeldChange = { day: Day; held: number };

/** The days of an agency's books. */
type Place = { agency: AgencyId; books: string };

const noFigures = (agency: AgencyId, day: Day): Figures => ({
  agency,
  version: 0,
  day,
  moved: {},
  sales: {},
});

/** The total with more, or without one where there is nothing. */
const more = (total: TotalCredits | undefined, amount: number): TotalCredits | undefined =>
  amount === 0 ? total : addCredits(total ?? 0, amount);

const withMovement = (
  { amount, promo, debt, unpriced, cost }: Movement,
  entry: Pick<Entry, 'amount' | 'lots' | 'debt'>,
): Movement => {
  const lots = worthOf(entry.lots);
  const all = {
    promo: more(promo, lots.promo),
    debt: more(debt, entry.debt ?? 0),
    unpriced: more(unpriced, lots.unpriced),
    cost: Object.keys(lots.cost).length === 0 ? cost : addAll(cost, lots.cost),
  };
  return {
    amount: addCredits(amount, entry.amount),
    ...(all.promo !== undefined && { promo: all.promo }),
    ...(all.debt !== undefined && { debt: all.debt }),
    ...(all.unpriced !== undefined && { unpriced: all.unpriced }),
    ...(all.cost && { cost: all.cost }),
  };
};

const withEntry = (figures: Figures, entry: Tallied): Figures => {
  const name = `${entry.type} ${entry.kind}`;
  const { price } = entry;
  return {
    ...figures,
    moved: { ...figures.moved, [name]: withMovement(figures.moved[name] ?? { amount: 0 }, entry) },
    sales: price ? addAll(figures.sales, { [price.currency]: price.amount }) : figures.sales,
  };
};

const withHeld = (figures: Figures, { held }: HeldChange): Figures => ({
  ...figures,
  held: addCredits(figures.held ?? 0, held),
});

/** The writes of what is new to the books, one for each of its days. */
export const figuresWrites = (
  read: Read,
  { agency, books }: Place,
  entries: readonly Tallied[],
  holds: readonly HeldChange[] = [],
): Guarded[] =>
  [...new Set([...entries, ...holds].map(({ day }) => day))].map((day) => {
    const key = booksKey(agency, books, day);
    const known = decode(figuresItem, read(key)) ?? noFigures(agency, day);
    const moved = entries.filter((entry) => entry.day === day).reduce(withEntry, known);
    const item = holds.filter((hold) => hold.day === day).reduce(withHeld, moved);
    return { key, schema: figuresItem, item, version: known.version };
  });

/** Whether the figures of these days can be read. Where they can't, the entries wait until somebody has mended them. */
export const areReadable = (read: Read, { agency, books }: Place, days: readonly Day[]): boolean =>
  days.every((day) => {
    const stored = read(booksKey(agency, books, day));
    if (stored === undefined || readable(figuresItem, stored)) return true;
    log.error('figures unreadable', { agency, day });
    count('ChangesSkipped');
    return false;
  });
