import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { endpointsOf } from '../../shared/events/endpoints.ts';
import type { EventQueue } from '../../shared/events/event-queue.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { accountChangesOf } from './account-changes.ts';
import { countChangesInto } from './count-changes.ts';
import { eventsOfWith } from './events-of.ts';
import { once } from './once.ts';
import { publishWith } from './publish.ts';
import { putEventOn, type EventBus } from './put-events.ts';
import { queueEventIn } from './queue-event.ts';
import { setAsideChangeIn } from './set-aside.ts';

export type PublisherParts = {
  ledger: Ledger;
  bus: EventBus;
  queue: EventQueue;
  /** Where changes are kept that can't be published. */
  aside: EventQueue;
};

/**
 * Publishes batches of the table's stream. Settings and endpoints are read once per batch, after its changes
 * were made, so that an endpoint gets every event from its creation on.
 */
export const publisherOn =
  ({ ledger, bus, queue, aside }: PublisherParts) =>
  async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const { table } = ledger;
    const accountChanges = accountChangesOf(table);
    const lowBalance = once(
      async (agency: AgencyId) => (await readOne(table, settingsKey(agency), settingsItem))?.lowBalance,
    );
    const publish = publishWith({
      eventsOf: eventsOfWith(accountChanges, lowBalance),
      endpointsOf: once((agency: AgencyId) => endpointsOf(table, agency)),
      putEvent: putEventOn(bus),
      queueEvent: queueEventIn(queue),
      countChanges: countChangesInto(ledger, accountChanges),
      setAside: setAsideChangeIn(aside),
      now: ledger.now,
    });
    return await publish(records);
  };
