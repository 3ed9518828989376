import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '@scrip/sandbox';
import {
  choose,
  clientOf,
  control,
  idOf,
  open,
  order,
  OTHER_KEY,
  PAID,
  PATIENCE,
  payOne,
  settingsFor,
  startReceiver,
} from './stripe-rig.ts';

describe('checkout', () => {
  test('a session is paid on its page, and signed webhooks report it', async () => {
    const { receiver, url, stripe } = await open();
    const session = await stripe.checkout.sessions.create(order());

    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 4_900,
      currency: 'eur',
      client_reference_id: 'chk_1',
      metadata: { agency: 'acme' },
      adaptive_pricing: { enabled: false },
      url: `${url}/pay/${session.id}`,
    });
    const page = await (await fetch(z.string().parse(session.url))).text();
    expect(page).toContain('€49.00');
    expect(page).toContain('250 &lt;credits&gt; &amp; more');

    const answer = await choose(url, session.id, { outcome: 'paid' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`http://127.0.0.1/thanks?session=${session.id}`);

    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
    expect(receiver.received.at(-1)?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    });
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      payment_intent: {
        status: 'succeeded',
        amount_received: 4_900,
        metadata: { checkout: 'chk_1' },
        latest_charge: { paid: true, amount: 4_900, metadata: { checkout: 'chk_1' } },
      },
    });
  });

  test('a session can be paid once only', async () => {
    const { url, stripe } = await open();
    const { id } = await stripe.checkout.sessions.create(order());

    const answers = await Promise.all(
      ['paid', 'paid', 'async'].map((outcome) => choose(url, id, { outcome })),
    );

    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      303, 409, 409,
    ]);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  test('a script can choose in JSON, and gets JSON', async () => {
    const { url, stripe } = await open();
    const { id } = await stripe.checkout.sessions.create(order());
    const pay = (outcome: string) =>
      fetch(`${url}/pay/${id}`, { method: 'POST', body: JSON.stringify({ outcome, amount: 100 }) });

    expect((await pay('made_up')).status).toBe(400);
    const answer = await pay('paid');

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      redirect: `http://127.0.0.1/thanks?session=${id}`,
      session: { id, payment_status: 'paid', amount_total: 100 },
    });
    expect((await pay('paid')).status).toBe(409);
  });

  test('cancelling leads back and leaves the session open', async () => {
    const { url, stripe } = await open();
    const { id } = await stripe.checkout.sessions.create(order());

    expect((await choose(url, id, { outcome: 'cancel' })).headers.get('location')).toBe(
      'http://127.0.0.1/basket',
    );
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'open',
      payment_intent: null,
    });
  });

  test.each([
    ['succeed', 'paid', 'checkout.session.async_payment_succeeded'],
    ['fail', 'unpaid', 'checkout.session.async_payment_failed'],
  ])('a slow payment completes unpaid and can then %s', async (end, status, type) => {
    const { receiver, url, stripe } = await open();
    const { id } = await stripe.checkout.sessions.create(order());

    await choose(url, id, { outcome: 'async' });
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    });
    await control(url, `/sessions/${id}/${end}`);
    await control(url, `/sessions/${id}/${end}`);

    await vi.waitFor(() => expect(receiver.types()).toContain(type), PATIENCE);
    expect(receiver.types().filter((each) => each === type)).toHaveLength(1);
    expect(receiver.types()).toContain('checkout.session.completed');
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: status });
  });

  test('a slow payment ends by itself', async () => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { settleAfterMs: 10 });
    const { id } = await stripe.checkout.sessions.create(order());

    await choose(url, id, { outcome: 'async_failed' });

    await vi.waitFor(
      () => expect(receiver.types().at(-1)).toBe('checkout.session.async_payment_failed'),
      PATIENCE,
    );
  });

  test('a free session needs no payment', async () => {
    const { url, stripe } = await open();
    const price_data = { currency: 'eur', unit_amount: 0, product_data: { name: 'A gift' } };
    const { id } = await stripe.checkout.sessions.create(
      order({ line_items: [{ quantity: 1, price_data }] }),
    );

    await choose(url, id, { outcome: 'paid' });

    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    });
  });

  test('an expired session cannot be paid', async () => {
    const { receiver, url, stripe } = await open();
    const { id } = await stripe.checkout.sessions.create(order());

    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null });
    await expect(stripe.checkout.sessions.expire(id)).rejects.toMatchObject({ statusCode: 400 });
    expect((await choose(url, id, { outcome: 'paid' })).status).toBe(409);
    await vi.waitFor(() => expect(receiver.types()).toEqual(['checkout.session.expired']), PATIENCE);
  });
});

describe('the API', () => {
  test('the same idempotency key returns the same session, and other parameters are refused', async () => {
    const { stripe } = await open();
    const idempotencyKey = 'order-1042';

    const first = await stripe.checkout.sessions.create(order(), { idempotencyKey });
    const again = await stripe.checkout.sessions.create(order(), { idempotencyKey });

    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    await expect(
      stripe.checkout.sessions.create(order({ client_reference_id: 'chk_2' }), { idempotencyKey }),
    ).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  test('lists are newest first, in pages, and can be filtered', async () => {
    const { url, stripe } = await open();
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.push((await stripe.checkout.sessions.create(order())).id);
    const newestFirst = made.toReversed();

    const first = await stripe.checkout.sessions.list({ limit: 3 });
    expect(first.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3));
    expect(first.has_more).toBe(true);
    const before = await stripe.checkout.sessions.list({
      limit: 2,
      ending_before: z.string().parse(newestFirst[3]),
    });
    expect(before.data.map(({ id }) => id)).toEqual(newestFirst.slice(1, 3));
    const all = await stripe.checkout.sessions.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(newestFirst);

    const oldest = z.string().parse(made[0]);
    await choose(url, oldest, { outcome: 'paid' });
    const { payment_intent: intent, created } = await stripe.checkout.sessions.retrieve(oldest);
    const byIntent = await stripe.checkout.sessions.list({ payment_intent: idOf(intent) });
    expect(byIntent.data.map(({ id }) => id)).toEqual([oldest]);
    expect((await stripe.checkout.sessions.list({ created: { lt: created } })).data).toEqual([]);
    const types = ['checkout.session.completed', 'charge.succeeded'];
    const events = await stripe.events.list({ types, created: { gte: created } });
    expect(events.data.map(({ type }) => type)).toEqual(types);
  });

  test.each([
    [{ success_url: '' }, 'parameter_invalid_empty', 'success_url'],
    [{ success_url: 'javascript:alert(1)' }, 'url_invalid', 'success_url'],
    [{ line_items: undefined }, 'parameter_missing', 'line_items'],
    [{ made_up: '1' }, 'parameter_unknown', 'made_up'],
    [{ expires_at: 'soon' }, 'parameter_invalid_integer', 'expires_at'],
    [{ expires_at: '5' }, undefined, 'expires_at'],
    [
      { line_items: [{ quantity: '1.5', price_data: order().line_items[0]?.price_data }] },
      'parameter_invalid_integer',
      'line_items[0][quantity]',
    ],
  ])('%o is refused', async (changes, code, param) => {
    const { stripe } = await open();
    const wrong = { ...order(), ...changes };

    await expect(stripe.rawRequest('POST', '/v1/checkout/sessions', wrong)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code,
      param,
    });
  });

  test('an unknown object is a 404, an unknown page or key a 400 or 401', async () => {
    const { url, stripe } = await open();

    await expect(stripe.charges.retrieve('ch_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'charge',
      requestId: expect.stringMatching(/^req_/),
    });
    await expect(stripe.refunds.list({ starting_after: 're_none' })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(stripe.refunds.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
    await expect(stripe.rawRequest('GET', '/v1/made_up')).rejects.toMatchObject({ statusCode: 404 });
    await expect(clientOf(url, 'sk_test_wrong').charges.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    expect((await fetch(`${url}/v1/charges`)).status).toBe(401);
  });

  test('an account never sees another account’s objects', async () => {
    const { url, stripe } = await open();
    const session = await payOne({ url, stripe });
    const other = clientOf(url, OTHER_KEY);

    await expect(other.checkout.sessions.retrieve(session.id)).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      other.refunds.create({ payment_intent: idOf(session.payment_intent) }),
    ).rejects.toMatchObject({
      code: 'resource_missing',
    });
    const lists = await Promise.all([
      other.checkout.sessions.list(),
      other.paymentIntents.list(),
      other.charges.list(),
      other.events.list(),
      other.balanceTransactions.list(),
    ]);
    expect(lists.flatMap(({ data }) => data.map(({ id }) => id))).toEqual([]);
  });
});

describe('money returned', () => {
  test('refunds add up on the charge, and never exceed it', async () => {
    const { receiver, url, stripe } = await open();
    const payment_intent = idOf((await payOne({ url, stripe })).payment_intent);

    const part = await stripe.refunds.create({ payment_intent, amount: 900 });
    expect(part).toMatchObject({ object: 'refund', amount: 900, status: 'succeeded', payment_intent });
    await expect(stripe.refunds.create({ payment_intent, amount: 4_001 })).rejects.toMatchObject({
      param: 'amount',
    });
    await stripe.refunds.create({ payment_intent });
    await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });

    const { data: charges } = await stripe.charges.list({ payment_intent });
    expect(charges).toMatchObject([{ amount_refunded: 4_900, refunded: true }]);
    expect((await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([
      4_000, 900,
    ]);

    await control(url, `/refunds/${part.id}`, { status: 'failed' });
    expect(await stripe.charges.retrieve(idOf(part.charge))).toMatchObject({ amount_refunded: 4_000 });
    await vi.waitFor(() => expect(receiver.types().at(-1)).toBe('refund.failed'), PATIENCE);
    expect(receiver.types().filter((type) => type === 'refund.created')).toHaveLength(2);
    const { data: moved } = await stripe.balanceTransactions.list();
    expect(moved.map(({ amount }) => amount)).toEqual([900, -4_000, -900, 4_900]);
  });

  test.each([
    ['won', ['charge.dispute.funds_reinstated', 'charge.dispute.closed']],
    ['lost', ['charge.dispute.closed']],
  ])('a dispute is opened, takes the money and is %s', async (outcome, last) => {
    const { receiver, url, stripe } = await open();
    const session = await payOne({ url, stripe });

    await control(url, `/payments/${session.id}/dispute`, { amount: 1_000 });
    const { data: disputes } = await stripe.disputes.list({ payment_intent: idOf(session.payment_intent) });
    expect(disputes).toMatchObject([{ amount: 1_000, status: 'needs_response' }]);
    await control(url, `/disputes/${idOf(disputes[0] ?? null)}/close`, { outcome });

    const expected = [...PAID, 'charge.dispute.created', 'charge.dispute.funds_withdrawn', ...last];
    await vi.waitFor(() => expect(receiver.types()).toEqual(expected), PATIENCE);
    expect((await stripe.disputes.list()).data).toMatchObject([{ status: outcome }]);
  });

  test('an inquiry takes no money until it becomes a dispute', async () => {
    const { receiver, url, stripe } = await open();
    const session = await payOne({ url, stripe });

    await control(url, `/payments/${session.id}/dispute`, { inquiry: true });
    const [inquiry] = (await stripe.disputes.list()).data;
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    await control(url, `/disputes/${idOf(inquiry ?? null)}/escalate`);

    const expected = ['created', 'updated', 'funds_withdrawn'].map((what) => `charge.dispute.${what}`);
    await vi.waitFor(() => expect(receiver.types()).toEqual([...PAID, ...expected]), PATIENCE);
    expect((await stripe.balanceTransactions.list()).data.map(({ amount }) => amount)).toEqual([
      -4_900, 4_900,
    ]);
  });
});

describe('controls', () => {
  test('lost events are never delivered, and the API still lists them', async () => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { drop: 1, types: ['checkout.session.completed'] });

    const lost = await payOne({ url, stripe });
    const delivered = await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.received).toHaveLength(7), PATIENCE);
    expect(receiver.received.map(({ about }) => about)).not.toContain(lost.id);
    expect(receiver.received.at(-1)?.about).toBe(delivered.id);
    expect((await stripe.events.list({ type: 'checkout.session.completed' })).data).toHaveLength(2);
  });

  test.each([
    ['same_event', 1],
    ['new_event', 3],
  ])('a repetition has the %s', async (repeatAs, ids) => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { repeat: 3, repeatAs, types: ['checkout.session.completed'] });

    const { id } = await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.received).toHaveLength(6), PATIENCE);
    const about = receiver.received.filter((event) => event.about === id);
    expect(about).toHaveLength(3);
    expect(new Set(about.map((event) => event.id)).size).toBe(ids);
  });

  test('held events are delivered on release, in the requested order', async () => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { hold: true });
    await payOne({ url, stripe });
    expect(await control(url, '')).toMatchObject({ held: 4, controls: { hold: true } });
    expect(receiver.received).toEqual([]);

    await control(url, '/release', { order: 'reverse' });

    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID.toReversed()), PATIENCE);
  });

  test('the same seed shuffles held events the same way', async () => {
    const { receiver, url, stripe } = await open();
    for (let round = 0; round < 2; round += 1) {
      await control(url, '', { hold: true });
      await payOne({ url, stripe });
      await control(url, '/release', { order: 'shuffle', seed: 2 });
      await vi.waitFor(() => expect(receiver.received).toHaveLength(4 * (round + 1)), PATIENCE);
    }

    expect(receiver.types().slice(0, 4)).toEqual(receiver.types().slice(4));
    expect(receiver.types().slice(0, 4)).not.toEqual(PAID);
  });

  test('events within a window of time can be reordered', async () => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { reorder: 'reverse', reorderWindowMs: 100 });
    await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.received).toHaveLength(4), PATIENCE);
    // The four events come from one instant, which the end of a window may still part.
    expect(receiver.types()).not.toEqual(PAID);
  });

  test('a delay is observed', async () => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { delayMs: 250, types: ['checkout.session.completed'] });
    const start = Date.now();
    await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
    expect(z.number().parse(receiver.received.at(-1)?.at) - start).toBeGreaterThanOrEqual(250);
  });

  test.each(['wrong', 'old', 'missing'])('a signature can be %s', async (signature) => {
    const { receiver, url, stripe } = await open();
    await control(url, '', { signature, types: ['checkout.session.completed'] });

    await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.refused).toHaveLength(1), PATIENCE);
    expect(receiver.types()).toEqual(PAID.slice(0, -1));
  });

  test('an event can be resent, also as a second one', async () => {
    const { receiver, url, stripe } = await open();
    const { id } = await payOne({ url, stripe });
    const [event] = (await stripe.events.list({ type: 'checkout.session.completed' })).data;
    const first = z.string().parse(event?.id);

    await control(url, `/events/${first}/resend`);
    await control(url, `/events/${first}/resend`, { asNewEvent: true });

    await vi.waitFor(() => expect(receiver.received).toHaveLength(6), PATIENCE);
    const completed = receiver.received.filter(({ about }) => about === id).map((each) => each.id);
    expect(completed.slice(0, 2)).toEqual([first, first]);
    expect(completed[2]).not.toBe(first);
  });

  test('an amount and currency other than requested can be reported', async () => {
    const { url, stripe } = await open();
    await control(url, '', { reportAmount: 4_899, reportCurrency: 'usd' });

    const session = await payOne({ url, stripe });

    expect(session).toMatchObject({ amount_total: 4_899, currency: 'usd', payment_status: 'paid' });
    expect((await stripe.charges.list()).data).toMatchObject([{ amount: 4_899, currency: 'usd' }]);
  });

  test('are shown, explained and reset', async () => {
    const { url } = await open();
    await control(url, '', { drop: 'all' });
    expect(await (await fetch(url)).text()).toContain('POST /controls/release');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const asCurl = await fetch(`${url}/controls`, { method: 'POST', headers, body: '{"repeat": 2}' });
    expect(await asCurl.json()).toMatchObject({ controls: { drop: 'all', repeat: 2 } });
    expect((await fetch(`${url}/controls`, { method: 'POST', body: '{"dorp": 1}' })).status).toBe(400);
    expect((await fetch(`${url}/controls/sessions/cs_none/expire`, { method: 'POST' })).status).toBe(404);

    const button = new URLSearchParams({ json: '{"hold": true}' });
    const clicked = await fetch(`${url}/controls`, { method: 'POST', body: button, redirect: 'manual' });
    expect(clicked.headers.get('location')).toBe('/');

    await fetch(`${url}/controls`, { method: 'DELETE' });

    expect(await (await fetch(`${url}/controls`)).json()).toMatchObject({
      controls: { drop: 0, hold: false },
    });
  });
});

describe('delivery', () => {
  test('an event that the endpoint refuses is sent again, and delays no other', async () => {
    const { receiver, url, stripe } = await open();
    receiver.answers.push(500, 302);

    await payOne({ url, stripe });

    await vi.waitFor(() => expect(receiver.types().toSorted()).toEqual(PAID.toSorted()), PATIENCE);
    const state = await vi.waitFor(async () => {
      const { deliveries } = z
        .object({ deliveries: z.array(z.object({ state: z.string(), attempts: z.int() })) })
        .parse(await control(url, ''));
      expect(deliveries.map((each) => each.state)).toEqual(PAID.map(() => 'delivered'));
      return deliveries;
    }, PATIENCE);
    expect(state.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(6);
  });

  test('a kill -9 loses neither the session nor undelivered events', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'scrip-sandbox-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const receiver = await startReceiver();
    const settings = settingsFor(receiver.url, dataDir);
    const script = `
      import { startSandbox } from '${new URL('../../packages/sandbox/src/server.ts', import.meta.url).href}';
      console.log((await startSandbox(${JSON.stringify(settings)})).url);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = z.tuple([z.instanceof(Buffer)]).parse(await once(child.stdout, 'data'));
    const first = line.toString().trim();
    await control(first, '', { delayMs: 600_000 });
    const before = await payOne({ url: first, stripe: clientOf(first) });
    const unpaid = await clientOf(first).checkout.sessions.create(order(), { idempotencyKey: 'once' });
    child.kill('SIGKILL');
    await once(child, 'exit');

    const sandbox = await startSandbox(settings);
    onTestFinished(sandbox.stop);
    const stripe = clientOf(sandbox.url);

    expect(await stripe.checkout.sessions.retrieve(before.id)).toEqual(before);
    const again = await stripe.checkout.sessions.create(order(), { idempotencyKey: 'once' });
    expect(again.id).toBe(unpaid.id);
    const { deliveries } = z
      .object({ deliveries: z.array(z.object({ number: z.int(), state: z.string() })) })
      .parse(await control(sandbox.url, ''));
    expect(deliveries.map(({ state }) => state)).toEqual(PAID.map(() => 'waiting'));
    for (const { number } of deliveries.toReversed())
      await control(sandbox.url, `/deliveries/${number}/send`);
    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
  });
});

/** The fields at the top of Stripe's published example objects. A charge's `refunds` come on expansion only. */
const FIELDS = {
  session: [
    'after_expiration',
    'allow_promotion_codes',
    'amount_subtotal',
    'amount_total',
    'automatic_tax',
    'billing_address_collection',
    'cancel_url',
    'client_reference_id',
    'client_secret',
    'consent',
    'consent_collection',
    'created',
    'currency',
    'custom_fields',
    'custom_text',
    'customer',
    'customer_creation',
    'customer_details',
    'customer_email',
    'expires_at',
    'id',
    'invoice',
    'invoice_creation',
    'livemode',
    'locale',
    'metadata',
    'mode',
    'object',
    'payment_intent',
    'payment_link',
    'payment_method_collection',
    'payment_method_configuration_details',
    'payment_method_options',
    'payment_method_types',
    'payment_status',
    'phone_number_collection',
    'recovered_from',
    'saved_payment_method_options',
    'setup_intent',
    'shipping_address_collection',
    'shipping_cost',
    'shipping_options',
    'status',
    'submit_type',
    'subscription',
    'success_url',
    'total_details',
    'ui_mode',
    'url',
    'adaptive_pricing',
    'discounts',
    'collected_information',
    'permissions',
    'wallet_options',
    'origin_context',
    'currency_conversion',
    'customer_account',
    'integration_identifier',
    'managed_payments',
  ],
  paymentIntent: [
    'amount',
    'amount_capturable',
    'amount_details',
    'amount_received',
    'application',
    'application_fee_amount',
    'automatic_payment_methods',
    'canceled_at',
    'cancellation_reason',
    'capture_method',
    'client_secret',
    'confirmation_method',
    'created',
    'currency',
    'customer',
    'description',
    'id',
    'last_payment_error',
    'latest_charge',
    'livemode',
    'metadata',
    'next_action',
    'object',
    'on_behalf_of',
    'payment_method',
    'payment_method_configuration_details',
    'payment_method_options',
    'payment_method_types',
    'processing',
    'receipt_email',
    'review',
    'setup_future_usage',
    'shipping',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'status',
    'transfer_data',
    'transfer_group',
    'source',
    'excluded_payment_method_types',
    'customer_account',
    'managed_payments',
  ],
  charge: [
    'amount',
    'amount_captured',
    'amount_refunded',
    'application',
    'application_fee',
    'application_fee_amount',
    'balance_transaction',
    'billing_details',
    'calculated_statement_descriptor',
    'captured',
    'created',
    'currency',
    'customer',
    'description',
    'disputed',
    'failure_balance_transaction',
    'failure_code',
    'failure_message',
    'fraud_details',
    'id',
    'livemode',
    'metadata',
    'object',
    'on_behalf_of',
    'outcome',
    'paid',
    'payment_intent',
    'payment_method',
    'payment_method_details',
    'receipt_email',
    'receipt_number',
    'receipt_url',
    'refunded',
    'review',
    'shipping',
    'source_transfer',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'status',
    'transfer_data',
    'transfer_group',
    'source',
  ],
  refund: [
    'amount',
    'balance_transaction',
    'charge',
    'created',
    'currency',
    'destination_details',
    'id',
    'metadata',
    'object',
    'payment_intent',
    'reason',
    'receipt_number',
    'source_transfer_reversal',
    'status',
    'transfer_reversal',
    'customer',
    'customer_account',
    'payment_method',
  ],
  dispute: [
    'amount',
    'balance_transactions',
    'charge',
    'created',
    'currency',
    'evidence',
    'evidence_details',
    'id',
    'is_charge_refundable',
    'livemode',
    'metadata',
    'object',
    'payment_intent',
    'payment_method_details',
    'reason',
    'status',
    'enhanced_eligibility_types',
  ],
  balanceTransaction: [
    'id',
    'object',
    'amount',
    'available_on',
    'created',
    'currency',
    'description',
    'exchange_rate',
    'fee',
    'fee_details',
    'net',
    'reporting_category',
    'source',
    'status',
    'type',
  ],
  event: [
    'api_version',
    'created',
    'data',
    'id',
    'livemode',
    'object',
    'pending_webhooks',
    'request',
    'type',
  ],
};

test('objects have the fields of real ones', async () => {
  const { url, stripe } = await open();
  const session = await payOne({ url, stripe });
  const payment_intent = idOf(session.payment_intent);
  const refund = await stripe.refunds.create({ payment_intent, amount: 100 });
  await control(url, `/payments/${session.id}/dispute`);
  const objects = {
    session,
    paymentIntent: await stripe.paymentIntents.retrieve(payment_intent),
    charge: await stripe.charges.retrieve(idOf(refund.charge)),
    refund,
    dispute: (await stripe.disputes.list()).data[0],
    balanceTransaction: (await stripe.balanceTransactions.list({ type: 'charge' })).data[0],
    event: (await stripe.events.list()).data[0],
  };

  const missing = Object.entries(FIELDS).map(([name, fields]) => {
    const has = new Set(Object.keys(new Map(Object.entries(objects)).get(name) ?? {}));
    return [name, fields.filter((field) => !has.has(field))];
  });
  expect(Object.fromEntries(missing)).toEqual(
    Object.fromEntries(Object.keys(FIELDS).map((name) => [name, []])),
  );
});
