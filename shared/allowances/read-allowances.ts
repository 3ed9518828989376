import { settingsFrom, zoneIn } from '../agency/settings.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { Day } from '../kernel/days.ts';
import type { AccountId, AccountRef, AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  accountAllowancesItem,
  allowanceAccountItem,
  allowanceItem,
  allowanceRunItem,
  type Allowance,
  type AllowanceMembership,
  type AllowanceRun,
} from '../table/items/allowance.ts';
import {
  accountAllowancesKey,
  allowanceAccountsPartition,
  allowanceKey,
  allowanceRunKey,
  settingsKey,
} from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode, decodeListed } from '../table/table.ts';
import { allowanceFor, allowanceKeysOf, allowancesOf } from './membership.ts';
import { beginOf, dayOf, periodAfter, periodFrom } from './periods.ts';
import { isOver, portionsOf, termsAt, type Portion } from './terms.ts';

type NotFound = { code: 'not_found' };

/** A period to come: its day, its first instant, and what it brings. */
export type ComingPeriod = { on: Day; at: Instant; amount: number; portions: Portion[] };

/** What a period will bring, as things are; undefined where it is paused or over. */
export const coming = (
  allowance: Allowance,
  period: number,
  zone: string,
  since?: Instant,
): ComingPeriod | undefined => {
  const portions = portionsOf(allowance, period, zone, since);
  if (portions.length === 0) return undefined;
  const at = beginOf(allowance, period, zone);
  return { on: dayOf(allowance, period), at, amount: termsAt(allowance, at, since).amount, portions };
};

/** An allowance that an account gets, since when, and the next period of it that is not posted yet. */
export type OwnAllowance = {
  allowance: Allowance;
  since: Instant;
  next: ComingPeriod | undefined;
  hasEnded: boolean;
};

/** The allowances that an account gets: two BatchGets. */
export const allowancesOfAccount = async (
  { table }: Ledger,
  ref: AccountRef,
): Promise<Result<OwnAllowance[], NotFound>> => {
  const first = await readTogether(table, [accountAllowancesKey(ref), settingsKey(ref.agency)]);
  if (!settingsFrom(first, ref.agency)) return err({ code: 'not_found' });
  const rest = await readTogether(table, allowanceKeysOf(first, ref));
  const zone = zoneIn(first, ref);
  return ok(
    allowancesOf(first, ref)
      .allowances.filter(({ until }) => until === undefined)
      .flatMap((membership) => {
        const allowance = allowanceFor(rest, ref, membership);
        if (!allowance) return [];
        const next = nextOf(allowance, membership, zone);
        const hasEnded = isOver(allowance, periodFrom(allowance, membership.next), zone, membership.since);
        return { allowance, since: membership.since, next, hasEnded };
      }),
  );
};

const nextOf = (
  allowance: Allowance,
  { next, since }: AllowanceMembership,
  zone: string,
): ComingPeriod | undefined => coming(allowance, periodFrom(allowance, next), zone, since);

/** An account that gets an allowance. */
export type AllowanceAccount = { account: AccountId; since: Instant; next: ComingPeriod | undefined };

/** With allowance and settings, as many as one BatchGet takes. */
const MAX_ACCOUNTS = 98;

/** A page of the accounts that get an allowance, by name: one Query and one BatchGet. */
export const accountsOfAllowance = async (
  { table }: Ledger,
  agency: AgencyId,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<AllowanceAccount>, NotFound | InvalidCursor>> => {
  const page = await listPage(table, {
    partition: allowanceAccountsPartition(agency, id),
    item: allowanceAccountItem,
    limit: Math.min(limit, MAX_ACCOUNTS),
    cursor,
  });
  if (!page.ok) return page;
  const refs = page.value.items;
  const read = await readTogether(table, [
    allowanceKey(agency, id),
    settingsKey(agency),
    ...refs.map(accountAllowancesKey),
  ]);
  const allowance = decode(allowanceItem, read(allowanceKey(agency, id)));
  if (!allowance) return err({ code: 'not_found' });
  const zone = zoneIn(read, { agency });
  const items = refs.flatMap((ref) => {
    const membership = membershipIn(read, ref, allowance);
    return membership
      ? { account: ref.account, since: membership.since, next: nextOf(allowance, membership, zone) }
      : [];
  });
  return ok({ items, cursor: page.value.cursor });
};

const membershipIn = (read: Read, ref: AccountRef, { id, createdAt }: Allowance) =>
  decodeListed(accountAllowancesItem, read(accountAllowancesKey(ref)))?.allowances.find(
    (one) => one.id === id && one.until === undefined && one.since >= createdAt,
  );

/** When an allowance is posted next, and how its last run went. */
export type AllowanceStatus = {
  next: ComingPeriod | undefined;
  hasEnded: boolean;
  lastRun: AllowanceRun | undefined;
};

export const statusOfAllowance = async (
  { table, now }: Ledger,
  agency: AgencyId,
  id: string,
): Promise<Result<AllowanceStatus, NotFound>> => {
  const keys = { allowance: allowanceKey(agency, id), run: allowanceRunKey(agency, id) };
  const read = await readTogether(table, [keys.allowance, keys.run, settingsKey(agency)]);
  const allowance = decode(allowanceItem, read(keys.allowance));
  if (!allowance) return err({ code: 'not_found' });
  const zone = zoneIn(read, { agency });
  const period = periodAfter(allowance, instant(now()), zone);
  return ok({
    next: coming(allowance, period, zone),
    hasEnded: isOver(allowance, period, zone),
    lastRun: decode(allowanceRunItem, read(keys.run)),
  });
};
