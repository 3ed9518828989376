import type { Entry } from '../table/items/entry.ts';
import { entryItem, entryPlace } from '../table/items/entry.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { transferItem, type Transfer } from '../table/items/transfer.ts';
import { transferKey, transferListKey } from '../table/keys.ts';
import type { Guarded } from '../table/guarded.ts';

/** The record of credits that go from one account to another, by the entries of both. */
export const transferWrite = (
  of: Pick<Transfer, 'id' | 'agency' | 'account' | 'to' | 'inputHash'>,
  out: Entry | undefined,
  into: Entry | undefined,
): Guarded => {
  const { number, at, amount, lots } = entryItem.parse(out);
  const received = entryPlace.parse(into);
  const sent = { number, at };
  return {
    key: transferKey(of.agency, of.id),
    list: transferListKey(of, { id: of.id, at }),
    schema: transferItem,
    item: { ...of, version: 0, at, amount, lots: lotsToStore(lots), sent, received },
    version: 0,
  };
};
