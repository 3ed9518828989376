import { createOrder, getService } from '@scrip/client';
import type { Connection, Fault } from '../core/connection.ts';
import { keptKey } from './kept-key.ts';
import type { Thing } from './thing.ts';

/** It may have been ordered nevertheless: the same deed goes on under the same key. */
const UNANSWERED = new Set(['network_error', 'aborted', 'unauthorized', 'busy', 'internal_error']);

/** A service. Its order names the price that was agreed to. */
export const serviceThing = async (
  { api, client, faultOf }: Connection,
  serviceId: string,
): Promise<Thing | Fault> => {
  const answer = await client.call(getService, { params: { serviceId } });
  if (!answer.ok) return faultOf(answer.failure);
  const { name, description, price, restricted, payment, pay } = answer.value;
  return {
    what: 'service',
    name,
    description,
    purpose: { services: [serviceId] },
    price: { ...price, restricted },
    isHeld: payment === 'when_done',
    isDone: false,
    reasons: pay.reasons,
    ask: (shown) => Promise.resolve({ done: shown }),
    pay: async ({ price: credits }) => {
      const { idempotencyKey, forget } = keptKey(`${api} ${serviceId} ${credits}`);
      const ordered = await client.call(
        createOrder,
        { params: { serviceId }, body: { credits } },
        { idempotencyKey },
      );
      if (ordered.ok || !UNANSWERED.has(ordered.failure.code)) forget();
      if (ordered.ok) return { done: { what: 'service', orderId: ordered.value.id, serviceId, credits } };
      const { failure } = ordered;
      if (failure.code === 'insufficient_credits') return { short: failure.shortfall };
      if (failure.code === 'amount_differs' && failure.credits !== undefined) {
        const { credits: now } = failure;
        return { price: { base: now, price: now, restricted: Math.min(now, restricted) } };
      }
      return { fault: faultOf(failure) };
    },
  };
};
