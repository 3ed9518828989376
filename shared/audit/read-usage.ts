import type { AccountRef } from '../kernel/ids.ts';
import { listedUsage, usageFromStore } from '../table/items/usage.ts';
import { usagePartition } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** A page of records: about 1 KB each. */
const PAGE_ITEMS = 500;

/** What the records that name an entry come to, and whether one of their events has two. */
export type Claimed = { credits: number; units: number; events: number; isTwice: boolean };

/**
 * What was charged of a meter: the whole credits, and the units at each price.
 * @property isPriced whether the price of all of them is known
 */
export type Used = { credits: bigint; units: Map<string, bigint>; isPriced: boolean };

/**
 * Reads an account's records of usage, a page at a time: what is kept of them are sums for each entry, and for each meter and price.
 * @param after entries up to this number are of no interest
 * @param from the minute to begin with; without it, all are read
 */
export const readUsage = async (
  table: Table,
  ref: AccountRef,
  after: number,
  from?: string,
): Promise<{ claimed: Map<number, Claimed>; used: Map<string, Used> }> => {
  const claimed = new Map<number, Claimed>();
  const used = new Map<string, Used>();
  let minute = '';
  let seen = new Set<string>();
  const request = { partition: usagePartition(ref), item: listedUsage, newer: 'thrown', from } as const;
  for await (const { sk, meters, prices, events } of allItems(table, request, PAGE_ITEMS)) {
    const [of = ''] = sk.split('#');
    if (of !== minute) seen = new Set();
    minute = of;
    for (const { hash, meter, entry, units, credits, refusal } of events.map(usageFromStore)) {
      const isTwice = seen.has(hash);
      seen.add(hash);
      if (refusal !== undefined) continue;
      const name = meters[meter] ?? '';
      used.set(name, usedWith(used.get(name) ?? NOTHING_USED, { price: prices?.[meter], units, credits }));
      if (entry === undefined || entry <= after) continue;
      const before = claimed.get(entry) ?? NO_CLAIM;
      claimed.set(entry, {
        credits: before.credits + credits,
        units: before.units + units,
        events: before.events + 1,
        isTwice: before.isTwice || isTwice,
      });
    }
  }
  return { claimed, used };
};

const NO_CLAIM: Claimed = { credits: 0, units: 0, events: 0, isTwice: false };

const NOTHING_USED: Used = { credits: 0n, units: new Map(), isPriced: true };

const usedWith = (
  { credits, units, isPriced }: Used,
  record: { price: string | undefined; units: number; credits: number },
): Used => {
  const { price = '' } = record;
  return {
    credits: credits + BigInt(record.credits),
    units: new Map(units).set(price, (units.get(price) ?? 0n) + BigInt(record.units)),
    isPriced: isPriced && price !== '',
  };
};
