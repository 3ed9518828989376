import { queueAgain } from '../../shared/events/event-queue.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { cloudEvent } from '../../shared/table/items/cloud-event.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { deliveryItem, endpointItem } from '../../shared/table/items/endpoint.ts';
import { deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import type { EndpointParts } from './endpoint-parts.ts';

export const resendDelivery =
  ({ ledger: { table }, queue }: EndpointParts): Handler<typeof agencyRoutes.resendDelivery> =>
  async ({ caller: { agency }, params: { endpointId, eventId } }) => {
    const keys = [endpointKey(agency, endpointId), deliveryKey(agency, endpointId, eventId)] as const;
    const read = await readTogether(table, keys);
    const endpoint = decode(endpointItem, read(keys[0]));
    const delivery = decode(deliveryItem, read(keys[1]));
    if (!endpoint || !delivery) return problem('not_found');
    if (endpoint.status === 'disabled') return problem('endpoint_disabled');
    const event = cloudEvent.parse(JSON.parse(delivery.event));
    await queueAgain(queue, { agency, endpoint: endpointId, event }, randomId('resend'));
    return { status: 202, body: null };
  };
