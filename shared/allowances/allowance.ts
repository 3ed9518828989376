import type { Actor } from '../agency/audit-log.ts';
import { changeAudited, type DecidedChange } from '../agency/change.ts';
import { isSame } from '../agency/crud.ts';
import { preconditionRefusal, type PreconditionRefusal, type Preconditions } from '../agency/etag.ts';
import { readOnlyRefusal, type InvalidBody } from '../agency/read-only.ts';
import { resourceIn, type Collection, type Resource } from '../agency/resource.ts';
import { zoneIn } from '../agency/settings.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { dayAt } from '../kernel/days.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import {
  allowanceItem,
  allowanceTerms,
  type Allowance,
  type AllowanceSchedule,
  type AllowanceTerms,
} from '../table/items/allowance.ts';
import { allowanceKey, allowancesPartition, settingsKey } from '../table/keys.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { beginOf, periodAfter } from './periods.ts';

export const allowances: Collection<Allowance> = {
  kind: 'allowance',
  schema: allowanceItem,
  partition: allowancesPartition,
  key: allowanceKey,
};

export const allowanceResource = (agency: AgencyId, id: string): Resource<Allowance> => ({
  ...resourceIn(allowances, agency, id),
  logged: ({ former: _, ...allowance }) => allowance,
});

/** What holds for periods that are not posted yet; far more than anybody changes before a run that was missed. */
const MAX_FORMER = 50;

/** Why an allowance can't be as it is wanted. */
export type AllowanceRefusal = InvalidBody | { code: 'allowance_ended' };

/** What is wanted of an allowance. What can't be changed may be sent back as it was read. */
export type AllowanceRequest = AllowanceSchedule & AllowanceTerms & ReadOnly;

type ReadOnly = { id?: string | undefined; createdAt?: Instant | undefined };

/**
 * Creates an allowance, or changes it from the next period on. When its periods begin can't be changed, since periods are
 * known by their days.
 */
export const putAllowance = (
  ledger: Ledger,
  who: Actor,
  id: string,
  request: AllowanceRequest,
  preconditions: Preconditions,
): Promise<Result<DecidedChange<Allowance>, AllowanceRefusal | PreconditionRefusal | Busy>> => {
  const { agency } = who;
  return changeAudited<Allowance, AllowanceRefusal | PreconditionRefusal>(
    ledger,
    who,
    allowanceResource(agency, id),
    (before, read) => {
      const now = instant(ledger.now());
      const wanted = wantedOf(before, { agency, id }, request, now);
      if (!wanted.ok) return wanted;
      const { former, ...current } = before ?? {};
      if (before && isSame({ version: 0, ...current }, wanted.value)) return ok(before);
      const refusal = preconditionRefusal(before, preconditions);
      if (refusal) return err(refusal);
      return changed(before, wanted.value, now, zoneIn(read, { agency }));
    },
    [settingsKey(agency)],
  );
};

/** The allowance that a request asks for; refused where it would change what stays as it is. */
const wantedOf = (
  before: Allowance | undefined,
  name: Pick<Allowance, 'agency' | 'id'>,
  { id, createdAt: givenAt, ...input }: AllowanceRequest,
  now: Instant,
): Result<Allowance, InvalidBody> => {
  const createdAt = before?.createdAt ?? now;
  const { every, startsOn } = input;
  const edited = readOnlyRefusal(
    { id, createdAt: givenAt, every, startsOn },
    { id: name.id, createdAt, ...(before ?? input) },
  );
  return edited ? err(edited) : ok({ ...name, version: 0, createdAt, ...input });
};

/** The allowance after a change, with what holds for periods that have begun. */
const changed = (
  before: Allowance | undefined,
  wanted: Allowance,
  now: Instant,
  zone: string,
): Result<Allowance, AllowanceRefusal> => {
  const today = dayAt(zone, Date.parse(now));
  if (before?.endsOn !== undefined && before.endsOn < today) return err({ code: 'allowance_ended' });
  if (wanted.endsOn !== undefined && wanted.endsOn < today) return err(endsInThePast);
  const left = before && formerly(before, now, zone);
  return ok({ ...wanted, ...(left && left.length > 0 && { former: left }) });
};

/** What an allowance would be after a change: refused as the change would be, but for its preconditions. */
export const allowanceAfter = (
  before: Allowance | undefined,
  name: Pick<Allowance, 'agency' | 'id'>,
  request: AllowanceRequest,
  { now, zone }: { now: Instant; zone: string },
): Result<Allowance, AllowanceRefusal> => {
  const wanted = wantedOf(before, name, request, now);
  return wanted.ok ? changed(before, wanted.value, now, zone) : wanted;
};

/** What held before, as far as a period began meanwhile, or accounts may have joined the one in which the allowance was made. */
const formerly = (before: Allowance, until: Instant, zone: string): NonNullable<Allowance['former']> => {
  const former = before.former ?? [];
  const since = former.at(-1)?.until ?? before.createdAt;
  const next = periodAfter(before, instant(Date.parse(since) - 1), zone);
  const hasBegun = beginOf(before, next, zone) < until;
  const isFirst = next > 0 && beginOf(before, next - 1, zone) < before.createdAt;
  const terms = allowanceTerms.parse(before);
  return hasBegun || isFirst ? [...former, { ...terms, until }].slice(-MAX_FORMER) : former;
};

const endsInThePast: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/endsOn', code: 'in_the_past', message: 'must not be in the past' }],
};
