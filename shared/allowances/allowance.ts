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

type Put = Preconditions & { id?: string | undefined; createdAt?: Instant | undefined };

type PutRefusal = InvalidBody | PreconditionRefusal | { code: 'allowance_ended' };

/**
 * Creates an allowance, or changes it from the next period on. When its periods begin can't be changed, since periods are
 * known by their days.
 */
export const putAllowance = (
  ledger: Ledger,
  who: Actor,
  id: string,
  input: AllowanceSchedule & AllowanceTerms,
  { id: givenId, createdAt: givenAt, ...preconditions }: Put,
): Promise<Result<DecidedChange<Allowance>, PutRefusal | Busy>> => {
  const { agency } = who;
  const { every, startsOn } = input;
  return changeAudited<Allowance, PutRefusal>(
    ledger,
    who,
    allowanceResource(agency, id),
    (before, read) => {
      const now = instant(ledger.now());
      const zone = zoneIn(read, { agency });
      const createdAt = before?.createdAt ?? now;
      const edited = readOnlyRefusal(
        { id: givenId, createdAt: givenAt, every, startsOn },
        { id, createdAt, ...(before ?? input) },
      );
      if (edited) return err(edited);
      const wanted: Allowance = { agency, id, version: 0, createdAt, ...input };
      const { former, ...current } = before ?? {};
      if (before && isSame({ version: 0, ...current }, wanted)) return ok(before);
      const refusal = preconditionRefusal(before, preconditions);
      if (refusal) return err(refusal);
      const today = dayAt(zone, Date.parse(now));
      if (before?.endsOn !== undefined && before.endsOn < today) return err({ code: 'allowance_ended' });
      if (input.endsOn !== undefined && input.endsOn < today) return err(endsInThePast);
      const left = before && formerly(before, now, zone);
      return ok({ ...wanted, ...(left && left.length > 0 && { former: left }) });
    },
    [settingsKey(agency)],
  );
};

/** What held before, as far as a period began meanwhile. */
const formerly = (before: Allowance, until: Instant, zone: string): NonNullable<Allowance['former']> => {
  const former = before.former ?? [];
  const since = former.at(-1)?.until ?? before.createdAt;
  const wasUsed = beginOf(before, periodAfter(before, since, zone), zone) < until;
  const terms = allowanceTerms.parse(before);
  return wasUsed ? [...former, { ...terms, until }].slice(-MAX_FORMER) : former;
};

const endsInThePast: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/endsOn', code: 'in_the_past', message: 'must not be in the past' }],
};
