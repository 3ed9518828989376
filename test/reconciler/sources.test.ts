import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runPass } from '../../functions/reconciler/pass.ts';
import { booksWith } from '../../functions/reconciler/sources.ts';
import { startSandbox } from '@scrip/sandbox';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { checkoutWrite } from '../../shared/payments/checkout.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import { openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout } from '../support/payments.ts';
import { connectingTo } from '../support/providers.ts';

const ledger = openTestLedger();
const webhook = { url: 'http://127.0.0.1:9/lost' };
const stripeKey = 'sk_test_reconciler';
const paypalKeys = { clientId: 'reconciler', clientSecret: 'secret' };
const sandbox = await startSandbox({
  port: 0,
  dataDir: undefined,
  stripe: [{ secretKey: stripeKey, webhook: { ...webhook, secret: 'whsec_test' } }],
  paypal: [{ ...paypalKeys, webhook: { ...webhook, id: 'WH-1' } }],
});
afterAll(() => sandbox.stop());

const post = async (path: string, body: object) => {
  const answer = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
};

// No webhook ever arrives here: what the reconciler does not find is lost.
beforeEach(async () => {
  await fetch(`${sandbox.url}/controls`, { method: 'DELETE' });
  await post('/controls', { drop: 'all' });
});

const connect = connectingTo({
  stripe: { secretKey: stripeKey, apiBase: sandbox.url },
  paypal: { ...paypalKeys, apiBase: `${sandbox.url}/paypal` },
});

const reconcile = async (
  { agency }: Checkout,
  provider: Provider,
  pass: Pass = 'recent',
  timeLeft = 900_000,
) => {
  const books = await booksWith(connect, ledger)(agency, provider, pass);
  const run = { ledger, takeFact: takeFactsInto(ledger), timeLeft: () => timeLeft };
  return await runPass(run, agency, provider, pass, books ?? expect.unreachable());
};

/** A checkout with its session at the provider, as POST /v1/checkouts leaves it. */
const opened = async (provider: Provider, ref = someAccount()): Promise<Checkout> => {
  const checkout = await openCheckout(ledger, ref, { provider });
  const session = await (await connect(checkout.agency, provider))?.open(checkout);
  if (!session?.ok) throw new Error('not opened');
  const open = { ...checkout, session: session.value };
  await putGuarded(ledger.table, checkoutWrite(open));
  return { ...open, version: open.version + 1 };
};

const pathOf = ({ session }: Checkout): string => {
  const { pathname, search } = new URL(session?.url ?? '');
  return pathname + search;
};

const balanceOf = async (checkout: Checkout): Promise<number> =>
  (await readAccount(ledger, checkout)).balance;

describe('Stripe', () => {
  test('a payment without a webhook is credited within one run, and its refund is taken back in the next', async () => {
    const checkout = await opened('stripe');
    await post(pathOf(checkout), { outcome: 'paid' });
    expect(await reconcile(checkout, 'stripe')).toMatchObject({ status: 'complete', healed: 1 });
    expect(await balanceOf(checkout)).toBe(110);
    await refundAtStripe(checkout);
    await reconcile(checkout, 'stripe');
    expect(await balanceOf(checkout)).toBe(0);
  });

  test('the nightly pass finds the same payments in the lists instead of the events', async () => {
    const checkout = await opened('stripe');
    await post(pathOf(checkout), { outcome: 'paid' });
    expect(await reconcile(checkout, 'stripe', 'nightly')).toMatchObject({ status: 'complete' });
    expect(await balanceOf(checkout)).toBe(110);
    await post(`/controls/payments/${checkout.session?.id}/dispute`, { amount: 500 });
    await reconcile(checkout, 'stripe', 'nightly');
    expect(await balanceOf(checkout)).toBe(55);
  });

  test('an outage shows in the report, and the next run recovers', async () => {
    const checkout = await opened('stripe');
    await post(pathOf(checkout), { outcome: 'paid' });
    await post('/controls', { api: { fail: 'all', status: 503 } });
    expect(await reconcile(checkout, 'stripe', 'recent', 30_500)).toMatchObject({
      status: 'interrupted',
      interruption: 'provider_unreachable',
    });
    await fetch(`${sandbox.url}/controls`, { method: 'DELETE' });
    expect(await reconcile(checkout, 'stripe')).toMatchObject({ status: 'complete' });
    expect(await balanceOf(checkout)).toBe(110);
  });
});

const refundAtStripe = async ({ session }: Checkout) => {
  const headers = {
    authorization: `Bearer ${stripeKey}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const read = await fetch(`${sandbox.url}/v1/checkout/sessions/${session?.id}`, { headers });
  const { payment_intent: payment }: { payment_intent?: string } = Object(await read.json());
  const body = new URLSearchParams({ payment_intent: payment ?? '' });
  await fetch(`${sandbox.url}/v1/refunds`, { method: 'POST', headers, body });
};

describe('PayPal', () => {
  test('an approved but uncaptured order is captured and credited', async () => {
    const checkout = await opened('paypal');
    await post(pathOf(checkout), { outcome: 'approve_and_leave' });
    expect(await reconcile(checkout, 'paypal')).toMatchObject({ status: 'complete', healed: 1 });
    expect(await balanceOf(checkout)).toBe(110);
    expect(await reconcile(checkout, 'paypal')).toMatchObject({ healed: 0 });
  });

  test('an unapproved order stays unchanged', async () => {
    const checkout = await opened('paypal');
    expect(await reconcile(checkout, 'paypal')).toMatchObject({ status: 'complete', healed: 0 });
    expect(await balanceOf(checkout)).toBe(0);
  });

  test('a refund and a lost dispute are taken back once each', async () => {
    const checkout = await opened('paypal');
    await post(pathOf(checkout), { outcome: 'approve_and_leave' });
    await reconcile(checkout, 'paypal');
    const order = checkout.session?.id;
    await post(`/controls/paypal/captures/${order}/refund`, { amount: 300 });
    await reconcile(checkout, 'paypal');
    expect(await balanceOf(checkout)).toBe(77);
    await post(`/controls/paypal/captures/${order}/dispute`, { amount: 500, stage: 'CHARGEBACK' });
    await reconcile(checkout, 'paypal');
    expect(await balanceOf(checkout)).toBe(22);
  });

  test('a payment known only from the report is credited, even if PayPal could not hold the account id', async () => {
    const account = `auth0|${'a+b@c.example/'.repeat(20)}`.slice(0, 255);
    const checkout = await opened('paypal', { ...someAccount(), account });
    await post(pathOf(checkout), { outcome: 'approve_and_leave' });
    const connection = await connect(checkout.agency, 'paypal');
    // Captured, and then its answer and its webhook are lost.
    await connection?.ask(checkout, checkout.session ?? { id: '', url: '' }, Date.now());
    expect(await reconcile(checkout, 'paypal', 'nightly')).toMatchObject({ status: 'complete' });
    expect(await balanceOf(checkout)).toBe(110);
  });

  test('the nightly pass finds in the report what the recent pass missed', async () => {
    const checkout = await opened('paypal');
    await post(pathOf(checkout), { outcome: 'approve_and_leave' });
    await reconcile(checkout, 'paypal');
    await post(`/controls/paypal/captures/${checkout.session?.id}/refund`, {});
    expect(await reconcile(checkout, 'paypal', 'nightly')).toMatchObject({
      status: 'complete',
      mismatchCount: 0,
    });
    expect(await balanceOf(checkout)).toBe(0);
  });
});
