import * as z from 'zod';
import { type Act, type Offer, type Payment, tenthsOf } from './payments.ts';
import { leftOf } from './paypal-report.ts';
import type { ProviderFaults } from './provider-faults.ts';
import type { Random } from './random.ts';

/** Minor units; all our prices have two decimals. */
const money = z.object({ value: z.string() }).transform(({ value }) => Math.round(Number(value) * 100));

const order = z.object({
  status: z.string(),
  purchase_units: z.tuple([
    z.object({
      payments: z
        .object({ captures: z.array(z.object({ id: z.string(), status: z.string(), amount: money })) })
        .default({ captures: [] }),
    }),
  ]),
});

const disputes = z.object({ items: z.array(z.object({ dispute_id: z.string() })) });

const dispute = z.object({
  dispute_id: z.string(),
  status: z.string(),
  dispute_life_cycle_stage: z.string(),
  dispute_amount: money,
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string() })),
});

type Dispute = z.infer<typeof dispute>;

const oneCapture = z.object({ status: z.string() });

const token = z.object({ access_token: z.string() });

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

const OUTCOMES = ['RESOLVED_BUYER_FAVOUR', 'RESOLVED_SELLER_FAVOUR', 'CANCELED_BY_BUYER'] as const;
const OTHER_OUTCOMES = ['NONE', 'ACCEPTED', 'DENIED', 'RESOLVED_WITH_PAYOUT'] as const;

/** Fields that say neither whose money a dispute is about, nor when. */
const OMITTED = ['reason', 'links'] as const;

/**
 * A payment at PayPal's stand-in. Its customer only approves: the money is taken when somebody captures the order.
 * @param others the orders of the agency's other payments
 */
export const openPaypalPayment = (
  act: Act,
  random: Random,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  offer: Offer,
  { drawn, others }: { drawn: ProviderFaults; others: () => readonly string[] },
): Payment => {
  const id = orderOf(offer);
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
  const read = (orderId = id) => get(`v2/checkout/orders/${orderId}`, order);
  const captures = (orderId = id) => read(orderId).purchase_units[0].payments.captures;
  /** Paid, and nothing of it was refunded. */
  const isWhole = (orderId: string): boolean =>
    captures(orderId).some(({ status }) => status === 'COMPLETED');
  const disputed = (): Dispute[] =>
    captures()
      .flatMap((capture) => get(`v1/customer/disputes?disputed_transaction_id=${capture.id}`, disputes).items)
      .map(({ dispute_id: disputeId }) => get(`v1/customer/disputes/${disputeId}`, dispute));
  const approve = (): void => {
    const results = ['completed', 'completed', 'completed', 'pending', 'declined'] as const;
    const capture = drawn.has('declines') && random.chance(0.3) ? 'refused' : random.pick(results);
    act('POST', `/paypal/checkoutnow?token=${id}`, {
      body: JSON.stringify({ outcome: 'approve_and_leave', capture }),
    });
  };

  const contest = (): void => {
    // A bank takes the money at once; with PayPal, buyer and seller may talk first.
    const channel = random.pick(['INTERNAL', 'EXTERNAL']);
    const stage = channel === 'EXTERNAL' || random.chance(0.5) ? 'CHARGEBACK' : 'INQUIRY';
    // PayPal does not say how a dispute is divided: it is plain only where all of each payment is contested.
    const isShared = drawn.has('several_payments') && random.chance(0.5) && isWhole(id);
    const [other, ...more] = isShared ? others().filter(isWhole) : [];
    control(`captures/${id}/dispute`, {
      stage,
      channel,
      ...(other !== undefined && { with: [random.pick([other, ...more])] }),
      ...(drawn.has('missing_fields') && random.chance(0.5) && { omitted: [random.pick(OMITTED)] }),
    });
  };
  const accepted = ({ dispute_amount: all, disputed_transactions: payments }: Dispute): number =>
    payments.length > 1 ? all : random.pick([all, Math.min(all, tenthsOf(offer, random))]);
  const resolve = (one: Dispute): void => {
    const outcome = random.pick(drawn.has('other_outcomes') ? [...OUTCOMES, ...OTHER_OUTCOMES] : OUTCOMES);
    const isAccepted = outcome === 'RESOLVED_BUYER_FAVOUR' && drawn.has('refund_in_dispute');
    control(`disputes/${one.dispute_id}/resolve`, {
      outcome,
      ...(isAccepted && random.chance(0.5) && { by: 'seller', amount: accepted(one) }),
    });
  };
  /** After a dispute began. PayPal does not say whether a new decision is about that money. */
  let hasRefunded = false;
  /** A dispute about several payments began when each was whole, and is ended and begun anew by way of any of them. */
  const isRefundedSince = ({ disputed_transactions: payments }: Dispute): boolean =>
    hasRefunded ||
    (payments.length > 1 &&
      payments.some(
        ({ seller_transaction_id: payment }) =>
          get(`v2/payments/captures/${payment}`, oneCapture).status !== 'COMPLETED',
      ));
  const endDisputes = (): void => {
    for (const one of disputed()) {
      if (one.status === 'RESOLVED') {
        if (drawn.has('second_decision') && !isRefundedSince(one) && random.chance(0.5))
          control(`disputes/${one.dispute_id}/reopen`, {});
      } else if (one.dispute_life_cycle_stage === 'INQUIRY' && random.chance(0.5)) {
        control(`disputes/${one.dispute_id}/update`, { stage: 'CHARGEBACK' });
      } else resolve(one);
    }
  };
  const refund = (): void => {
    hasRefunded ||= disputed().length > 0;
    control(`captures/${id}/refund`, { amount: tenthsOf(offer, random) });
  };
  const approveAnew = (): void => {
    const { status } = read();
    if (status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED') approve();
  };

  return {
    pay: approve,
    change: () => {
      const changes = [refund, refund, contest, endDisputes, endDisputes] as const;
      return random.pick(drawn.has('declines') ? [...changes, approveAnew, approveAnew] : changes)();
    },
    books: () => {
      const paid = captures().filter(({ status }) => status !== 'PENDING' && status !== 'DECLINED');
      // Buyer and seller still talk in an inquiry: what PayPal holds meanwhile is not taken yet.
      const isTalk = disputed().some(
        ({ status, dispute_life_cycle_stage: stage }) => status !== 'RESOLVED' && stage === 'INQUIRY',
      );
      return {
        paid: paid.reduce((sum, { amount }) => sum + amount, 0),
        back: paid.reduce((sum, capture) => sum + leftOf(get, capture.id, isTalk), 0),
      };
    },
  };
};

/** PayPal's order for what was offered. */
export const orderOf = ({ url = '' }: Offer): string => new URL(url).searchParams.get('token') ?? '';
