import { settingsFrom, zoneIn } from '../agency/settings.ts';
import { exactTotal, type TotalCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allowanceItem, type Allowance } from '../table/items/allowance.ts';
import { allowanceAccountsPartition, allowanceKey, settingsKey } from '../table/keys.ts';
import { countSince } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { allowanceAfter, type AllowanceRefusal, type AllowanceRequest } from './allowance.ts';
import { periodAfter } from './periods.ts';
import { coming, type ComingPeriod } from './read-allowances.ts';

/** What the next period of an allowance would bring: to how many accounts, and how many credits to all of them. */
export type AllowancePreview = { accounts: number; credits: TotalCredits; periods: ComingPeriod[] };

/** The next periods that a preview shows. */
const SHOWN_PERIODS = 3;

/**
 * What an allowance would bring once it is created or changed as a request asks, refused as that would be; nothing is written.
 * One BatchGet, and a Query for each megabyte of its accounts (about 5,000 of them).
 */
export const previewAllowance = async (
  { table, now }: Ledger,
  agency: AgencyId,
  id: string,
  request: AllowanceRequest,
): Promise<Result<AllowancePreview, AllowanceRefusal | { code: 'not_found' }>> => {
  const read = await readTogether(table, [allowanceKey(agency, id), settingsKey(agency)]);
  if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
  const before = decode(allowanceItem, read(allowanceKey(agency, id)));
  const at = { now: instant(now()), zone: zoneIn(read, { agency }) };
  const after = allowanceAfter(before, { agency, id }, request, at);
  if (!after.ok) return after;
  const periods = comingOf(after.value, at);
  const accounts =
    before === undefined
      ? 0
      : await countSince(table, allowanceAccountsPartition(agency, id), before.createdAt);
  const credits = exactTotal(BigInt(periods[0]?.amount ?? 0) * BigInt(accounts));
  return ok({ accounts, credits, periods });
};

const comingOf = (allowance: Allowance, { now, zone }: { now: string; zone: string }): ComingPeriod[] => {
  const first = periodAfter(allowance, now, zone);
  return Array.from({ length: SHOWN_PERIODS }, (_, later) => coming(allowance, first + later, zone)).filter(
    (period) => period !== undefined,
  );
};
