import type { AccountRef } from '../kernel/ids.ts';
import { found, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ifOfAny, listOfAny } from '../ledger/of-any.ts';
import { giftItem, type Gift } from '../table/items/gift.ts';
import { giftKey, giftsList } from '../table/keys.ts';
import type { PageRequest } from '../table/list.ts';
import { readOne } from '../table/read.ts';

/** One GetItem, of a gift of the account itself. */
export const giftOf = async (
  { table }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Result<Gift, { code: 'not_found' }>> => {
  const gift = await readOne(table, giftKey(ref.agency, id), giftItem);
  return found(await ifOfAny(table, ref, gift));
};

/** A page of what an account and those that merged into it have given, newest first: a Query on the index, which shows a new gift after a moment. */
export const giftsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listOfAny(table, ref, giftsList, {
    inIndex: true,
    item: giftItem,
    newestFirst: true,
    ...range,
  });
