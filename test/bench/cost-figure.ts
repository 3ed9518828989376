import type { Cost } from '../support/meter.ts';
import type { Figure } from './figure.ts';

/** How many round trips an operation may make, and how many write units it may use in the table. */
export type Budget = { roundTrips: number; writeUnits: number };

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What an operation cost, held against what it may. */
export const costFigure = (figure: string, cost: Cost, budget: Budget): Figure => {
  const { calls, readUnits, writeUnits, indexWriteUnits } = cost;
  const listed = indexWriteUnits > 0 ? ` + ${indexWriteUnits} in the index` : '';
  return {
    figure,
    value: `${calls.join(' + ')}: ${readUnits} RRU, ${writeUnits} WRU${listed}`,
    budget: `${plural(budget.roundTrips, 'round trip')}, ${budget.writeUnits} WRU`,
    met: calls.length <= budget.roundTrips && writeUnits <= budget.writeUnits,
    measured: { roundTrips: calls.length, readUnits, writeUnits, indexWriteUnits },
  };
};
