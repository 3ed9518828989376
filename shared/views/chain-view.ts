import type * as z from 'zod';
import type { chainLinkView } from '../http/routes/chain-views.ts';
import { hashedOf, hashOf } from '../ledger/entry-hash.ts';
import type { Entry } from '../table/items/entry.ts';

/** What anybody needs to compute the hash of an entry again. */
export const chainLinkOf = (entry: Entry): z.input<typeof chainLinkView> => {
  const { number, at, salt } = entry;
  const hashed = hashedOf(entry);
  return { number, at, hash: hashOf(entry), ...(hashed && { hashed }), ...(salt !== undefined && { salt }) };
};
