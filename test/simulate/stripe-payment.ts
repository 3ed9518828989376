import * as z from 'zod';
import { type Act, type Offer, type Payment, tenthsOf } from './payments.ts';
import type { ProviderFaults } from './provider-faults.ts';
import type { Random } from './random.ts';

const session = z.object({ payment_intent: z.string().nullable() });

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item) });

const charges = listOf(z.object({ status: z.string(), amount: z.int(), amount_refunded: z.int() }));
const refunds = listOf(z.object({ id: z.string() }));
const disputes = listOf(
  z.object({
    id: z.string(),
    status: z.string(),
    amount: z.int(),
    balance_transactions: z.array(z.object({ amount: z.int() })),
  }),
);

type Dispute = z.infer<typeof disputes>['data'][number];

/** What a dispute has taken, which is what its money says. */
const takenBy = ({ balance_transactions: moved }: Dispute): number =>
  moved.reduce((sum, { amount }) => sum - amount, 0);

const DECIDED: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed']);

/** A payment at Stripe's stand-in: by its payment page, its API and what its test clocks and banks would do. */
export const openStripePayment = (
  act: Act,
  random: Random,
  { secretKey }: { secretKey: string },
  offer: Offer,
  drawn: ProviderFaults,
): Payment => {
  const id = offer.url?.split('/').at(-1) ?? '';
  const headers = { authorization: `Bearer ${secretKey}` };
  const get = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> =>
    schema.parse(act('GET', path, { headers }));
  const control = (path: string, body: object): void => {
    act('POST', `/controls/${path}`, { body: JSON.stringify(body) });
  };
  const onPage = (choice: object): void => {
    act('POST', `/pay/${id}`, { body: JSON.stringify(choice) });
  };
  const intent = (): string => get(`/v1/checkout/sessions/${id}`, session).payment_intent ?? 'none';
  const disputed = () => get(`/v1/disputes?payment_intent=${intent()}`, disputes).data;
  const charged = () => get(`/v1/charges?payment_intent=${intent()}`, charges).data;
  const refunded = () => get(`/v1/refunds?payment_intent=${intent()}`, refunds).data;

  const refund = (): void => {
    const body = new URLSearchParams({ payment_intent: intent(), amount: String(tenthsOf(offer, random)) });
    act('POST', '/v1/refunds', { headers, body: String(body) });
  };
  const endRefunds = (): void => {
    for (const { id: refundId } of refunded())
      control(`refunds/${refundId}`, { status: random.pick(['succeeded', 'succeeded', 'failed']) });
  };
  const contest = (): void => {
    for (const { amount, amount_refunded: back } of charged()) {
      const isWhole = drawn.has('partial_reinstatement') && random.chance(0.5);
      const body = { amount: isWhole ? amount : amount - back, inquiry: random.chance(0.3) };
      if (amount > back) control(`payments/${intent()}/dispute`, body);
    }
  };
  const decide = ({ id: disputeId, amount }: Dispute): void => {
    const outcome = random.pick(['won', 'lost']);
    const isPart = outcome === 'lost' && drawn.has('partial_reinstatement') && random.chance(0.5);
    const reinstated = isPart ? { reinstated: Math.min(amount, tenthsOf(offer, random)) } : {};
    control(`disputes/${disputeId}/close`, { outcome, ...reinstated });
  };
  const endDisputes = (): void => {
    for (const one of disputed()) {
      const isInquiry = one.status.startsWith('warning') && !DECIDED.has(one.status);
      if (isInquiry && random.chance(0.5)) control(`disputes/${one.id}/escalate`, {});
      else if (isInquiry) control(`disputes/${one.id}/close`, { outcome: 'warning_closed' });
      else if (!DECIDED.has(one.status) || drawn.has('second_decision')) decide(one);
    }
  };
  const changeStatuses = (): void => {
    for (const { id: refundId } of refunded())
      control(`refunds/${refundId}`, {
        status: random.pick([null, 'requires_action', 'blocked', 'canceled']),
      });
    const appeals = random.pick([
      'under_review',
      'appeal_needs_response',
      'appeal_under_review',
      'arbitration',
    ]);
    for (const one of disputed())
      if (one.status === 'needs_response') control(`disputes/${one.id}/status`, { status: appeals });
  };

  return {
    pay: () => {
      if (drawn.has('declines') && random.chance(0.3)) {
        onPage({ outcome: 'declined', decline: random.pick(['insufficient_funds', 'expired_card']) });
        if (random.chance(0.3)) return;
      }
      onPage({ outcome: random.pick(['paid', 'paid', 'paid', 'async', 'async_failed']) });
    },
    change: () => {
      const changes = [refund, refund, endRefunds, contest, endDisputes, endDisputes] as const;
      return random.pick(drawn.has('other_statuses') ? [...changes, changeStatuses] : changes)();
    },
    books: () => {
      const paid = charged().filter(({ status }) => status === 'succeeded');
      return {
        paid: paid.reduce((sum, { amount }) => sum + amount, 0),
        back:
          paid.reduce((sum, { amount_refunded: amount }) => sum + amount, 0) +
          disputed().reduce((sum, one) => sum + takenBy(one), 0),
      };
    },
  };
};
