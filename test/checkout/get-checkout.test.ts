import { expect, test } from 'vitest';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { settle } from '../../shared/payments/settle.ts';
import { call } from '../support/api.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { connecting } from '../support/providers.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { openCheckout, type Paid, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();
const handler = checkoutHandler(ledger, connecting());

const read = (caller: AccountRef, checkoutId: string) =>
  call(handler, checkoutRoutes.getCheckout, { caller, params: { checkoutId } });

const session = { id: 'cs_1', url: 'https://pay.example/cs_1' };

test('an open checkout says where to pay', async () => {
  const ref = someAccount();
  const { id } = await openCheckout(ledger, ref, { session });
  expect(await read(ref, id)).toMatchObject({ status: 200, body: { id, status: 'open', url: session.url } });
});

test.each<[string, Partial<Paid>]>([
  ['processing', { status: 'pending' }],
  ['failed', { status: 'failed' }],
  ['paid', {}],
  ['under_review', { money: { amount: 1, currency: 'EUR' } }],
])('after its payment a checkout is %s and has no payment page', async (status, fact) => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref, { session });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout, fact));
  const { body } = await read(ref, checkout.id);
  expect(body).toMatchObject({ status });
  expect(body).not.toHaveProperty('url');
});

test.each([
  ['its time is over', { expiresAt: '2026-01-01T00:00:00.000Z' }],
  ['the provider closed it', { closedAt: '2026-01-01T00:00:00.000Z' }],
])('a checkout is expired once %s', async (_, more) => {
  const ref = someAccount();
  const { id } = await openCheckout(ledger, ref, { session, ...more });
  expect(await read(ref, id)).toMatchObject({ body: { status: 'expired' } });
});

test('of two payments, the credited one determines the status', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout, { paymentId: 'pi_a', status: 'failed' }));
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout, { paymentId: 'pi_b' }));
  expect(await read(ref, checkout.id)).toMatchObject({ body: { status: 'paid' } });
});

test('I8: a checkout of another account or agency is not found', async () => {
  const ref = someAccount();
  const { id } = await openCheckout(ledger, ref);
  for (const stranger of [
    { ...ref, account: 'neighbour' },
    { ...ref, agency: someAccount().agency },
  ]) {
    expect(await read(stranger, id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});

test.each(['chk_none', 'a'.repeat(128)])('an unknown id is not found: %s', async (id) => {
  expect(await read(someAccount(), id)).toMatchObject({ status: 404 });
});

test.each(['../settings', 'chk#1', 'a'.repeat(129), ' '])('an invalid id is refused: %s', async (id) => {
  expect(await read(someAccount(), id)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});
