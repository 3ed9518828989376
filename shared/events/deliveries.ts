import { readRecord } from '../agency/crud.ts';
import { randomId, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { cloudEvent } from '../table/items/cloud-event.ts';
import { deliveryItem, endpointItem, type Delivery } from '../table/items/endpoint.ts';
import { deliveriesPartition, deliveryKey, endpointKey } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import type { EndpointParts } from './endpoint-parts.ts';
import { endpointResource } from './endpoints.ts';
import { queueAgain } from './event-queue.ts';

type NotFound = { code: 'not_found' };

/** A page of what became of an endpoint's events, newest first. */
export const listDeliveries = async (
  table: Table,
  agency: AgencyId,
  endpoint: string,
  page: PageRequest,
): Promise<Result<Page<Delivery>, NotFound | InvalidCursor>> => {
  const known = await readRecord(table, endpointResource(agency, endpoint));
  if (!known.ok) return known;
  return await listPage(table, {
    partition: deliveriesPartition(agency, endpoint),
    item: deliveryItem,
    newestFirst: true,
    ...page,
  });
};

/** Queues an event again that was delivered or has failed. */
export const resendDelivery = async (
  { ledger: { table }, queue }: Pick<EndpointParts, 'ledger' | 'queue'>,
  agency: AgencyId,
  endpoint: string,
  eventId: string,
): Promise<Result<undefined, NotFound | { code: 'endpoint_disabled' }>> => {
  const keys = [endpointKey(agency, endpoint), deliveryKey(agency, endpoint, eventId)] as const;
  const read = await readTogether(table, keys);
  const known = decode(endpointItem, read(keys[0]));
  const delivery = decode(deliveryItem, read(keys[1]));
  if (!known || !delivery) return err({ code: 'not_found' });
  if (known.status === 'disabled') return err({ code: 'endpoint_disabled' });
  const event = cloudEvent.parse(JSON.parse(delivery.event));
  await queueAgain(queue, { agency, endpoint, event }, randomId('resend'));
  return ok(undefined);
};
