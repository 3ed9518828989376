import { expect, test } from 'vitest';
import { factOf } from '../../shared/payments/stripe/facts.ts';

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

const dispute = (status: string, more: object = {}) => ({
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

test('a refund is known by its own id, with its own amount', () => {
  expect(factOf(event('refund.created', refund()))).toEqual({
    type: 'refund',
    paymentId: 'pi_1',
    refundId: 're_1',
    cause: 'refund',
    status: 'succeeded',
    money: { amount: 400, currency: 'EUR' },
    at: '2026-03-02T00:00:00.000Z',
  });
});

test.each([
  ['refund.created', 'pending', 'pending'],
  ['refund.updated', 'requires_action', 'pending'],
  ['refund.updated', 'succeeded', 'succeeded'],
  ['refund.failed', 'failed', 'failed'],
  ['refund.updated', 'canceled', 'failed'],
])('%s with status %s is a refund that is %s', (type, status, expected) => {
  expect(factOf(event(type, refund({ status })))).toMatchObject({ type: 'refund', status: expected });
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
])('%s with status %s is a dispute that is %s', (type, status, expected) => {
  expect(factOf(event(type, dispute(status)))).toMatchObject({
    type: 'dispute',
    paymentId: 'pi_1',
    disputeId: 'dp_1',
    status: expected,
    money: { amount: 1000, currency: 'EUR' },
  });
});

test('what is about no payment intent is about no payment of ours', () => {
  expect(factOf(event('refund.created', refund({ payment_intent: null })))).toBeUndefined();
  expect(
    factOf(event('charge.dispute.created', dispute('needs_response', { payment_intent: undefined }))),
  ).toBeUndefined();
});

test('a sum over time is of no interest: it would count a refund twice', () => {
  expect(factOf(event('charge.refunded', { id: 'ch_1', amount_refunded: 400 }))).toBeUndefined();
});

test.each([
  ['refund.created', refund({ amount: -1 })],
  ['refund.created', refund({ status: 'maybe' })],
  ['refund.created', refund({ currency: 'euro' })],
  ['charge.dispute.created', dispute('perhaps')],
])('%s in another shape than Stripe documents is malformed', (type, object) => {
  expect(factOf(event(type, object))).toBe('malformed');
});
