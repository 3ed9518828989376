import { expect, test } from 'vitest';
import { randomId } from '../../shared/kernel/ids.ts';
import { openCheckout } from '../support/payments.ts';
import { connectingTo } from '../support/providers.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { scripted, type Scripted } from '../support/http-stub.ts';
import { stripeEvent } from '../support/stripe.ts';

const ledger = openTestLedger();
const now = Date.parse('2026-03-01T12:00:00.000Z');
const at = '2026-03-01T12:00:00.000Z';

const asking = async (answer: Scripted) => {
  const { base } = await scripted({ 'GET /v1/checkout/sessions/cs_1': answer });
  const stripe = { secretKey: randomId('sk'), apiBase: base };
  const session = { id: 'cs_1', url: 'https://pay.example/cs_1' };
  const checkout = await openCheckout(ledger, someAccount(), { session });
  const connection = await connectingTo({ stripe })(checkout.agency, 'stripe');
  return await connection?.ask(checkout, session, now);
};

const session = (more: object) => ({ body: { ...stripeEvent('').data.object, ...more } });

test.each([
  ['paid', 'paid'],
  ['unpaid', 'pending'],
])('a complete session that is %s is a payment: %s', async (paymentStatus, status) => {
  expect(await asking(session({ status: 'complete', payment_status: paymentStatus }))).toEqual({
    ok: true,
    value: [
      {
        type: 'payment',
        paymentId: 'pi_1',
        status,
        money: { amount: 1000, currency: 'EUR' },
        at,
        checkoutId: 'chk_1',
        account: 'customer',
      },
    ],
  });
});

test('a session that has expired closes its checkout', async () => {
  expect(await asking(session({ status: 'expired', payment_intent: null }))).toEqual({
    ok: true,
    value: [{ type: 'checkout_closed', checkoutId: 'chk_1', account: 'customer', at }],
  });
});

test.each([
  ['is open', { status: 'open', payment_status: 'unpaid' }],
  ['has expired and belongs to another shop', { status: 'expired', client_reference_id: null }],
])('a session that %s yields no fact', async (_, more) => {
  expect(await asking(session(more))).toEqual({ ok: true, value: [] });
});

test.each([
  [404, 'provider_refused'],
  [500, 'provider_unreachable'],
])('an answer of %i is %s', async (status, code) => {
  expect(await asking({ status, body: { error: { type: 'api_error' } } })).toMatchObject({
    ok: false,
    error: { code },
  });
});
