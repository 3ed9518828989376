import { addCredits, type Money, type TotalCredits } from '../kernel/amount.ts';
import type { Day } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Guarded } from '../table/guarded.ts';
import { figuresItem, type Figures } from '../table/items/figures.ts';
import { figuresKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode, readable } from '../table/table.ts';

/** What figures take of an entry: its day, and its price where it sold credits. */
export type Tallied = Pick<Entry, 'number' | 'at' | 'type' | 'kind' | 'amount'> & {
  day: Day;
  price: Money | undefined;
};

const noFigures = (agency: AgencyId, day: Day): Figures => ({
  agency,
  version: 0,
  day,
  moved: {},
  sales: {},
});

const plus = (totals: Record<string, TotalCredits>, name: string, amount: number) => ({
  ...totals,
  [name]: addCredits(totals[name] ?? 0, amount),
});

const withEntry = (figures: Figures, { type, kind, amount, price }: Tallied): Figures => ({
  ...figures,
  moved: plus(figures.moved, `${type} ${kind}`, amount),
  sales: price ? plus(figures.sales, price.currency, price.amount) : figures.sales,
});

/** The writes of entries that are new to the figures, one for each of their days. */
export const figuresWrites = (read: Read, agency: AgencyId, entries: readonly Tallied[]): Guarded[] =>
  [...Map.groupBy(entries, ({ day }) => day)].map(([day, each]) => {
    const key = figuresKey(agency, day);
    const known = decode(figuresItem, read(key)) ?? noFigures(agency, day);
    return { key, schema: figuresItem, item: each.reduce(withEntry, known), version: known.version };
  });

/** Whether the figures of these days can be read. Where they can't, the entries wait until somebody has mended them. */
export const areReadable = (read: Read, agency: AgencyId, days: readonly Day[]): boolean =>
  days.every((day) => {
    const stored = read(figuresKey(agency, day));
    if (stored === undefined || readable(figuresItem, stored)) return true;
    log.error('figures unreadable', { agency, day });
    count('ChangesSkipped');
    return false;
  });
