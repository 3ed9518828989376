import { fractionOf } from '../ledger/charge.ts';
import type { Account } from '../table/items/account.ts';
import type { Used } from './read-usage.ts';

/**
 * Whether of some meter the units at their prices are not exactly what was charged and what the account keeps as a fraction
 * (I11). Meters of which an older record has no price are left out.
 */
export const carriesThatDiffer = (used: ReadonlyMap<string, Used>, { carries = [] }: Account): boolean => {
  const meters = new Set([...used.keys(), ...carries.map(({ id }) => id)]);
  return [...meters].some((meter) => {
    const { credits, units, isPriced } = used.get(meter) ?? { credits: 0n, units: [], isPriced: true };
    if (!isPriced) return false;
    const [rest, per] = sumOf(units, credits);
    const [left, of] = fractionOf(carries.find(({ id }) => id === meter)?.fraction);
    return rest * of !== left * per;
  });
};

/** @returns what the units come to beyond the credits, as numerator and denominator */
const sumOf = (units: Iterable<readonly [string, bigint]>, credits: bigint): [bigint, bigint] => {
  let sum: [bigint, bigint] = [-credits, 1n];
  for (const [price, count] of units) {
    const [creditsPer, per] = fractionOf(price);
    sum = [sum[0] * per + count * creditsPer * sum[1], sum[1] * per];
  }
  return sum;
};
