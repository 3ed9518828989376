import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { factOf } from '../../shared/payments/stripe/facts.ts';
import { project } from './sources.ts';

const folder = path.join(project, 'events', 'stripe');

const where = { checkoutId: 'chk_7d793037a0760186574b0282f2f435e7', account: 'alice' };
const payment = {
  type: 'payment',
  paymentId: 'pi_3SamplePayment00000000000',
  money: { amount: 1000, currency: 'EUR' },
  ...where,
};

/** What each sample tells, but for its time. */
const facts = {
  'checkout.session.async_payment_failed': { ...payment, status: 'failed' },
  'checkout.session.async_payment_succeeded': { ...payment, status: 'paid' },
  'checkout.session.completed.paid': { ...payment, status: 'paid' },
  'checkout.session.completed.unpaid': { ...payment, status: 'pending' },
  'checkout.session.expired': { type: 'checkout_closed', ...where },
};

const event = z.object({
  id: z.string(),
  type: z.string(),
  created: z.int(),
  data: z.object({ object: z.unknown() }),
});

test.each(Object.entries(facts))('%s is understood', (name, fact) => {
  const told = event.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')));
  expect(factOf(told)).toEqual({ ...fact, at: new Date(told.created * 1000).toISOString() });
});

test('no sample lies here without a test', () => {
  const samples = globSync('*.json', { cwd: folder }).map((file) => path.basename(file, '.json'));
  expect(samples.toSorted()).toEqual(Object.keys(facts).toSorted());
});
