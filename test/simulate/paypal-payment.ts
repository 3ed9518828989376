import * as z from 'zod';
import { type Act, type Offer, type Payment, tenthsOf } from './payments.ts';
import type { Random } from './random.ts';

/** Minor units; all our prices have two decimals. */
const money = z.object({ value: z.string() }).transform(({ value }) => Math.round(Number(value) * 100));

const order = z.object({
  purchase_units: z.tuple([
    z.object({
      payments: z
        .object({
          captures: z.array(z.object({ id: z.string(), status: z.string(), amount: money })),
          refunds: z.array(z.object({ amount: money })).default([]),
        })
        .default({ captures: [], refunds: [] }),
    }),
  ]),
});

const disputes = z.object({ items: z.array(z.object({ dispute_id: z.string() })) });

const dispute = z.object({
  dispute_id: z.string(),
  status: z.string(),
  dispute_life_cycle_stage: z.string(),
  dispute_channel: z.string(),
  dispute_amount: money,
  dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
});

const token = z.object({ access_token: z.string() });

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** A payment at PayPal's stand-in. Its customer only approves: the money is taken when somebody captures the order. */
export const openPaypalPayment = (
  act: Act,
  random: Random,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  offer: Offer,
): Payment => {
  const id = new URL(offer.url ?? '').searchParams.get('token') ?? '';
  const bearer = (): string =>
    token.parse(
      act('POST', '/paypal/v1/oauth2/token', {
        headers: { authorization: basic(`${clientId}:${clientSecret}`) },
        body: 'grant_type=client_credentials',
      }),
    ).access_token;
  const get = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> =>
    schema.parse(act('GET', `/paypal/${path}`, { headers: { authorization: `Bearer ${bearer()}` } }));
  const control = (path: string, body: object): void => {
    act('POST', `/controls/paypal/${path}`, { body: JSON.stringify(body) });
  };
  const payments = () => get(`v2/checkout/orders/${id}`, order).purchase_units[0].payments;
  const disputed = () =>
    payments()
      .captures.flatMap(
        (capture) => get(`v1/customer/disputes?disputed_transaction_id=${capture.id}`, disputes).items,
      )
      .map(({ dispute_id: disputeId }) => get(`v1/customer/disputes/${disputeId}`, dispute));

  const contest = (): void => {
    // A bank takes the money at once; with PayPal, buyer and seller may talk first.
    const channel = random.pick(['INTERNAL', 'EXTERNAL']);
    const stage = channel === 'EXTERNAL' || random.chance(0.5) ? 'CHARGEBACK' : 'INQUIRY';
    control(`captures/${id}/dispute`, { stage, channel });
  };
  const endDisputes = (): void => {
    for (const { dispute_id: disputeId, dispute_life_cycle_stage: stage } of disputed()) {
      if (stage === 'INQUIRY' && random.chance(0.5)) {
        control(`disputes/${disputeId}/update`, { stage: 'CHARGEBACK' });
        continue;
      }
      const outcome = random.pick(['RESOLVED_BUYER_FAVOUR', 'RESOLVED_SELLER_FAVOUR', 'CANCELED_BY_BUYER']);
      control(`disputes/${disputeId}/resolve`, { outcome });
    }
  };
  const refund = (): void => {
    control(`captures/${id}/refund`, { amount: tenthsOf(offer, random) });
  };

  return {
    pay: () => {
      const capture = random.pick(['completed', 'completed', 'completed', 'pending', 'declined']);
      act('POST', `/paypal/checkoutnow?token=${id}`, {
        body: JSON.stringify({ outcome: 'approve_and_leave', capture }),
      });
    },
    change: () => random.pick([refund, refund, contest, endDisputes, endDisputes])(),
    books: () => {
      const { captures, refunds } = payments();
      const paid = captures.filter(({ status }) => status !== 'PENDING' && status !== 'DECLINED');
      // Buyer and seller still talk in an inquiry. What PayPal itself takes for the buyer is among the refunds.
      const taken = disputed().filter((one) =>
        one.status === 'RESOLVED'
          ? one.dispute_outcome?.outcome_code === 'RESOLVED_BUYER_FAVOUR' &&
            one.dispute_channel === 'EXTERNAL'
          : one.dispute_life_cycle_stage !== 'INQUIRY',
      );
      return {
        paid: paid.reduce((sum, { amount }) => sum + amount, 0),
        back:
          refunds.reduce((sum, { amount }) => sum + amount, 0) +
          taken.reduce((sum, { dispute_amount: amount }) => sum + amount, 0),
      };
    },
  };
};
