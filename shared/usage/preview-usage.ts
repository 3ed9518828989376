import { meters } from '../agency/catalogue.ts';
import { settingsFrom } from '../agency/settings.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirKeys, standingIn } from '../ledger/merged.ts';
import { budgetsFor } from '../spenders/spend-one-by-one.ts';
import { settingsKey } from '../table/keys.ts';
import { readLinked, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { UsageRefusal } from '../table/items/usage.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { inTransactions } from './in-transactions.ts';
import { eventHash } from './event.ts';
import { judge } from './judge.ts';
import { NO_PARTS } from './records.ts';
import { stateIn } from './read-usage.ts';
import { withoutAccount, type ReportedEvent } from './take-usage.ts';
import { freshAmong, keysToJudge, metersOf, partsByMinute, recordKeys } from './to-charge.ts';

/** What would become of an event; or what became of it, if it is known. */
type Outcome = { known: boolean; credits: number; refusal?: UsageRefusal };

export type PreviewedEvent = Outcome & { event: ReportedEvent };

/**
 * What would become of usage that is charged now, event by event, as the worker would do it. It reads what the worker reads, and
 * changes nothing. Usage that is queued already counts for nothing.
 */
export const previewUsage = async (
  { table, now }: Pick<Ledger, 'table' | 'now'>,
  agency: AgencyId,
  events: readonly ReportedEvent[],
): Promise<Result<PreviewedEvent[], { code: 'not_found' }>> => {
  const byAccount = [...Map.groupBy(events, ({ account }) => account)].map(([account, own]) => ({
    ref: { agency, account },
    own: own.map(withoutAccount),
  }));
  const keys = byAccount.flatMap(({ ref, own }) => keysToJudge(ref, own));
  const read = await readLinked(table, [settingsKey(agency), ...keys], (before) => [
    ...heirKeys(before, keys),
    ...byAccount.flatMap(({ ref, own }) => recordKeys(ref, own, before)),
  ]);
  if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
  const at = now();
  const outcomes = new Map(
    byAccount.map(({ ref, own }) => [ref.account, previewOf(ref, own, read, at)] as const),
  );
  return ok(
    events.flatMap((event) => {
      const outcome = outcomes.get(event.account)?.shift();
      return outcome ? { ...outcome, event } : [];
    }),
  );
};

/** What would become of one account's events, in their order. */
const previewOf = (
  ref: { agency: AgencyId; account: string },
  events: readonly UsageEvent[],
  read: Read,
  now: number,
): Outcome[] => {
  const meterOf = (id: string) => decode(meters.schema, read(meters.key(ref.agency, id)));
  const batched = new Set(metersOf(events).filter((id) => meterOf(id)?.entries === 'batch'));
  const parts = partsByMinute(ref, events, NO_PARTS, read);
  const seen = new Set<string>();
  const fresh = [...inTransactions(events, batched)]
    .flatMap((some) => freshAmong(some, parts, batched))
    .filter(({ hash }) => !seen.has(hash) && seen.add(hash));
  const budgets = budgetsFor(read, ref, now);
  const account = standingIn(read, ref);
  const judged = new Map(
    judge(account, fresh, { meterOf, budgets, now }).map((one) => [
      one.hash,
      'refusal' in one ? { credits: 0, refusal: one.refusal } : { credits: one.credits },
    ]),
  );
  const said = new Set<string>();
  return events.map((event) => {
    const hash = eventHash(event);
    const planned = judged.get(hash);
    const repeated = said.has(hash);
    said.add(hash);
    if (planned) return { known: repeated, ...planned };
    const { credits = 0, refusal } = stateIn(parts.values(), event) ?? {};
    return { known: true, credits, ...(refusal !== undefined && { refusal }) };
  });
};
