import type * as z from 'zod';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { deliveryView } from '../../shared/http/routes/agency/endpoints.ts';
import { deliveryItem, type Delivery } from '../../shared/table/items/endpoint.ts';
import { deliveriesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readEndpoint, type EndpointParts } from './endpoint-parts.ts';

export const listDeliveries =
  ({ ledger: { table } }: EndpointParts): Handler<typeof agencyRoutes.listDeliveries> =>
  async ({ caller: { agency }, params: { endpointId }, query }) => {
    if (!(await readEndpoint(table, agency, endpointId))) return problem('not_found');
    const page = await listPage(table, {
      partition: deliveriesPartition(agency, endpointId),
      item: deliveryItem,
      newestFirst: true,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    return { status: 200, body: { ...page.value, items: page.value.items.map(shownDelivery) } };
  };

const shownDelivery = (delivery: Delivery): z.input<typeof deliveryView> => {
  const { id: eventId, version: _version, event: _event, ttl: _ttl, ...rest } = delivery;
  return { eventId, ...rest };
};
