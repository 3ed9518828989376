import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { wants } from '../../shared/events/endpoints.ts';
import type { Instant } from '../../shared/kernel/clock.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { EventMessage } from '../../shared/events/message.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { changeIn, type Change } from './change.ts';

/** What the publisher needs of the world. */
export type Publishing = {
  eventsOf: (change: Change) => Promise<CloudEvent[]>;
  endpointsOf: (agency: string) => Promise<readonly Endpoint[]>;
  putEvents: (events: readonly CloudEvent[]) => Promise<void>;
  queueEvent: (message: EventMessage) => Promise<void>;
  /** Counts the accounts of these changes, all of one agency, into its liability. */
  countChanges: (agency: string, changes: readonly Change[]) => Promise<void>;
};

type Numbered = { change: Change; position: number };

/**
 * Tells of a batch of changes: those of one account one after the other, accounts side by side. What fails holds up
 * what comes behind it in the stream, and all of that is told again: under the same ids.
 * @returns the first record that has to come again
 */
export const publishWith =
  (publishing: Publishing) =>
  async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const changes = records.flatMap((record, position): Numbered[] => {
      const change = readable(record, () => changeIn(record));
      return change ? [{ change, position }] : [];
    });
    const told = [...groups(changes, ({ agency, account }) => `${agency}/${account}`)].map(([, group]) =>
      tellInOrder(publishing, records, group),
    );
    const accounts = changes.filter(({ change }) => change.kind === 'account');
    const counted = [...groups(accounts, ({ agency }) => agency)].map(([agency, group]) =>
      countInto(publishing, agency, records, group),
    );
    const failed = Math.min(...(await Promise.all([...told, ...counted])));
    const itemIdentifier = records[failed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
  };

const groups = (changes: readonly Numbered[], nameOf: (change: Change) => string) =>
  Map.groupBy(changes, ({ change }) => nameOf(change));

/** @returns the place of the first that failed, or Infinity */
const tellInOrder = async (
  publishing: Publishing,
  records: readonly DynamoDBRecord[],
  group: readonly Numbered[],
): Promise<number> => {
  for (const { change, position } of group) {
    try {
      await tell(publishing, change);
    } catch (error) {
      if (isUnreadable(error)) skip(records[position], error);
      else return failedAt(position, error);
    }
  }
  return Infinity;
};

const tell = async (
  { eventsOf, endpointsOf, putEvents, queueEvent }: Publishing,
  change: Change,
): Promise<void> => {
  const events = await eventsOf(change);
  if (events.length === 0) return;
  const { agency, images } = change;
  await putEvents(events);
  for (const endpoint of await endpointsOf(agency)) {
    for (const event of events) {
      if (wants(endpoint, event.type) && !isBefore(endpoint.createdAt, event, images.at))
        await queueEvent({ agency, endpoint: endpoint.id, event });
    }
  }
};

/** Milliseconds by which the clocks of those who write and tell may differ: better told of too much than never told. */
const CLOCKS_DIFFER = 60_000;

/** Whether an event is of before an endpoint was there: of when it happened and when it was written, the later counts. */
const isBefore = (createdAt: Instant, { time }: CloudEvent, written: Instant): boolean =>
  Math.max(Date.parse(time), Date.parse(written)) + CLOCKS_DIFFER < Date.parse(createdAt);

const countInto = async (
  { countChanges }: Publishing,
  agency: string,
  records: readonly DynamoDBRecord[],
  group: readonly Numbered[],
): Promise<number> => {
  const [first = { position: 0 }] = group;
  try {
    await countChanges(
      agency,
      group.map(({ change }) => change),
    );
  } catch (error) {
    if (!isUnreadable(error)) return failedAt(first.position, error);
    // What of an agency's liability is damaged the nightly audit puts right, and counts these again.
    skip(records[first.position], error);
  }
  return Infinity;
};

const failedAt = (position: number, error: unknown): number => {
  log.error('change not told', { position, error });
  return position;
};

/** Coming again would not make it readable, and would hold up everybody behind it. */
const readable = <Value>(record: DynamoDBRecord, read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    skip(record, error);
    return undefined;
  }
};

const isUnreadable = (error: unknown): boolean =>
  error instanceof CorruptItemError || error instanceof z.ZodError;

const skip = (record: DynamoDBRecord | undefined, error: unknown): void => {
  const { SequenceNumber: sequence, Keys } = record?.dynamodb ?? {};
  log.error('change not understood', { sequence, pk: Keys?.['pk']?.S, sk: Keys?.['sk']?.S, error });
  count('ChangesSkipped');
};
