import { instant, type Instant } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/durations.ts';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { accountAllowancesItem, type AccountAllowances } from '../table/items/allowance.ts';
import { accountAllowancesKey, allowancesDueList } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';

/** Milliseconds after which a period that has begun is missed. The sweeper comes every hour. */
const LATE_MS = DAY_MS;

/** Before this, what is due is late. */
const lateBefore = (now: number): Instant => instant(now - LATE_MS);

/** Finds an account whose allowance should have been posted. One that was posted twice has an entry without a record. */
export const auditAllowances = (allowances: AccountAllowances | undefined, now: number): Finding[] =>
  isLate(allowances, now) ? [{ code: 'allowance_late', entry: 0 }] : [];

const isLate = (
  allowances: AccountAllowances | undefined,
  now: number,
): allowances is AccountAllowances & { due: Instant } =>
  allowances?.due !== undefined && allowances.due < lateBefore(now);

/** Accounts that are looked for at once: as many as a report lists, and one BatchGet takes. */
const MAX_LATE = 100;

/**
 * Accounts of an agency whose allowances are late, at most 100, the latest first: one Query of the list that the sweeper goes
 * through, and a BatchGet of what it finds, since the list may lag behind. It finds those of which nothing else is new.
 */
export const lateAllowances = async (
  table: Table,
  agency: AgencyId,
  now: number,
): Promise<(Pick<AccountRef, 'account'> & { due: Instant })[]> => {
  const page = await listPage(table, {
    partition: allowancesDueList(agency),
    inIndex: true,
    item: accountAllowancesItem,
    limit: MAX_LATE,
    to: lateBefore(now),
  });
  if (!page.ok) throw new TypeError(page.error.code);
  const read = await readTogether(table, page.value.items.map(accountAllowancesKey));
  return page.value.items.flatMap((ref) => {
    const allowances = decodeListed(accountAllowancesItem, read(accountAllowancesKey(ref)));
    return isLate(allowances, now) ? [{ account: ref.account, due: allowances.due }] : [];
  });
};
