import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { orderItem } from '../../shared/table/items/service.ts';
import { ordersPartition } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { all } from './differences-of-things.ts';

/** What credits were spent on, each as `list name`: what names none of these, a restriction admits to nothing. */
type Purpose = readonly string[];

/** What an account's credits were spent or held on, told from its orders and its entries. */
export type Purposes = { ofEntry: (entry: Entry) => Purpose; ofHold: (id: string) => Purpose };

export const purposesOf = async (table: Table, ref: AccountRef): Promise<Purposes> => {
  const orders = await all(table, ordersPartition(ref), orderItem);
  const ofHold = (wanted: string): Purpose => {
    const order = orders.find(({ id }) => id === wanted);
    return order ? [`services ${order.serviceId}`] : [];
  };
  const ofEntry = ({ kind, reference, label }: Entry): Purpose => {
    if (kind === 'purchase') return ['products kit', 'categories kits'];
    if (kind === 'service') return ofHold(reference);
    // Meters are called by their ids here.
    return kind === 'usage' ? [`meters ${label}`] : [];
  };
  return { ofEntry, ofHold };
};

/** What a restriction names. */
const namesOf = ({ onlyFor = {} }: Pick<LotShare, 'onlyFor'>): string[] =>
  Object.entries(onlyFor)
    .flatMap(([list, names]) => names.map((name) => `${list} ${name}`))
    .toSorted();

/** A restriction as text, whichever order its lists have; empty for none. */
export const restrictionText = (lot: Pick<LotShare, 'onlyFor'>): string => namesOf(lot).join(', ');

/** The fewer things, the sooner a lot is drawn, among lots that are alike otherwise. */
export const widthOf = (lot: Pick<LotShare, 'onlyFor'>): number =>
  lot.onlyFor ? namesOf(lot).length : Infinity;

export const isFor =
  (purpose: Purpose) =>
  (lot: Pick<LotShare, 'onlyFor'>): boolean =>
    namesOf(lot).some((name) => purpose.includes(name));

export const isForAnything = ({ onlyFor }: Pick<LotShare, 'onlyFor'>): boolean => onlyFor === undefined;
