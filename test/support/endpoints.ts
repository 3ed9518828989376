import { randomId } from '../../shared/kernel/ids.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { deliveryItem, endpointItem, type Endpoint } from '../../shared/table/items/endpoint.ts';
import { deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

/** An endpoint as stored. */
export const putEndpoint = async (
  { table }: Ledger,
  agency: string,
  more: Partial<Endpoint> = {},
): Promise<Endpoint> => {
  const endpoint: Endpoint = {
    agency,
    id: randomId('end'),
    version: 0,
    url: 'https://example.com/events',
    status: 'active',
    createdAt: '2026-03-01T00:00:00.000Z',
    ...more,
  };
  await putGuarded(table, {
    key: endpointKey(agency, endpoint.id),
    schema: endpointItem,
    item: endpoint,
    version: 0,
  });
  return { ...endpoint, version: 1 };
};

export const readEndpoint = ({ table }: Ledger, { agency, id }: Endpoint) =>
  readOne(table, endpointKey(agency, id), endpointItem);

export const readDelivery = ({ table }: Ledger, { agency, id }: Endpoint, event: CloudEvent) =>
  readOne(table, deliveryKey(agency, id, event.id), deliveryItem);

/** @param place between 0 and 35: events of a later place are later */
export const someEvent = (agency: string, place = 0): CloudEvent => ({
  specversion: '1.0',
  id: `evt_0mm6ga000${place.toString(36)}0000000000000000000`,
  source: `scrip/${agency}`,
  type: 'credits.spent',
  subject: 'customer',
  time: '2026-03-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  data: { number: 2, kind: 'spend', reference: 'order', amount: 1, balance: 9 },
});
