import type { AccountId, AgencyId } from '../kernel/ids.ts';
import type { Guarded } from './guarded.ts';
import { idIndexItem } from './items/id-index.ts';
import type { Key } from './keys.ts';
import type { Read } from './read.ts';
import { decode } from './table.ts';

/** The ids under a key, in the order in which they were made, as they are and as they are written. Throws CorruptItemError. */
export const idIndexAt = (
  key: Key,
  read: Read,
  { agency, account }: { agency: AgencyId; account?: AccountId },
) => {
  const { version, ids } = decode(idIndexItem, read(key)) ?? { version: 0, ids: [] };
  return {
    ids,
    write: (after: readonly string[]): Guarded => ({
      key,
      schema: idIndexItem,
      item: { agency, ...(account !== undefined && { account }), version, ids: after },
      version,
    }),
  };
};
