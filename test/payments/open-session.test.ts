import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '@scrip/sandbox';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { openCheckout } from '../support/payments.ts';
import { connectingTo } from '../support/providers.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';

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

test('Stripe opens a session for a checkout, and for the same checkout the same one', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  const first = await opening({ stripe })(checkout);
  expect(first).toMatchObject({
    ok: true,
    value: { id: expect.stringMatching(/^cs_/), url: expect.any(String) },
  });
  expect(await opening({ stripe })(checkout)).toEqual(first);
});

test('the session asks for our price and carries what its payment is found by', async () => {
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

test('a key that Stripe does not know is refused', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({ stripe: { ...stripe, secretKey: 'sk_test_wrong' } })(checkout)).toEqual({
    ok: false,
    error: { code: 'provider_refused' },
  });
});

test('a checkout that Stripe will not take is refused', async () => {
  const checkout = await openCheckout(ledger, someAccount(), { expiresAt: '2026-01-01T00:00:00.000Z' });
  expect(await opening({ stripe })(checkout)).toEqual({ ok: false, error: { code: 'provider_refused' } });
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

/** A Stripe that gives every request the same answer. */
const answering = async (status: number, body: object) => {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { apiBase: `http://127.0.0.1:${port}`, close: () => server.close() };
};

test.each([
  [500, { error: { type: 'api_error' } }, 'provider_unreachable'],
  [429, { error: { type: 'invalid_request_error', code: 'rate_limit' } }, 'provider_unreachable'],
  [403, { error: { type: 'invalid_request_error' } }, 'provider_refused'],
  [200, { id: 'cs_1', object: 'checkout.session', url: null }, 'provider_refused'],
])('an answer of %i, %o is %s', async (status, body, code) => {
  const { apiBase, close } = await answering(status, body);
  const checkout = await openCheckout(ledger, someAccount());
  expect(await opening({ stripe: { secretKey, apiBase } })(checkout)).toEqual({ ok: false, error: { code } });
  close();
});
