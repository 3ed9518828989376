import * as z from 'zod';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run } from '../ledger/run.ts';
import { countedItem, liabilityItem } from '../table/items/liability.ts';
import { countedKey, liabilityKey, type Key } from '../table/keys.ts';
import { readable } from '../table/table.ts';
import { emptyTotal, outcomeOf } from './liability.ts';
import { NEVER_COUNTED } from './uncounted.ts';

/**
 * Replaces an agency's total that can't be read, or an unreadable share of one of these accounts, by an empty item, as
 * a conditional write. Accounts counted later count into the new item. The condition needs the item's version: an item
 * without one has to be deleted by hand. Throws LiabilityBusyError, and ZodError on such an item.
 * @returns whether there was a damaged item
 */
export const replaceDamagedLiability = async (
  ledger: Ledger,
  agency: AgencyId,
  accounts: readonly AccountRef[],
): Promise<boolean> => {
  const total = liabilityKey(agency);
  const counted = accounts.map(countedKey);
  const replaced = await run<boolean, never>(ledger, {
    keys: [total, ...counted],
    decide: (read) => {
      const isDamaged = (schema: z.ZodType, key: Key) =>
        read(key) !== undefined && readable(schema, read(key)) === undefined;
      const damaged = counted.filter((key) => isDamaged(countedItem, key));
      if (damaged.length === 0 && !isDamaged(liabilityItem, total))
        return ok({ conclude: () => ({ outcome: false }) });
      const writes = [
        { key: total, schema: liabilityItem, item: emptyTotal(agency), version: versionOf(read(total)) },
        ...damaged.map((key) => ({
          key,
          schema: countedItem,
          item: NEVER_COUNTED,
          version: versionOf(read(key)),
        })),
      ];
      return ok({ conclude: () => ({ outcome: true, writes }) });
    },
  });
  return outcomeOf(agency, replaced);
};

const versionOf = (item: Record<string, unknown> | undefined): number =>
  item === undefined ? 0 : z.object({ version: z.int().min(1) }).parse(item).version;
