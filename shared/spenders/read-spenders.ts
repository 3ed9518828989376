import { err, found, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { spenderItem } from '../table/items/spender.ts';
import { spenderIndexKey, spenderKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';
import { spenderFrom, spenderIndex, spenderNow, usedKeys, type Payer, type SpenderNow } from './spender.ts';

/** All of an account's spenders, oldest first: two BatchGets. A spender sees itself only. */
export const spendersOf = async (
  { table, now }: Ledger,
  { spender: only, ...ref }: Payer,
): Promise<SpenderNow[]> => {
  const index = await readTogether(table, [spenderIndexKey(ref)]);
  const ids = spenderIndex(index, ref).ids.filter((id) => only === undefined || id === only);
  const read = await readTogether(table, [...ids.map((id) => spenderKey(ref, id)), ...usedKeys(ref)]);
  return ids.flatMap((id) => {
    const spender = decodeListed(spenderItem, read(spenderKey(ref, id)));
    return spender ? [spenderNow(spender, read, now())] : [];
  });
};

/** One BatchGet. A spender sees itself only. */
export const spenderOf = async (
  { table, now }: Ledger,
  { spender: only, ...ref }: Payer,
  id: string,
): Promise<Result<SpenderNow, { code: 'not_found' }>> => {
  if (only !== undefined && only !== id) return err({ code: 'not_found' });
  const read = await readTogether(table, [spenderKey(ref, id), ...usedKeys(ref)]);
  const spender = spenderFrom(read, ref, id);
  return found(spender && spenderNow(spender, read, now()));
};
