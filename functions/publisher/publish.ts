import { correlated } from '../../shared/kernel/correlation.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { wants } from '../../shared/events/endpoints.ts';
import type { Clock, Instant } from '../../shared/kernel/clock.ts';
import { NewerSchemaError } from '../../shared/kernel/schema-number.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { EventMessage } from '../../shared/events/message.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { changeIn, type Change } from './change.ts';
import { isPermanent } from '../../shared/table/permanent.ts';
import { leaveToAudit, logFailure, type SetAsideChange } from './set-aside.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

/** What the publisher needs of the world. */
export type Publishing = {
  eventsOf: (change: Change) => Promise<CloudEvent[]>;
  endpointsOf: (agency: AgencyId) => Promise<readonly Endpoint[]>;
  putEvent: (event: CloudEvent) => Promise<void>;
  queueEvent: (message: EventMessage) => Promise<void>;
  /** Counts the accounts of these changes, all of one agency, into its liability. */
  countChanges: (agency: AgencyId, changes: readonly Change[]) => Promise<void>;
  setAside: SetAsideChange;
  now: Clock;
};

/** A record of the batch, and where it is in it. */
type Placed = { record: DynamoDBRecord; position: number };

type Found = Placed & { change: Change };

/**
 * Publishes a batch of changes: those of one account in order, accounts in parallel. A change that fails temporarily
 * blocks those behind it in the stream, and all of them are published again under the same ids. One that can never be
 * published is set aside, and the stream continues.
 * @returns the first record that has to be retried
 */
export const publishWith =
  (publishing: Publishing) =>
  async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const changes: Found[] = [];
    const read = records.map((record, position) =>
      attempt(publishing, { record, position }, publishing.setAside, async () => {
        const change = changeIn(record);
        if (change) changes.push({ change, record, position });
      }),
    );
    const published = groups(changes, ({ agency, account }) => `${agency}/${account}`).map(([, group]) =>
      publishInOrder(publishing, group),
    );
    const accounts = changes.filter(({ change }) => change.kind === 'account');
    const counted = groups(accounts, ({ agency }) => agency).map(([agency, group]) =>
      countInto(publishing, agency, group),
    );
    const failed = Math.min(...(await Promise.all([...read, ...published, ...counted])));
    const itemIdentifier = records[failed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
  };

const groups = (changes: readonly Found[], nameOf: (change: Change) => string) => [
  ...Map.groupBy(changes, ({ change }) => nameOf(change)),
];

/** Milliseconds for which a change that a newer version wrote waits for the newer publisher, with all that follows it. */
const DEPLOYMENT_GRACE_MS = 15 * MINUTE_MS;

const isOverdue = ({ dynamodb }: DynamoDBRecord, error: unknown, now: number): boolean =>
  error instanceof NewerSchemaError &&
  now - (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000 > DEPLOYMENT_GRACE_MS;

/**
 * Does something for a record, which must not block the others for good.
 * @param giveUp receives a record that can never succeed
 * @returns the record's position if it has to be retried, else Infinity
 */
const attempt = async (
  { now }: Pick<Publishing, 'now'>,
  { record, position }: Placed,
  giveUp: SetAsideChange,
  act: () => Promise<void>,
): Promise<number> => {
  try {
    await act().catch(async (error: unknown) => {
      if (!isPermanent(error) && !isOverdue(record, error, now())) throw error;
      await giveUp(record, error);
    });
    return Infinity;
  } catch (error) {
    logFailure('change not published', record, error);
    return position;
  }
};

/** Reads for all at one time, and sends one after the other. @returns the position of the first that failed for now, or Infinity */
const publishInOrder = async (publishing: Publishing, group: readonly Found[]): Promise<number> => {
  const ready = await Promise.allSettled(group.map(({ change }) => publishing.eventsOf(change)));
  for (const [place, found] of group.entries()) {
    const failed = await attempt(publishing, found, publishing.setAside, async () => {
      const events = ready[place];
      if (events?.status === 'rejected') throw events.reason;
      await publish(publishing, found.change, events?.value ?? []);
    });
    if (failed !== Infinity) return failed;
  }
  return Infinity;
};

/** What follows from the change goes on under the correlation id of what made it. */
const publish = async (
  publishing: Publishing,
  change: Change,
  events: readonly CloudEvent[],
): Promise<void> => {
  const [first] = events;
  if (first === undefined) return;
  const act = () => send(publishing, change, events);
  await (first.correlationid === undefined ? act() : correlated(first.correlationid, act));
};

const send = async (
  { endpointsOf, putEvent, queueEvent }: Publishing,
  { agency, account, images }: Change,
  events: readonly CloudEvent[],
): Promise<void> => {
  await Promise.all(events.map(putEvent));
  log.info('events published', {
    agency,
    ...(account !== '' && { account }),
    events: events.map(({ id, type, data }) => ({ id, type, entry: data['number'] })),
  });
  const endpoints = await endpointsOf(agency);
  // One after the other, so that each endpoint gets them in order.
  for (const event of events) {
    const receivers = endpoints.filter(
      (endpoint) => wants(endpoint, event.type) && !isBefore(endpoint.createdAt, event, images.at),
    );
    await Promise.all(receivers.map(({ id: endpoint }) => queueEvent({ agency, endpoint, event })));
  }
};

/** Milliseconds by which the clocks of those who write and publish may differ: an event too many is better than one too few. */
const MAX_CLOCK_SKEW_MS = MINUTE_MS;

/** Whether an event is of before an endpoint was there: of when it happened and when it was written, the later counts. */
const isBefore = (createdAt: Instant, { time }: CloudEvent, written: Instant): boolean =>
  Math.max(Date.parse(time), Date.parse(written)) + MAX_CLOCK_SKEW_MS < Date.parse(createdAt);

const countInto = async (
  publishing: Publishing,
  agency: AgencyId,
  group: readonly Found[],
): Promise<number> => {
  const [first] = group;
  if (!first) return Infinity;
  const changes = group.map(({ change }) => change);
  return await attempt(publishing, first, leaveToAudit, () => publishing.countChanges(agency, changes));
};
