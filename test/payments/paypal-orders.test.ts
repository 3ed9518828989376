import { afterAll, describe, expect, test } from 'vitest';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { PaypalCredentials } from '../../shared/payments/paypal/credentials.ts';
import type { Session } from '../../shared/payments/provider.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { scripted, type Scripted } from '../support/http-stub.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { openCheckout } from '../support/payments.ts';
import { connectingTo } from '../support/providers.ts';
import { openPaypalSandbox, paypalForTest, someCapture } from '../support/paypal.ts';

const ledger = openTestLedger();
const shared = await openPaypalSandbox();
afterAll(() => shared.sandbox.stop());

const connectionTo = async (paypal: PaypalCredentials) =>
  (await connectingTo({ paypal })('agency', 'paypal')) ?? expect.unreachable();

const opening =
  (paypal = shared.credentials) =>
  async (checkout: Checkout) =>
    await (await connectionTo(paypal)).open(checkout);

const asking =
  (paypal = shared.credentials) =>
  async (checkout: Checkout & { session: Session }) =>
    await (await connectionTo(paypal)).ask(checkout, checkout.session, Date.now());

const begin = async (more: Partial<Checkout> = {}, ref: AccountRef = someAccount()): Promise<Checkout> =>
  await openCheckout(ledger, ref, { provider: 'paypal', ...more });

/** A checkout with its order at PayPal. */
const withOrder = async (paypal = shared, more: Partial<Checkout> = {}) => {
  const checkout = await begin(more);
  const opened = await opening(paypal.credentials)(checkout);
  if (!opened.ok) throw new Error(opened.error.code);
  return { ...checkout, session: opened.value };
};

const read = async (path: string, { credentials } = shared) => {
  const { clientId, clientSecret, apiBase } = credentials;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const token = await fetch(`${apiBase}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: bearer } = Object(await token.json());
  const answer = await fetch(apiBase + path, { headers: { authorization: `Bearer ${bearer}` } });
  return await answer.json();
};

describe('an order is opened', () => {
  test('for a checkout, and the same one for the same checkout', async () => {
    const checkout = await begin();
    const first = await opening()(checkout);
    expect(first).toMatchObject({ ok: true, value: { url: expect.stringContaining('checkoutnow?token=') } });
    expect(await opening()(checkout)).toEqual(first);
  });

  test('with our price and the data to find the payment by', async () => {
    const checkout = await withOrder();
    expect(await read(`/v2/checkout/orders/${checkout.session.id}`)).toMatchObject({
      intent: 'CAPTURE',
      purchase_units: [
        {
          amount: { currency_code: 'EUR', value: '10.00' },
          invoice_id: checkout.id,
          description: 'Starter',
        },
      ],
    });
  });

  test.each(['a'.repeat(255), 'auth0|5+a@b.example', '~ #%'])(
    'for any account, without its id: %s',
    async (account) => {
      const checkout = await begin({}, { ...someAccount(), account });
      const opened = await opening()(checkout);
      expect(opened).toMatchObject({ ok: true });
      const order = await read(`/v2/checkout/orders/${opened.ok ? opened.value.id : ''}`);
      expect(JSON.stringify(order)).not.toContain('custom_id');
    },
  );

  test('with a link back to the agency’s page', async () => {
    const { session, id } = await withOrder();
    const { redirect } = await shared.approve(session.id, { outcome: 'approve' });
    expect(redirect).toContain(`https://shop.example/credits?checkout=${id}&outcome=success`);
    const other = await withOrder();
    const left = await shared.approve(other.session.id, { outcome: 'cancel' });
    expect(left['redirect']).toContain(`https://shop.example/credits?checkout=${other.id}&outcome=cancelled`);
  });

  test('under the same request id when the response was lost', async () => {
    const paypal = await paypalForTest();
    const checkout = await begin();
    await paypal.control({ api: { loseAnswers: 1, only: '/paypal/v2' } });
    const lost = await opening(paypal.credentials)(checkout);
    expect(lost).toMatchObject({ ok: false, error: { code: 'provider_unreachable' } });
    const again = await opening(paypal.credentials)(checkout);
    expect(again).toEqual(await opening(paypal.credentials)(checkout));
  });

  test.each([
    [{ amount: 120_000, currency: 'HUF' }, '1200'],
    [{ amount: 1200, currency: 'JPY' }, '1200'],
  ])('in %o', async (price, value) => {
    const { session } = await withOrder(shared, { price });
    expect(await read(`/v2/checkout/orders/${session.id}`)).toMatchObject({
      purchase_units: [{ amount: { currency_code: price.currency, value } }],
    });
  });

  test.each([
    { amount: 120_050, currency: 'HUF' },
    { amount: 1000, currency: 'KWD' },
  ])('but not in a currency that PayPal does not support: %o', async (price) => {
    expect(await opening()(await begin({ price }))).toEqual({
      ok: false,
      error: { code: 'provider_refused' },
    });
  });

  test('with a label cut to PayPal’s maximum length', async () => {
    const { session } = await withOrder(shared, { label: 'Credits '.repeat(20) });
    const order = JSON.stringify(await read(`/v2/checkout/orders/${session.id}`));
    expect(order).toContain(`"description":"${'Credits '.repeat(20).slice(0, 127)}"`);
  });
});

test.each([
  ['with a wrong secret', { ...shared.credentials, clientSecret: 'wrong' }, 'provider_refused'],
  [
    'without a server at the address',
    { ...shared.credentials, apiBase: 'http://127.0.0.1:9' },
    'provider_unreachable',
  ],
])('%s there is no order and nothing to capture', async (_, paypal, code) => {
  const session = { id: 'ORDER1', url: 'https://pay.example' };
  const checkout = await begin({ session });
  const error = { ok: false, error: { code } };
  expect(await opening(paypal)(checkout)).toMatchObject(error);
  expect(await asking(paypal)({ ...checkout, session })).toMatchObject(error);
});

test.each([
  ['without credentials', {}],
  ['with credentials of another provider', { stripe: { secretKey: 'sk_1' } }],
])('%s PayPal is unavailable', async (_, credentials) => {
  expect(await connectingTo(credentials)('agency', 'paypal')).toBeUndefined();
});

test('an order without a link is refused', async () => {
  const { base } = await scripted({
    'POST /v1/oauth2/token': { body: { access_token: 'token', expires_in: 3600 } },
    'POST /v2/checkout/orders': { status: 201, body: { id: 'ORDER1', links: [{ rel: 'self', href: 'x' }] } },
  });
  const paypal = { clientId: randomId('client'), clientSecret: 'secret', apiBase: base };
  expect(await opening(paypal)(await begin())).toEqual({ ok: false, error: { code: 'provider_refused' } });
});

describe('an order is captured', () => {
  test.each([
    ['completed', 'paid'],
    ['pending', 'pending'],
    ['declined', 'failed'],
  ])('%s: the payment is %s, identified by its capture', async (capture, status) => {
    const checkout = await withOrder();
    await shared.approve(checkout.session.id, { capture });
    const answer = await asking()(checkout);
    const where = { checkoutId: checkout.id, account: checkout.account };
    expect(answer).toMatchObject({
      ok: true,
      value: [
        { type: 'payment', status, money: checkout.price, ...where },
        ...(status === 'failed' ? [{ type: 'payment_declined', reason: 'declined', ...where }] : []),
      ],
    });
  });

  test('once, and repeats get the same answer', async () => {
    const checkout = await withOrder();
    await shared.approve(checkout.session.id);
    const first = await asking()(checkout);
    expect(await asking()(checkout)).toEqual(first);
  });

  test('not by a dry run, which states the payment that a capture would make', async () => {
    const checkout = await withOrder();
    const dryRun = async () =>
      await (await connectionTo(shared.credentials)).ask(checkout, checkout.session, Date.now(), true);
    expect(await dryRun()).toEqual({ ok: true, value: [] });
    await shared.approve(checkout.session.id);
    const { id: checkoutId, account, price: money } = checkout;
    const paid = { type: 'payment', status: 'paid', money, checkoutId, account };
    expect(await dryRun()).toMatchObject({ ok: true, value: [paid] });
    expect(await read(`/v2/checkout/orders/${checkout.session.id}`)).toMatchObject({ status: 'APPROVED' });
    const captured = await asking()(checkout);
    expect(captured).toMatchObject({ ok: true, value: [paid] });
    expect(await dryRun()).toEqual(captured);
  });

  test('even if the response is lost', async () => {
    const paypal = await paypalForTest();
    const checkout = await withOrder(paypal);
    await paypal.approve(checkout.session.id);
    await paypal.control({ api: { loseAnswers: 1, only: '/paypal/v2/checkout/orders/' } });
    expect(await asking(paypal.credentials)(checkout)).toMatchObject({ ok: false });
    expect(await asking(paypal.credentials)(checkout)).toMatchObject({
      ok: true,
      value: [{ status: 'paid' }],
    });
  });

  test.each([
    ['it was not approved', undefined],
    ['PayPal has no such order', 'NOORDER'],
  ])('but there is nothing to capture if %s', async (_, id) => {
    const { session, ...checkout } = await withOrder();
    const about = { ...checkout, session: { ...session, ...(id !== undefined && { id }) } };
    expect(await asking()(about)).toEqual({ ok: true, value: [] });
  });

  test('after its instrument was declined and another was approved, although PayPal stored the refusal', async () => {
    const paypal = await paypalForTest();
    await paypal.control({ keepRefusals: true });
    const checkout = await withOrder(paypal);
    const ask = asking(paypal.credentials);
    expect(await ask(checkout)).toEqual({ ok: true, value: [] });
    await paypal.approve(checkout.session.id, { capture: 'refused' });
    expect(await ask(checkout)).toMatchObject({ ok: true, value: [{ type: 'payment_declined' }] });
    await paypal.approve(checkout.session.id);
    expect(await ask(checkout)).toMatchObject({ ok: true, value: [{ status: 'paid' }] });
  });

  const CAPTURE = 'POST /v2/checkout/orders/ORDER1/capture';
  const READ = 'GET /v2/checkout/orders/ORDER1';
  const now = Date.parse('2026-03-01T12:00:00.000Z');

  /** The order is approved when it is read first. */
  const scriptedOrder = async (capture: Scripted, after: Scripted = {}) => {
    const approved = { body: { id: 'ORDER1', status: 'APPROVED' } };
    const api = await scripted({
      'POST /v1/oauth2/token': { body: { access_token: 'token', expires_in: 3600 } },
      [CAPTURE]: capture,
      [READ]: [approved, after],
    });
    const paypal = { clientId: randomId('client'), clientSecret: 'secret', apiBase: api.base };
    const session = { id: 'ORDER1', url: 'https://pay.example' };
    const checkout = await begin({ session });
    const connection = await connectionTo(paypal);
    return { ...api, ask: async () => await connection.ask(checkout, session, now) };
  };
  const captured = (more: object = {}) => ({
    body: {
      id: 'ORDER1',
      status: 'COMPLETED',
      purchase_units: [{ payments: { captures: [{ ...someCapture(more), create_time: undefined }] } }],
    },
  });
  const issue = (name: string) => ({ status: 422, body: { details: [{ issue: name }] } });

  test('with the full response requested, under a request id of its own', async () => {
    const approved = { body: { id: 'ORDER1', status: 'APPROVED' } };
    const { asked, ask } = await scriptedOrder({ status: 422 }, approved);
    await ask();
    await ask();
    const captures = asked.filter(({ method, path }) => `${method} ${path}` === CAPTURE);
    const whole = { headers: { prefer: 'return=representation' } };
    expect(captures).toMatchObject([whole, whole]);
    expect(new Set(captures.map(({ headers }) => headers['paypal-request-id'])).size).toBe(2);
  });

  test.each([
    ['the response was a short one', { status: 201, body: { id: 'ORDER1', status: 'COMPLETED' } }],
    ['another call captured it', issue('ORDER_ALREADY_CAPTURED')],
    ['the order is over', issue('ORDER_COMPLETED_OR_VOIDED')],
  ])('and read if %s', async (_, capture) => {
    const { ask } = await scriptedOrder(capture, captured());
    expect(await ask()).toMatchObject({ ok: true, value: [{ paymentId: 'CAPTURE1', status: 'paid' }] });
  });

  test('with the time of our request if PayPal gives none', async () => {
    const { ask } = await scriptedOrder(captured({ update_time: undefined }));
    expect(await ask()).toMatchObject({ ok: true, value: [{ at: '2026-03-01T12:00:00.000Z' }] });
  });

  test.each([
    ['INSTRUMENT_DECLINED', ['declined']],
    ['PAYER_ACTION_REQUIRED', ['authentication_required']],
    ['TRANSACTION_LIMIT_EXCEEDED', ['limit_exceeded']],
    ['ORDER_NOT_APPROVED', []],
    ['ORDER_EXPIRED', []],
  ])('but not after %s: the customer can try again and reads %j', async (name, reasons) => {
    const { ask } = await scriptedOrder(issue(name));
    expect(await ask()).toMatchObject({
      ok: true,
      value: reasons.map((reason) => ({ type: 'payment_declined', reason })),
    });
  });

  test.each(['PAYEE_ACCOUNT_RESTRICTED', 'CURRENCY_NOT_SUPPORTED', 'DUPLICATE_INVOICE_ID', 'SOMETHING_NEW'])(
    'but %s is the agency’s problem: the call is refused with PayPal’s reason',
    async (name) => {
      const { ask } = await scriptedOrder(issue(name));
      const error = { code: 'provider_refused', status: 422, issue: name };
      expect(await ask()).toEqual({ ok: false, error });
    },
  );

  test('but an order without a capture yields no fact', async () => {
    const body = { id: 'ORDER1', purchase_units: [{ reference_id: 'default' }] };
    const { ask } = await scriptedOrder({ status: 201, body }, { body });
    expect(await ask()).toEqual({ ok: true, value: [] });
  });

  test('but not before approval: an abandoned order is only read', async () => {
    const checkout = await begin();
    const { base, paths } = await scripted({
      'POST /v1/oauth2/token': { body: { access_token: 'token', expires_in: 3600 } },
      [READ]: { body: { id: 'ORDER1', status: 'PAYER_ACTION_REQUIRED' } },
    });
    const session = { id: 'ORDER1', url: 'https://pay.example' };
    const ask = asking({ clientId: randomId('client'), clientSecret: 'secret', apiBase: base });
    for (let time = 0; time < 3; time += 1)
      expect(await ask({ ...checkout, session })).toEqual({ ok: true, value: [] });
    expect(paths()).toEqual(['POST /v1/oauth2/token', READ, READ, READ]);
  });

  test.each<[string, Scripted, Scripted, string]>([
    ['we may not', { status: 403 }, {}, 'provider_refused'],
    ['PayPal is in trouble', { status: 500 }, {}, 'provider_unreachable'],
    ['it was, and can not be read', issue('ORDER_ALREADY_CAPTURED'), { status: 500 }, 'provider_unreachable'],
    ['it was, and may not be read', issue('ORDER_ALREADY_CAPTURED'), { status: 403 }, 'provider_refused'],
  ])('but not if %s', async (_, capture, order, code) => {
    const { ask } = await scriptedOrder(capture, order);
    expect(await ask()).toMatchObject({ ok: false, error: { code } });
  });
});
