import { meters } from '../agency/catalogue.ts';
import { settingsFrom } from '../agency/settings.ts';
import type { AccountId, AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Busy } from '../ledger/run.ts';
import { settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { messagesFor, type QueueUsage } from './queue-usage.ts';
import { usageStates } from './read-usage.ts';

/** An event as an agency reports it. */
export type ReportedEvent = UsageEvent & { account: AccountId };

/** Whether an event is on its way. Nothing has become of one that was refused: it may be sent again. */
export type Reported = { event: ReportedEvent; refusal?: 'unknown_meter' | 'not_queued' };

/**
 * Takes usage of an agency's accounts: one BatchGet for the meters, and a message for each account. What is known already
 * is queued all the same: only the worker, which writes an event's record, can tell.
 */
export const takeUsage = async (
  table: Table,
  queueUsage: QueueUsage,
  agency: AgencyId,
  events: readonly ReportedEvent[],
): Promise<Result<Reported[], { code: 'not_found' } | Busy>> => {
  const ids = [...new Set(events.map(({ meter }) => meter))];
  const read = await readTogether(table, [settingsKey(agency), ...ids.map((id) => meters.key(agency, id))]);
  if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
  const there = new Set(ids.filter((id) => read(meters.key(agency, id)) !== undefined));
  const known = events.filter(({ meter }) => there.has(meter));
  const messages = [...Map.groupBy(known, ({ account }) => account)].flatMap(([account, own]) =>
    messagesFor({ agency, account }, own.map(withoutAccount)),
  );
  const failed = await queueUsage(messages);
  if (messages.length > 0 && failed.length === messages.length) return err({ code: 'busy' });
  const charged = await recorded(
    table,
    agency,
    events.filter(({ meter }) => !there.has(meter)),
  );
  const lost = new Set(
    failed.flatMap(({ account, events: some }) => some.map((event) => nameOf({ ...event, account }))),
  );
  return ok(
    events.map((event) => {
      if (!there.has(event.meter) && !charged.has(nameOf(event))) return { event, refusal: 'unknown_meter' };
      return lost.has(nameOf(event)) ? { event, refusal: 'not_queued' } : { event };
    }),
  );
};

export const withoutAccount = ({ account: _, ...event }: ReportedEvent): UsageEvent => event;

/** Of events whose meter is no more, those that have a record: sent again, they are as good as queued. */
const recorded = async (
  table: Table,
  agency: AgencyId,
  events: readonly ReportedEvent[],
): Promise<Set<string>> => {
  const states = await usageStates(table, agency, events);
  return new Set(events.filter((_, place) => states[place] !== undefined).map(nameOf));
};

const nameOf = ({ account, id, time }: ReportedEvent): string => JSON.stringify([account, id, time]);
