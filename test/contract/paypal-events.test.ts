import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { factsOf } from '../../shared/payments/paypal/facts.ts';
import { paypalEvent } from '../../shared/payments/paypal/verify.ts';
import { project } from '../support/sources.ts';

const folder = path.join(project, 'events', 'paypal');

const paymentId = '3SAMPLE0CAPTURE01';
const where = { checkoutId: 'chk_7d793037a0760186574b0282f2f435e7', account: 'alice' };
const whole = { amount: 1000, currency: 'EUR' };
const payment = { type: 'payment', paymentId, money: whole, ...where };
const dispute = {
  type: 'dispute',
  paymentId,
  disputeId: 'PP-R-5AM-10000001',
  money: whole,
  beganAt: '2026-03-07T09:31:00.000Z',
};

/** The facts of each sample; none if they are of no interest. */
const facts = {
  'CHECKOUT.ORDER.APPROVED': [
    { type: 'order_approved', orderId: '5SAMPLE0RDER00001', ...where, at: '2026-03-02T09:31:00.000Z' },
  ],
  // It also comes for a pending capture, which has events of its own.
  'CHECKOUT.ORDER.COMPLETED': [],
  'CUSTOMER.DISPUTE.CREATED': [{ ...dispute, status: 'warning', at: '2026-03-07T09:31:00.000Z' }],
  'CUSTOMER.DISPUTE.RESOLVED.lost': [{ ...dispute, status: 'lost', at: '2026-03-22T09:31:00.000Z' }],
  'CUSTOMER.DISPUTE.RESOLVED.won': [{ ...dispute, status: 'won', at: '2026-03-22T09:31:00.000Z' }],
  'CUSTOMER.DISPUTE.UPDATED': [{ ...dispute, status: 'open', at: '2026-03-08T09:31:00.000Z' }],
  'PAYMENT.CAPTURE.COMPLETED': [{ ...payment, status: 'paid', at: '2026-03-02T09:31:00.000Z' }],
  'PAYMENT.CAPTURE.DENIED': [
    { ...payment, status: 'failed', at: '2026-03-03T09:31:00.000Z' },
    { type: 'payment_declined', ...where, reason: 'declined', at: '2026-03-03T09:31:00.000Z' },
  ],
  'PAYMENT.CAPTURE.PENDING': [{ ...payment, status: 'pending', at: '2026-03-02T09:31:00.000Z' }],
  'PAYMENT.CAPTURE.REFUNDED': [
    {
      type: 'refund',
      paymentId,
      refundId: '7SAMPLE0REFUND001',
      cause: 'refund',
      status: 'succeeded',
      money: { amount: 400, currency: 'EUR' },
      at: '2026-03-03T09:31:00.000Z',
    },
  ],
  'PAYMENT.CAPTURE.REVERSED': [
    {
      type: 'refund',
      paymentId,
      refundId: '8SAMPLE0REVERSAL1',
      cause: 'reversal',
      status: 'succeeded',
      money: whole,
      at: '2026-03-22T09:31:00.000Z',
    },
  ],
};

test.each(Object.entries(facts))('%s is understood', (name, told) => {
  const event = paypalEvent.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
  expect(factsOf(event)).toEqual(told);
});

test('every captured event has a test', () => {
  const samples = globSync('*.json', { cwd: folder }).map((file) => path.basename(file, '.json'));
  expect(samples.toSorted()).toEqual(Object.keys(facts).toSorted());
});
