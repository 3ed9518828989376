import { admit, noSlotWaitMs } from '../../shared/events/circuit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Circuit } from '../../shared/table/items/circuit.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { dial, type Dialling } from './dial.ts';
import { releaseDeliverySlot, takeDeliverySlot } from './delivery-slots.ts';
import type { Answer } from './post.ts';

/** What the sender needs of the world. */
export type Sending = Ledger & Dialling;

/** What the endpoint answered, or for how many milliseconds the event has to wait for its next attempt. */
export type Attempt = { answer: Answer } | { wait: number };

/**
 * Sends an event once, unless its endpoint's circuit is open or all slots for waiting deliveries are taken.
 * @param age milliseconds that the event has waited
 */
export const tryOnce = async (
  sending: Sending,
  endpoint: Endpoint,
  circuit: Circuit,
  event: { id: string; body: string },
  age: number,
): Promise<Attempt> => {
  const admission = admit(circuit, sending.now(), age);
  if ('wait' in admission) return admission;
  const take = async (): Promise<boolean> => await takeDeliverySlot(sending, endpoint, event.id);
  const hasSlot = admission.send === 'with_slot';
  if (hasSlot && !(await take())) return { wait: noSlotWaitMs(age) };
  const dialled = await dial(sending, endpoint, event, hasSlot ? async () => true : take);
  if (!dialled) return { wait: noSlotWaitMs(age) };
  // A quick answer of an endpoint that was never slow needs no note.
  if (hasSlot || dialled.pace !== 'quick')
    await releaseDeliverySlot(sending, endpoint, event.id, dialled.pace);
  return { answer: dialled.answer };
};
