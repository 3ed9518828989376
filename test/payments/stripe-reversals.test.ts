import { expect, test } from 'vitest';
import { factsOf } from '../../shared/payments/stripe/facts.ts';

const CREATED = Date.parse('2026-03-02') / 1000;

const event = (type: string, object: object) => ({
  id: 'evt_1',
  type,
  created: CREATED + 100,
  data: { object },
});

const refund = (more: object = {}) => ({
  id: 're_1',
  object: 'refund',
  payment_intent: 'pi_1',
  charge: 'ch_1',
  amount: 400,
  currency: 'eur',
  created: CREATED,
  status: 'succeeded',
  ...more,
});

const dispute = (status: string | null, more: object = {}) => ({
  id: 'dp_1',
  object: 'dispute',
  payment_intent: 'pi_1',
  charge: 'ch_1',
  amount: 1000,
  currency: 'eur',
  created: CREATED,
  status,
  ...more,
});

const refundStatement = {
  type: 'refund',
  paymentId: 'pi_1',
  refundId: 're_1',
  cause: 'refund',
  status: 'succeeded',
  money: { amount: 400, currency: 'EUR' },
  at: '2026-03-02T00:00:00.000Z',
};

test('a refund has its own id and amount', () => {
  expect(factsOf(event('refund.created', refund()))).toEqual([refundStatement]);
});

test.each([
  ['refund.created', 'pending', 'pending'],
  ['refund.updated', 'requires_action', 'pending'],
  ['refund.updated', 'succeeded', 'succeeded'],
  ['refund.failed', 'failed', 'failed'],
  ['refund.updated', 'canceled', 'failed'],
  ['refund.updated', 'blocked', 'pending'],
  ['refund.updated', null, 'pending'],
  ['charge.refund.updated', 'succeeded', 'succeeded'],
])('%s with status %s is a refund that is %s', (type, status, expected) => {
  expect(factsOf(event(type, refund({ status })))).toMatchObject([{ type: 'refund', status: expected }]);
});

test.each([
  ['charge.dispute.created', 'warning_needs_response', 'warning'],
  ['charge.dispute.updated', 'warning_under_review', 'warning'],
  ['charge.dispute.closed', 'warning_closed', 'warning'],
  ['charge.dispute.closed', 'prevented', 'warning'],
  ['charge.dispute.created', 'needs_response', 'open'],
  ['charge.dispute.updated', 'under_review', 'open'],
  ['charge.dispute.closed', 'lost', 'lost'],
  ['charge.dispute.closed', 'won', 'won'],
  ['charge.dispute.funds_withdrawn', 'needs_response', 'open'],
  ['charge.dispute.funds_withdrawn', 'warning_needs_response', 'open'],
  ['charge.dispute.funds_withdrawn', 'lost', 'lost'],
  ['charge.dispute.funds_reinstated', 'under_review', 'won'],
  ['charge.dispute.funds_reinstated', 'lost', 'lost'],
  ['charge.dispute.updated', 'appeal_needs_response', 'open'],
  ['charge.dispute.updated', 'appeal_under_review', 'open'],
])('%s with status %s is a dispute that is %s', (type, status, expected) => {
  expect(factsOf(event(type, dispute(status)))).toEqual([
    {
      type: 'dispute',
      paymentId: 'pi_1',
      disputeId: 'dp_1',
      status: expected,
      money: { amount: 1000, currency: 'EUR' },
      at: '2026-03-02T00:01:40.000Z',
    },
  ]);
});

test.each(['charge_refunded', 'in_arbitration', null])(
  'a dispute in the unknown status %s counts as open since it began',
  (status) => {
    expect(factsOf(event('charge.dispute.updated', dispute(status)))).toMatchObject([
      { status: 'warning', at: '2026-03-02T00:00:00.000Z' },
    ]);
  },
);

test('a refund in an unknown status has failed if its money came back', () => {
  const back = refund({ status: 'blocked', failure_balance_transaction: 'txn_1' });
  expect(factsOf(event('refund.updated', back))).toMatchObject([{ status: 'failed' }]);
});

const transaction = (id: string, amount: number, more: object = {}) => ({
  id,
  amount,
  currency: 'eur',
  ...more,
});

test.each([
  [
    'its own currency',
    [transaction('txn_1', -1000), transaction('txn_2', 400)],
    { txn_1: -1000, txn_2: 400 },
  ],
  [
    'another currency, by shares of what was withdrawn',
    [
      transaction('txn_1', -160_000, { currency: 'jpy', exchange_rate: 160 }),
      transaction('txn_2', 68_000, { currency: 'jpy', exchange_rate: 170 }),
    ],
    { txn_1: -1000, txn_2: 400 },
  ],
])('a dispute names its movements of money in %s', (_, balance_transactions, transactions) => {
  expect(factsOf(event('charge.dispute.closed', dispute('lost', { balance_transactions })))).toMatchObject([
    { status: 'lost', transactions },
  ]);
});

test.each([[[]], [undefined], [['txn_1']]])(
  'a dispute with the transactions %j has no movement',
  (balance_transactions) => {
    const [fact] = factsOf(event('charge.dispute.closed', dispute('lost', { balance_transactions })));
    expect(fact).not.toHaveProperty('transactions');
  },
);

test('an object without a payment intent is ignored', () => {
  expect(factsOf(event('refund.created', refund({ payment_intent: null })))).toEqual([]);
  expect(
    factsOf(event('charge.dispute.created', dispute('needs_response', { payment_intent: undefined }))),
  ).toEqual([]);
});

test('a refunded charge yields the refunds that it lists, never their sum', () => {
  const charge = { id: 'ch_1', payment_intent: 'pi_1', amount_refunded: 700 };
  expect(factsOf(event('charge.refunded', charge))).toEqual([]);
  const { payment_intent: _, ...listed } = refund();
  const refunds = { object: 'list', data: [listed, refund({ id: 're_2', amount: 300 })] };
  expect(factsOf(event('charge.refunded', { ...charge, refunds }))).toEqual([
    refundStatement,
    { ...refundStatement, refundId: 're_2', money: { amount: 300, currency: 'EUR' } },
  ]);
});

test.each([
  ['refund.created', refund({ amount: -1 })],
  ['refund.created', refund({ status: 7 })],
  ['refund.created', refund({ currency: 'euro' })],
  ['charge.dispute.created', dispute('won', { amount: 'all' })],
])('%s in an undocumented form is malformed', (type, object) => {
  expect(factsOf(event(type, object))).toBe('malformed');
});
