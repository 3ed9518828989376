import type { AgencyId } from '../../shared/kernel/ids.ts';
import { readableAccount } from '../../shared/ledger/account.ts';
import { encodeCursor } from '../../shared/table/cursor.ts';
import { accountNameItem } from '../../shared/table/items/account-name.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { verifiedItem, type Verified } from '../../shared/table/items/audit-cursor.ts';
import {
  countedItem,
  liabilityItem,
  type Counted,
  type Liability,
} from '../../shared/table/items/liability.ts';
import {
  accountKey,
  accountNameKey,
  accountsPartition,
  countedKey,
  liabilityKey,
  verifiedKey,
  verifiedPartition,
} from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { readable, type Table } from '../../shared/table/table.ts';

export const PAGE_SIZE = 25;

/** What the audit knows of an account before it reads any of its history. What can't be read is undefined. */
export type Audited = {
  account: string;
  item: Account | undefined;
  verified: Verified | undefined;
  counted: Counted | undefined;
};

export type AuditPage = { accounts: Audited[]; liability: Liability | undefined };

/** The next accounts of an agency by name: two Queries and one BatchGet, however long their histories are. */
export const auditPage = async (
  table: Table,
  agency: AgencyId,
  after: string | undefined,
): Promise<AuditPage> => {
  const page = await listPage(table, {
    partition: accountsPartition(agency),
    item: accountNameItem,
    limit: PAGE_SIZE,
    cursor: after && encodeCursor(accountNameKey({ agency, account: after }), false),
  });
  if (!page.ok) throw new TypeError(page.error.code);
  const refs = page.value.items;
  const [read, verified] = await Promise.all([
    readTogether(table, [liabilityKey(agency), ...refs.map(accountKey), ...refs.map(countedKey)]),
    verifiedAmong(table, agency, refs),
  ]);
  return {
    liability: readable(liabilityItem, read(liabilityKey(agency))),
    accounts: refs.map((ref) => ({
      account: ref.account,
      item: readableAccount(ref, read(accountKey(ref)), 'left_out'),
      verified: verified.get(ref.account),
      counted: readable(countedItem, read(countedKey(ref))),
    })),
  };
};

const verifiedAmong = async (
  table: Table,
  agency: AgencyId,
  refs: readonly { agency: AgencyId; account: string }[],
): Promise<Map<string, Verified>> => {
  const [first, last] = [refs.at(0), refs.at(-1)];
  if (!first || !last) return new Map();
  const page = await listPage(table, {
    partition: verifiedPartition(agency),
    item: verifiedItem,
    limit: PAGE_SIZE,
    from: verifiedKey(first).sk,
    to: verifiedKey(last).sk,
  });
  if (!page.ok) throw new TypeError(page.error.code);
  return new Map(page.value.items.map((one) => [one.account, one]));
};
