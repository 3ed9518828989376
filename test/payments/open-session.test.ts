import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '@scrip/sandbox';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { statusOf } from '../../shared/payments/checkout.ts';
import { checkoutOf } from '../../shared/payments/read-checkout.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { type Asked, scripted } from '../support/http-stub.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { connectingTo } from '../support/providers.ts';
import { openTestLedger, readAccount, someAccount } from '../support/ledger.ts';

const ledger = openTestLedger();
const secretKey = 'sk_test_open_session';
const sandbox = await startSandbox({
  port: 0,
  dataDir: undefined,
  stripe: [{ secretKey, webhook: { url: 'http://127.0.0.1:9/webhook', secret: 'whsec_test' } }],
});
afterAll(() => sandbox.stop());

const opening = (credentials: Readonly<Record<string, unknown>>) => async (checkout: Checkout) => {
  const connection = await connectingTo(credentials)(checkout.agency, 'stripe');
  return await connection?.open(checkout);
};
const stripe = { secretKey, apiBase: sandbox.url };

test('Stripe opens a session for a checkout, and the same one for the same checkout', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  const first = await opening({ stripe })(checkout);
  expect(first).toMatchObject({
    ok: true,
    value: { id: expect.stringMatching(/^cs_/), url: expect.any(String) },
  });
  expect(await opening({ stripe })(checkout)).toEqual(first);
});

test('the session has our price and the data to find the payment by', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  const opened = await opening({ stripe })(checkout);
  const id = opened?.ok ? opened.value.id : '';
  const answer = await fetch(`${sandbox.url}/v1/checkout/sessions/${id}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  expect(await answer.json()).toMatchObject({
    mode: 'payment',
    amount_total: 1000,
    currency: 'eur',
    client_reference_id: checkout.id,
    metadata: { account: checkout.account, checkout: checkout.id },
    success_url: `https://shop.example/credits?checkout=${checkout.id}&outcome=success`,
    cancel_url: `https://shop.example/credits?checkout=${checkout.id}&outcome=cancelled`,
  });
});

test('an invalid Stripe key is refused', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({ stripe: { ...stripe, secretKey: 'sk_test_wrong' } })(checkout)).toMatchObject({
    ok: false,
    error: { code: 'provider_refused' },
  });
});

test('a checkout that Stripe does not accept is refused', async () => {
  const checkout = await openCheckout(ledger, someAccount(), { expiresAt: '2026-01-01T00:00:00.000Z' });
  expect(await opening({ stripe })(checkout)).toMatchObject({
    ok: false,
    error: { code: 'provider_refused' },
  });
});

test('a provider that does not answer is unreachable', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({ stripe: { secretKey, apiBase: 'http://127.0.0.1:9' } })(checkout)).toEqual({
    ok: false,
    error: { code: 'provider_unreachable' },
  });
});

test('an agency without credentials has no provider', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({})(checkout)).toBeUndefined();
});

test.each([
  [500, { error: { type: 'api_error' } }, 'provider_unreachable'],
  [429, { error: { type: 'invalid_request_error', code: 'rate_limit' } }, 'provider_unreachable'],
  [403, { error: { type: 'invalid_request_error' } }, 'provider_refused'],
  [200, { id: 'cs_1', object: 'checkout.session', url: null }, 'provider_refused'],
])('an answer of %i, %o is %s', async (status, body, code) => {
  const { base: apiBase } = await scripted({ 'POST /v1/checkout/sessions': { status, body } });
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({ stripe: { secretKey, apiBase } })(checkout)).toMatchObject({
    ok: false,
    error: { code },
  });
});

const PATH = 'POST /v1/checkout/sessions';
const keysAsked = (asked: Asked[]) => asked.map(({ headers }) => headers['idempotency-key']);
const opened = { body: { id: 'cs_1', object: 'checkout.session', url: 'https://pay.example/cs_1' } };
const failed = (status: number) => ({ status, body: { error: { type: 'api_error' } } });

test('after a 5xx, which Stripe stores under its key, the checkout stays open and is retried with another key', async () => {
  const { base, asked } = await scripted({ [PATH]: [failed(500), opened] });
  const checkout = await openCheckout(ledger, someAccount());
  const open = opening({ stripe: { secretKey, apiBase: base } });
  expect(await open(checkout)).toMatchObject({ ok: true, value: { id: 'cs_1' } });
  const [first, second] = keysAsked(asked);
  expect(first).toBe(checkout.id);
  expect(second).toMatch(new RegExp(`^${checkout.id}-.`));
});

test('while Stripe keeps failing, the next request has yet another key', async () => {
  const { base, asked } = await scripted({ [PATH]: failed(500) });
  const checkout = await openCheckout(ledger, someAccount());
  const open = opening({ stripe: { secretKey, apiBase: base } });
  await open(checkout);
  await open(checkout);
  expect(new Set(keysAsked(asked)).size).toBe(3);
});

test.each([409, 429])(
  'after a %i, which Stripe does not store, the same key is used again',
  async (status) => {
    const { base, asked } = await scripted({ [PATH]: [failed(status), opened] });
    const checkout = await openCheckout(ledger, someAccount());
    const open = opening({ stripe: { secretKey, apiBase: base } });
    expect(await open(checkout)).toMatchObject({ ok: true });
    expect(keysAsked(asked)).toEqual([checkout.id, checkout.id]);
  },
);

test('a session created despite a 5xx, which nobody was shown, changes nothing when it expires', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  const takeFact = takeFactsInto(ledger);
  await takeFact(checkout.agency, 'stripe', paidFact(checkout));
  const { account, id: checkoutId, expiresAt: at } = checkout;
  await takeFact(checkout.agency, 'stripe', { type: 'checkout_closed', checkoutId, account, at });
  const known = await checkoutOf(ledger, checkout, checkoutId);
  expect(known && statusOf(known.checkout, known.receipt, Date.now())).toBe('paid');
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 110 });
});
