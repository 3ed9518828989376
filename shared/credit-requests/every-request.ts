import type { AccountRef } from '../kernel/ids.ts';
import {
  creditRequestItem,
  creditRequestPointerItem,
  type CreditRequest,
} from '../table/items/credit-request.ts';
import { creditRequestKey, creditRequestsOfPartition } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/** All of an account's requests. Throws NewerSchemaError where a newer version wrote one. */
export const requestsOf = async (table: Table, ref: AccountRef): Promise<CreditRequest[]> => {
  const pointers = await everyItem(table, {
    partition: creditRequestsOfPartition(ref),
    item: creditRequestPointerItem,
  });
  const keys = pointers.map(({ id }) => creditRequestKey(ref.agency, id));
  const read = await readTogether(table, keys);
  return keys.flatMap((key) => decodeListed(creditRequestItem, read(key), 'thrown') ?? []);
};
