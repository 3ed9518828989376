import * as z from 'zod';
import { type Act, type Offer, type Payment, tenthsOf } from './payments.ts';
import type { Random } from './random.ts';

const session = z.object({ payment_intent: z.string().nullable() });

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item) });

const charges = listOf(z.object({ status: z.string(), amount: z.int(), amount_refunded: z.int() }));
const refunds = listOf(z.object({ id: z.string() }));
const disputes = listOf(z.object({ id: z.string(), status: z.string(), amount: z.int() }));

/** A payment at Stripe's stand-in: by its payment page, its API and what its test clocks and banks would do. */
export const openStripePayment = (
  act: Act,
  random: Random,
  { secretKey }: { secretKey: string },
  offer: Offer,
): Payment => {
  const id = offer.url?.split('/').at(-1) ?? '';
  const headers = { authorization: `Bearer ${secretKey}` };
  const get = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> =>
    schema.parse(act('GET', path, { headers }));
  const control = (path: string, body: object): void => {
    act('POST', `/controls/${path}`, { body: JSON.stringify(body) });
  };
  const intent = (): string => get(`/v1/checkout/sessions/${id}`, session).payment_intent ?? 'none';
  const disputed = () => get(`/v1/disputes?payment_intent=${intent()}`, disputes).data;
  const charged = () => get(`/v1/charges?payment_intent=${intent()}`, charges).data;

  const refund = (): void => {
    const body = new URLSearchParams({ payment_intent: intent(), amount: String(tenthsOf(offer, random)) });
    act('POST', '/v1/refunds', { headers, body: String(body) });
  };
  const endRefunds = (): void => {
    for (const { id: refundId } of get(`/v1/refunds?payment_intent=${intent()}`, refunds).data)
      control(`refunds/${refundId}`, { status: random.pick(['succeeded', 'succeeded', 'failed']) });
  };
  const dispute = (): void => {
    for (const { amount, amount_refunded: back } of charged())
      if (amount > back)
        control(`payments/${intent()}/dispute`, { amount: amount - back, inquiry: random.chance(0.3) });
  };
  const endDisputes = (): void => {
    for (const { id: disputeId, status } of disputed()) {
      const isInquiry = status === 'warning_needs_response';
      if (isInquiry && random.chance(0.5)) control(`disputes/${disputeId}/escalate`, {});
      else if (isInquiry) control(`disputes/${disputeId}/close`, { outcome: 'warning_closed' });
      else if (status === 'needs_response')
        control(`disputes/${disputeId}/close`, { outcome: random.pick(['won', 'lost']) });
    }
  };

  return {
    pay: () => {
      const outcome = random.pick(['paid', 'paid', 'paid', 'async', 'async_failed']);
      act('POST', `/pay/${id}`, { body: JSON.stringify({ outcome }) });
    },
    change: () => random.pick([refund, refund, endRefunds, dispute, endDisputes, endDisputes])(),
    books: () => {
      const paid = charged().filter(({ status }) => status === 'succeeded');
      const taken = disputed().filter(({ status }) => status === 'needs_response' || status === 'lost');
      return {
        paid: paid.reduce((sum, { amount }) => sum + amount, 0),
        back:
          paid.reduce((sum, { amount_refunded: amount }) => sum + amount, 0) +
          taken.reduce((sum, { amount }) => sum + amount, 0),
      };
    },
  };
};
