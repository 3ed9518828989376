import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { factsOf } from '../../shared/payments/stripe/facts.ts';
import { stripeEvent } from '../../shared/payments/stripe/verify.ts';
import { project } from '../support/sources.ts';

const folder = path.join(project, 'events', 'stripe');

const paymentId = 'pi_3SamplePayment00000000000';
const where = { checkoutId: 'chk_7d793037a0760186574b0282f2f435e7', account: 'alice' };
const whole = { amount: 1000, currency: 'EUR' };
const payment = { type: 'payment', paymentId, money: whole, ...where };
const refund = { type: 'refund', paymentId, cause: 'refund' };
const inPart = {
  ...refund,
  refundId: 're_1SampleRefund00000000000',
  money: { amount: 400, currency: 'EUR' },
  at: '2026-03-03T09:31:00.000Z',
};
const inWhole = {
  ...refund,
  refundId: 're_2SampleRefund00000000000',
  money: whole,
  at: '2026-03-04T09:31:00.000Z',
};
const dispute = { type: 'dispute', paymentId, money: whole };
const inquiry = { ...dispute, disputeId: 'du_1SampleDispute0000000000' };
const contested = { ...dispute, disputeId: 'du_2SampleDispute0000000000' };

/** The facts of each sample. A payment and a dispute have the time of the event. */
const facts = {
  'charge.dispute.closed.inquiry': { ...inquiry, status: 'warning' },
  'charge.dispute.closed.lost': {
    ...contested,
    status: 'lost',
    transactions: { txn_1SampleTransaction000000: -1000 },
  },
  'charge.dispute.closed.won': {
    ...contested,
    status: 'won',
    transactions: { txn_1SampleTransaction000000: -1000, txn_2SampleTransaction000000: 1000 },
  },
  'charge.dispute.created': {
    ...contested,
    status: 'open',
    transactions: { txn_1SampleTransaction000000: -1000 },
  },
  'charge.dispute.created.inquiry': { ...inquiry, status: 'warning' },
  'charge.dispute.funds_reinstated': {
    ...contested,
    status: 'won',
    transactions: { txn_1SampleTransaction000000: -1000, txn_2SampleTransaction000000: 1000 },
  },
  'charge.dispute.funds_withdrawn': {
    ...contested,
    status: 'open',
    transactions: { txn_1SampleTransaction000000: -1000 },
  },
  'checkout.session.async_payment_failed': { ...payment, status: 'failed' },
  'checkout.session.async_payment_succeeded': { ...payment, status: 'paid' },
  'checkout.session.completed.paid': { ...payment, status: 'paid' },
  'checkout.session.completed.unpaid': { ...payment, status: 'pending' },
  'checkout.session.expired': { type: 'checkout_closed', ...where },
  'refund.created': { ...inPart, status: 'succeeded' },
  'refund.created.pending': { ...inWhole, status: 'pending' },
  'refund.failed': { ...inWhole, status: 'failed' },
  'refund.updated.failed': { ...inWhole, status: 'failed' },
};

/** What says nothing that counts, and is no error either. */
const ignored = {
  // These name a charge only, from before payments had intents: each of ours has one.
  'charge.dispute.closed.older': 'a dispute of what is no payment of ours',
  'charge.dispute.created.older': 'a dispute of what is no payment of ours',
  'charge.dispute.funds_reinstated.older': 'a dispute of what is no payment of ours',
  'charge.refunded': 'a sum over time, of which each refund tells by itself',
  'payment_intent.succeeded': 'a payment that its session tells of',
};

const sample = (name: string) =>
  stripeEvent.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));

test.each(Object.entries(facts))('%s is understood', (name, fact) => {
  const told = sample(name);
  expect(factsOf(told)).toEqual([{ at: new Date(told.created * 1000).toISOString(), ...fact }]);
});

test.each(Object.entries(ignored))('%s is ignored: %s', (name) => {
  expect(factsOf(sample(name))).toEqual([]);
});

test('every captured event has a test', () => {
  const samples = globSync('*.json', { cwd: folder }).map((file) => path.basename(file, '.json'));
  expect(samples.toSorted()).toEqual(Object.keys({ ...facts, ...ignored }).toSorted());
});
