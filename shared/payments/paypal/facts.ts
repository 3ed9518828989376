import type * as z from 'zod';
import type { Instant } from '../../kernel/clock.ts';
import type { QueuedFact } from '../message.ts';
import { declinedCapture } from './declines.ts';
import { disputed } from './dispute-statements.ts';
import { paypalCapture, paypalDispute, paypalOrder, paypalRefund } from './objects.ts';
import { approved, captured, wentBack } from './statements.ts';
import type { PaypalEvent } from './verify.ts';

type Reader = (resource: unknown, at: Instant) => QueuedFact[] | 'malformed';

const reading =
  <Schema extends z.ZodType>(
    schema: Schema,
    say: (resource: z.output<Schema>, at: Instant) => QueuedFact[],
  ): Reader =>
  (resource, at) => {
    const parsed = schema.safeParse(resource);
    return parsed.success ? say(parsed.data, at) : 'malformed';
  };

const capture = reading(paypalCapture, (resource, at) => [captured(resource, at)]);
const failedCapture = reading(paypalCapture, (resource, at) => [
  captured(resource, at, 'failed'),
  ...declinedCapture(resource, at),
]);
const dispute = reading(paypalDispute, disputed);

/**
 * The events about payments, by type. Of the events about orders only the approval counts, which requests the capture:
 * `CHECKOUT.ORDER.COMPLETED` also arrives while the capture is pending.
 * @see https://developer.paypal.com/api/rest/webhooks/event-names/
 */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['CHECKOUT.ORDER.APPROVED', reading(paypalOrder, approved)],
  ['PAYMENT.CAPTURE.COMPLETED', capture],
  ['PAYMENT.CAPTURE.PENDING', capture],
  ['PAYMENT.CAPTURE.DENIED', failedCapture],
  ['PAYMENT.CAPTURE.DECLINED', failedCapture],
  ['PAYMENT.CAPTURE.REFUNDED', reading(paypalRefund, (resource) => wentBack(resource, 'refund'))],
  ['PAYMENT.CAPTURE.REVERSED', reading(paypalRefund, (resource) => wentBack(resource, 'reversal'))],
  ['CUSTOMER.DISPUTE.CREATED', dispute],
  ['CUSTOMER.DISPUTE.UPDATED', dispute],
  ['CUSTOMER.DISPUTE.RESOLVED', dispute],
]);

/** @returns what the event says; nothing where it is of no interest */
export const factsOf = ({
  event_type: type,
  create_time: at,
  resource,
}: PaypalEvent): QueuedFact[] | 'malformed' => readers.get(type)?.(resource, at) ?? [];
