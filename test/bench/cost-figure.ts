import type { Cost } from '../support/meter.ts';
import type { Figure } from './figure.ts';

/** How many round trips an operation may make, and how many write units it may use in the table. */
export type Budget = { roundTrips: number; writeUnits: number };

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Calls in their order; those of a long work by how many there are of each. */
const namesOf = (calls: readonly string[]): string =>
  calls.length <= 10
    ? calls.join(' + ')
    : [...Map.groupBy(calls, (name) => name)].map(([name, { length }]) => `${length} ${name}`).join(' + ');

/** What an operation cost, held against what it may. */
export const costFigure = (figure: string, cost: Cost, budget: Budget): Figure => {
  const { calls, readUnits, writeUnits, indexWriteUnits } = cost;
  const listed = indexWriteUnits > 0 ? ` + ${indexWriteUnits} in the index` : '';
  return {
    figure,
    value: `${namesOf(calls)}: ${readUnits} RRU, ${writeUnits} WRU${listed}`,
    budget: `${plural(budget.roundTrips, 'round trip')}, ${budget.writeUnits} WRU`,
    met: calls.length <= budget.roundTrips && writeUnits <= budget.writeUnits,
    measured: { roundTrips: calls.length, readUnits, writeUnits, indexWriteUnits },
  };
};
