import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stripe } from 'stripe';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '@scrip/sandbox';
import {
  APP,
  booked,
  captureOf,
  choose,
  clientOf,
  clientWith,
  control,
  create,
  idOf,
  LAST,
  lastHour,
  login,
  open,
  order,
  OTHER_APP,
  PAID,
  PATIENCE,
  payOne,
  refusal,
  report,
  settingsFor,
  startReceiver,
  STRIPE_KEY,
  UNPROCESSABLE,
  WHOLE,
} from './paypal-rig.ts';

describe('checkout', () => {
  test('an order is approved on its page and captured, and signed webhooks report it', async () => {
    const { receiver, sandbox, url, paypal } = await open();
    const created = await paypal.post('/v2/checkout/orders', order());
    const id = idOf(created);
    const self = `${url}/paypal/v2/checkout/orders/${id}`;
    expect(created).toEqual({
      status: 201,
      body: {
        id,
        status: 'CREATED',
        links: [
          { href: self, rel: 'self', method: 'GET' },
          { href: `${url}/paypal/checkoutnow?token=${id}`, rel: 'approve', method: 'GET' },
          { href: self, rel: 'update', method: 'PATCH' },
          { href: `${self}/capture`, rel: 'capture', method: 'POST' },
        ],
      },
    });
    const page = await (await fetch(`${url}/paypal/checkoutnow?token=${id}`)).text();
    expect(page).toContain('Pay €49.00 now');
    expect(page).toContain('250 &lt;credits&gt; &amp; more');

    const form = new URLSearchParams({ outcome: 'approve', capture: 'completed' });
    const approval = await fetch(`${url}/paypal/checkoutnow?token=${id}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(approval.status).toBe(303);
    expect(approval.headers.get('location')).toBe(
      `http://127.0.0.1/thanks?checkout=chk_1&token=${id}&PayerID=SANDBOXBUYER2`,
    );
    const answer = await paypal.post(`/v2/checkout/orders/${id}/capture`);
    expect(answer).toMatchObject({ status: 201, body: { id, status: 'COMPLETED' } });
    const capture = captureOf(answer.body);
    expect(capture).toMatchObject({
      status: 'COMPLETED',
      amount: { currency_code: 'EUR', value: '49.00' },
      final_capture: true,
      custom_id: 'chk_1',
    });

    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
    expect(receiver.received[0]).toMatchObject({
      resource_type: 'checkout-order',
      resource: { id, status: 'APPROVED', payer: { payer_id: 'SANDBOXBUYER2' } },
    });
    expect(receiver.received[2]).toMatchObject({
      resource_type: 'capture',
      resource: {
        id: capture.id,
        status: 'COMPLETED',
        supplementary_data: { related_ids: { order_id: id } },
      },
      headers: { 'paypal-cert-url': sandbox.paypal.certUrl },
    });
    expect(await (await fetch(sandbox.paypal.certUrl)).text()).toBe(sandbox.paypal.certificate);
    expect(await paypal.get(`/v2/payments/captures/${capture.id}`)).toEqual({ status: 200, body: capture });
    const whole = await paypal.get(`/v2/checkout/orders/${id}`);
    expect(whole.body).toMatchObject({
      intent: 'CAPTURE',
      status: 'COMPLETED',
      purchase_units: [{ custom_id: 'chk_1', amount: { value: '49.00' }, reference_id: 'default' }],
    });
    expect(captureOf(whole.body)).toEqual(capture);
  });

  test('an order that names its payment source waits for the payer, and needs a request id', async () => {
    const { url, paypal } = await open();
    const { application_context: experience_context, ...rest } = order();
    const wanted = { ...rest, payment_source: { paypal: { experience_context } } };

    expect(await paypal.post('/v2/checkout/orders', wanted)).toEqual(
      refusal(400, 'INVALID_REQUEST', 'PAYPAL_REQUEST_ID_REQUIRED'),
    );
    const { body } = await paypal.post('/v2/checkout/orders', wanted, { 'paypal-request-id': 'chk_1' });

    expect(body).toMatchObject({ status: 'PAYER_ACTION_REQUIRED', payment_source: { paypal: {} } });
    const { links } = z.object({ links: z.array(z.object({ rel: z.string() })) }).parse(body);
    expect(links.map(({ rel }) => rel)).toEqual(['self', 'payer-action']);
    expect((await choose(url, idOf({ body }), { outcome: 'approve' })).status).toBe(200);
  });

  test('a buyer can approve and never return, or cancel; a script gets JSON', async () => {
    const { receiver, url, paypal } = await open();
    const id = await create(paypal);

    const cancelled = await choose(url, id, { outcome: 'cancel' });
    expect(await cancelled.json()).toMatchObject({
      redirect: `http://127.0.0.1/basket?token=${id}`,
      order: { id, status: 'CREATED' },
    });
    expect((await choose(url, id, { outcome: 'made up' })).status).toBe(400);
    expect((await choose(url, 'none', { outcome: 'cancel' })).status).toBe(404);
    const left = await choose(url, id, { outcome: 'approve_and_leave' });
    expect(await left.json()).toMatchObject({ redirect: null, order: { id, status: 'APPROVED' } });
    expect((await choose(url, id, { outcome: 'approve' })).status).toBe(409);
    expect(await (await fetch(`${url}/paypal/checkoutnow?token=${id}`)).text()).toContain(
      'The store has not taken the money yet',
    );
    await vi.waitFor(() => expect(receiver.types()).toEqual(['CHECKOUT.ORDER.APPROVED']), PATIENCE);
  });

  test.each([
    ['complete', 'COMPLETED', 'PAYMENT.CAPTURE.COMPLETED'],
    ['deny', 'DECLINED', 'PAYMENT.CAPTURE.DENIED'],
  ])('a capture can be pending and then %s', async (end, status, type) => {
    const { receiver, url, paypal } = await open();

    const paid = await payOne({ url, paypal }, { choice: { capture: 'pending' } });
    expect(paid.body).toMatchObject({ status: 'COMPLETED' });
    expect(captureOf(paid.body)).toMatchObject({
      status: 'PENDING',
      status_details: { reason: 'PENDING_REVIEW' },
    });
    await control(url, `/paypal/captures/${paid.order}/${end}`);
    await control(url, `/paypal/captures/${paid.capture}/${end}`);

    expect(await paypal.get(`/v2/payments/captures/${paid.capture}`)).toMatchObject({ body: { status } });
    const expected = [...PAID.slice(0, 2), 'PAYMENT.CAPTURE.PENDING', type];
    await vi.waitFor(() => expect(receiver.types()).toEqual(expected), PATIENCE);
  });

  test('a pending capture ends by itself, and one can be declined at once', async () => {
    const { receiver, url, paypal } = await open();
    await control(url, '', { settleAfterMs: 10 });

    await payOne({ url, paypal }, { choice: { capture: 'pending' } });
    await vi.waitFor(() => expect(receiver.types().at(-1)).toBe(LAST), PATIENCE);
    const declined = await payOne({ url, paypal }, { choice: { capture: 'declined' } });

    expect(captureOf(declined.body)).toMatchObject({ status: 'DECLINED' });
    await vi.waitFor(() => expect(receiver.types().at(-1)).toBe('PAYMENT.CAPTURE.DECLINED'), PATIENCE);
    expect(receiver.types().filter((type) => type === 'CHECKOUT.ORDER.COMPLETED')).toHaveLength(1);
  });

  test('amounts have the currency’s own decimals, and can be reported wrong', async () => {
    const { url, paypal } = await open();
    const amount = { currency_code: 'JPY', value: '1200' };

    const yen = await payOne({ url, paypal }, { unit: { amount } });
    expect(captureOf(yen.body)).toMatchObject({ amount });
    const other = await payOne({ url, paypal }, { choice: { amount: 4_899, currency: 'usd' } });
    expect(captureOf(other.body)).toMatchObject({ amount: { currency_code: 'USD', value: '48.99' } });
    await control(url, '', { reportAmount: 1 });
    const least = await payOne({ url, paypal });
    expect(captureOf(least.body)).toMatchObject({ amount: { currency_code: 'EUR', value: '0.01' } });
  });
});

describe('the API', () => {
  test('the same request id returns the same order, capture and refund in their current state', async () => {
    const { url, paypal } = await open();
    const sameRequest = { 'paypal-request-id': 'chk_1' };

    const first = await paypal.post('/v2/checkout/orders', order(), sameRequest);
    const id = idOf(first);
    expect(await paypal.post('/v2/checkout/orders', order(), sameRequest)).toEqual({ ...first, status: 200 });
    const path = `/v2/checkout/orders/${id}/capture`;
    expect((await paypal.post(path, {}, sameRequest)).status).toBe(422);
    await choose(url, id, { outcome: 'approve' });
    const captures = [await paypal.post(path, {}, sameRequest), await paypal.post(path, {}, sameRequest)];
    expect(captures.map(({ status }) => status)).toEqual([201, 200]);
    expect(captures[1]?.body).toEqual(captures[0]?.body);
    expect(await paypal.post('/v2/checkout/orders', order(), sameRequest)).toMatchObject({
      status: 200,
      body: { id, status: 'COMPLETED' },
    });

    const refunding = `/v2/payments/captures/${captureOf(captures[0]?.body).id}/refund`;
    const part = { amount: { currency_code: 'EUR', value: '9.00' } };
    const refund = await paypal.post(refunding, part, sameRequest);
    expect(await paypal.post(refunding, part, sameRequest)).toEqual({ ...refund, status: 200 });
    expect(idOf(await paypal.post(refunding, part, { 'paypal-request-id': 'other' }))).not.toBe(idOf(refund));
  });

  test('an order is captured once, and only when it is approved', async () => {
    const { url, paypal } = await open();
    const id = await create(paypal);
    const capture = () => paypal.post(`/v2/checkout/orders/${id}/capture`);

    expect(await capture()).toEqual(refusal(422, UNPROCESSABLE, 'ORDER_NOT_APPROVED'));
    await choose(url, id, { outcome: 'approve' });
    const [one, other] = await Promise.all([capture(), capture()]);
    expect([one.status, other.status].toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(await capture()).toEqual(refusal(422, UNPROCESSABLE, 'ORDER_ALREADY_CAPTURED'));
  });

  test('an invoice is paid once', async () => {
    const { url, paypal } = await open();
    await payOne({ url, paypal }, { unit: { invoice_id: 'INV-1' } });
    const second = await create(paypal, {}, { invoice_id: 'INV-1' });
    await choose(url, second, { outcome: 'approve' });

    expect(await paypal.post(`/v2/checkout/orders/${second}/capture`)).toEqual(
      refusal(422, UNPROCESSABLE, 'DUPLICATE_INVOICE_ID'),
    );
  });

  test.each([
    [{ intent: 'AUTHORIZE' }, {}, 400, 'INVALID_PARAMETER_VALUE'],
    [{ intent: undefined }, {}, 400, 'MISSING_REQUIRED_PARAMETER'],
    [{}, { amount: { currency_code: 'EUR', value: 'ten' } }, 400, 'INVALID_PARAMETER_SYNTAX'],
    [{}, { amount: { currency_code: 'EUR', value: '1.005' } }, 422, 'DECIMAL_PRECISION'],
    [{}, { amount: { currency_code: 'JPY', value: '1.00' } }, 422, 'DECIMALS_NOT_SUPPORTED'],
    [{}, { amount: { currency_code: 'EUR', value: '0.00' } }, 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    [{}, { amount: { currency_code: 'EUR', value: '-1.00' } }, 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    [{}, { amount: { currency_code: 'XAU', value: '1.00' } }, 422, 'CURRENCY_NOT_SUPPORTED'],
    [{}, { custom_id: 'x'.repeat(128) }, 400, 'INVALID_STRING_MAX_LENGTH'],
    [{ application_context: { return_url: 'javascript:alert(1)' } }, {}, 400, 'INVALID_PARAMETER_SYNTAX'],
  ])('%o %o is refused', async (changes, unit, status, issue) => {
    const { paypal } = await open();

    expect(await paypal.post('/v2/checkout/orders', order(changes, unit))).toEqual(
      refusal(status, status === 400 ? 'INVALID_REQUEST' : UNPROCESSABLE, issue),
    );
  });

  test('an unauthenticated call gets nothing, and a token expires', async () => {
    const { url, paypal } = await open();
    const wrong = await login(url, { ...APP, clientSecret: 'guessed' });
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { error: 'invalid_client', error_description: expect.any(String) },
    ]);
    const anonymous = await fetch(`${url}/paypal/v2/checkout/orders/none`);
    expect(anonymous.status).toBe(401);
    const id = await create(paypal);
    await control(url, '/paypal/tokens/expire');

    expect(await paypal.get(`/v2/checkout/orders/${id}`)).toEqual(refusal(401, 'AUTHENTICATION_FAILURE'));
    const again = await clientOf(url);
    expect((await again.get(`/v2/checkout/orders/${id}`)).status).toBe(200);
  });

  test('an unknown object or another merchant’s is a 404', async () => {
    const { url, paypal } = await open();
    const { order: id, capture } = await payOne({ url, paypal });
    const other = await clientOf(url, OTHER_APP);
    const missing = refusal(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');

    expect(await other.get(`/v2/checkout/orders/${id}`)).toEqual(missing);
    expect(await other.post(`/v2/checkout/orders/${id}/capture`)).toEqual(missing);
    expect(await other.get(`/v2/payments/captures/${capture}`)).toEqual(missing);
    expect(await other.post(`/v2/payments/captures/${capture}/refund`)).toEqual(missing);
    expect(await paypal.get('/v2/payments/refunds/none')).toEqual(missing);
    expect(await paypal.get('/v1/customer/disputes/none')).toEqual(missing);
    expect((await paypal.get('/v2/made/up')).status).toBe(404);
    expect((await other.get(`/v1/reporting/transactions?${lastHour()}`)).body).toMatchObject({
      total_items: 0,
      transaction_details: [],
    });
  });

  test('a body must be JSON with its content type', async () => {
    const { paypal } = await open();
    const text = { 'content-type': 'text/plain' };

    expect(await paypal.post('/v2/checkout/orders/none/capture', undefined, text)).toEqual(
      refusal(415, 'UNSUPPORTED_MEDIA_TYPE'),
    );
  });
});

describe('money returned', () => {
  test('a refund’s event has this refund and the total so far', async () => {
    const { receiver, url, paypal } = await open();
    const { capture } = await payOne({ url, paypal });
    const path = `/v2/payments/captures/${capture}/refund`;
    const euros = (value: string) => ({ currency_code: 'EUR', value });

    const brief = await paypal.post(path, { amount: euros('9.00') });
    expect(Object.keys(brief.body)).toEqual(['id', 'status', 'links']);
    expect((await paypal.get(`/v2/payments/captures/${capture}`)).body).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
    });
    expect(await paypal.post(path, { amount: euros('40.01') })).toEqual(
      refusal(422, UNPROCESSABLE, 'REFUND_AMOUNT_EXCEEDED'),
    );
    const whole = await paypal.post(path, { note_to_payer: 'Sorry' }, WHOLE);
    expect(await paypal.post(path)).toEqual(refusal(422, UNPROCESSABLE, 'CAPTURE_FULLY_REFUNDED'));
    expect(await paypal.get(`/v2/payments/refunds/${idOf(whole)}`)).toEqual({ ...whole, status: 200 });
    expect((await paypal.get(`/v2/payments/captures/${capture}`)).body).toMatchObject({ status: 'REFUNDED' });

    await vi.waitFor(() => expect(receiver.received).toHaveLength(5), PATIENCE);
    const refunds = receiver.received.slice(3);
    expect(refunds.map(({ event_type: type }) => type)).toEqual([
      'PAYMENT.CAPTURE.REFUNDED',
      'PAYMENT.CAPTURE.REFUNDED',
    ]);
    expect(refunds[1]).toMatchObject({
      resource_type: 'refund',
      resource: {
        id: idOf(whole),
        status: 'COMPLETED',
        amount: euros('40.00'),
        custom_id: 'chk_1',
        note_to_payer: 'Sorry',
        seller_payable_breakdown: { total_refunded_amount: euros('49.00') },
        create_time: expect.stringMatching(/-07:00$/),
        links: [
          { rel: 'self' },
          { rel: 'up', href: `${url}/paypal/v2/payments/captures/${capture}`, method: 'GET' },
        ],
      },
    });
    expect(await booked(paypal)).toEqual(['T0006 49.00 V', 'T1107 -9.00 S', 'T1107 -40.00 S']);
  });

  test('the merchant refunds from the dashboard, and PayPal reverses', async () => {
    const { receiver, url, paypal } = await open();
    const { capture, order: id } = await payOne({ url, paypal });

    await control(url, `/paypal/captures/${id}/refund`, { amount: 1_000 });
    const tooMuch = { method: 'POST', body: '{"amount": 4000}' };
    expect((await fetch(`${url}/controls/paypal/captures/${id}/refund`, tooMuch)).status).toBe(400);
    await control(url, `/paypal/captures/${capture}/reverse`);

    const expected = [...PAID, 'PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REVERSED'];
    await vi.waitFor(() => expect(receiver.types()).toEqual(expected), PATIENCE);
    expect(receiver.received.at(-1)?.resource).toMatchObject({
      amount: { value: '39.00' },
      seller_payable_breakdown: { total_refunded_amount: { value: '49.00' } },
    });
    const { body } = await paypal.get(`/v2/checkout/orders/${id}`);
    expect(body).toMatchObject({ purchase_units: [{ payments: { refunds: [{}, {}] } }] });
  });

  const disputed = z.object({ dispute_id: z.string() });
  const dispute = async (url: string, capture: string, how: object = {}): Promise<string> =>
    disputed.parse(await control(url, `/paypal/captures/${capture}/dispute`, how)).dispute_id;

  test('a dispute is opened, becomes a claim, and is lost: the payment is reversed', async () => {
    const { receiver, url, paypal } = await open();
    const { capture } = await payOne({ url, paypal });

    const id = await dispute(url, capture, { amount: 2_000, reason: 'UNAUTHORISED' });
    expect(
      (await fetch(`${url}/controls/paypal/captures/${capture}/dispute`, { method: 'POST' })).status,
    ).toBe(404);
    expect((await paypal.get(`/v1/customer/disputes/${id}`)).body).toMatchObject({
      dispute_id: id,
      status: 'WAITING_FOR_SELLER_RESPONSE',
      dispute_life_cycle_stage: 'INQUIRY',
      dispute_channel: 'INTERNAL',
      reason: 'UNAUTHORISED',
      dispute_amount: { currency_code: 'EUR', value: '20.00' },
      disputed_transactions: [{ seller_transaction_id: capture, custom: 'chk_1' }],
    });
    await control(url, `/paypal/disputes/${id}/update`, { stage: 'CHARGEBACK' });
    await control(url, `/paypal/disputes/${id}/resolve`, { outcome: 'RESOLVED_BUYER_FAVOUR' });

    const events = ['CREATED', 'UPDATED', 'RESOLVED'].map((what) => `CUSTOMER.DISPUTE.${what}`);
    const expected = [
      ...PAID,
      ...events.slice(0, 2),
      'PAYMENT.CAPTURE.REVERSED',
      'CUSTOMER.DISPUTE.RESOLVED',
    ];
    await vi.waitFor(() => expect(receiver.types()).toEqual(expected), PATIENCE);
    expect(receiver.received.at(-1)).toMatchObject({
      resource_type: 'dispute',
      resource: {
        status: 'RESOLVED',
        dispute_life_cycle_stage: 'CHARGEBACK',
        dispute_outcome: {
          outcome_code: 'RESOLVED_BUYER_FAVOUR',
          amount_refunded: { currency_code: 'EUR', value: '20.00' },
        },
      },
    });
    expect(await booked(paypal)).toEqual([
      'T0006 49.00 S',
      'T1110 -20.00 S',
      'T1111 20.00 S',
      'T1106 -20.00 S',
    ]);
  });

  test.each([
    ['INTERNAL', 'RESOLVED_SELLER_FAVOUR', ['T1110 -49.00 S', 'T1111 49.00 S']],
    ['EXTERNAL', 'RESOLVED_SELLER_FAVOUR', ['T1201 -49.00 S', 'T1202 49.00 S']],
    ['EXTERNAL', 'RESOLVED_BUYER_FAVOUR', ['T1201 -49.00 S']],
    ['INTERNAL', 'CANCELED_BY_BUYER', ['T1110 -49.00 S', 'T1111 49.00 S']],
  ])('an %s dispute ends as %s', async (channel, outcome, lines) => {
    const { receiver, url, paypal } = await open();
    const { capture } = await payOne({ url, paypal });

    const id = await dispute(url, capture, { channel, stage: 'CHARGEBACK' });
    await control(url, `/paypal/disputes/${id}/resolve`, { outcome });

    const expected = [...PAID, 'CUSTOMER.DISPUTE.CREATED', 'CUSTOMER.DISPUTE.RESOLVED'];
    await vi.waitFor(() => expect(receiver.types()).toEqual(expected), PATIENCE);
    expect(await booked(paypal)).toEqual(['T0006 49.00 S', ...lines]);
    expect((await fetch(`${url}/controls/paypal/disputes/${id}/update`, { method: 'POST' })).status).toBe(
      404,
    );
  });

  test('disputes are listed in pages, and can be filtered', async () => {
    const { url, paypal } = await open();
    const made: { id: string; capture: string }[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { capture } = await payOne({ url, paypal });
      made.push({ capture, id: await dispute(url, capture) });
    }
    const listSchema = z.object({
      items: z.array(disputed.extend({ update_time: z.iso.datetime() })),
      links: z.array(z.object({ rel: z.string(), href: z.string() })),
    });
    const list = async (query: string) => {
      const { items, links } = listSchema.parse((await paypal.get(`/v1/customer/disputes?${query}`)).body);
      const next = links.find(({ rel }) => rel === 'next');
      return { ids: items.map((item) => item.dispute_id), next: next && new URL(next.href).search.slice(1) };
    };
    const newestFirst = made.map(({ id }) => id).toReversed();

    const first = await list('page_size=2');
    expect(first.ids).toEqual(newestFirst.slice(0, 2));
    const second = await list(z.string().parse(first.next));
    expect(second).toEqual({ ids: newestFirst.slice(2), next: undefined });
    expect((await list(`disputed_transaction_id=${made[1]?.capture}`)).ids).toEqual([made[1]?.id]);
    const future = new Date(Date.now() + 60_000).toISOString();
    expect((await list(`update_time_after=${future}`)).ids).toEqual([]);
    expect((await list(`update_time_before=${future}`)).ids).toEqual(newestFirst);
    expect((await list(`start_time=${new Date(Date.now() - 60_000).toISOString()}`)).ids).toHaveLength(3);
    expect((await paypal.get('/v1/customer/disputes?page_size=51')).status).toBe(400);
    expect((await paypal.get('/v1/customer/disputes?start_time=yesterday')).status).toBe(400);
  });
});

describe('the transaction report', () => {
  test('comes in pages, oldest first', async () => {
    const { url, paypal } = await open();
    const captures: string[] = [];
    for (let n = 0; n < 5; n += 1) captures.push((await payOne({ url, paypal })).capture);

    const first = await report(paypal, { page_size: '2', fields: 'transaction_info' });
    expect(first).toMatchObject({ total_items: 5, total_pages: 3 });
    const pages = [
      first,
      ...(await Promise.all(['2', '3', '4'].map((page) => report(paypal, { page_size: '2', page })))),
    ];
    expect(pages.map(({ lines }) => lines.length)).toEqual([2, 2, 1, 0]);
    expect(pages.flatMap(({ lines }) => lines.map((line) => line.transaction_id))).toEqual(captures);
    const one = await report(paypal, { transaction_id: z.string().parse(captures[3]) });
    expect(one.lines.map((line) => line.transaction_id)).toEqual([captures[3]]);
  });

  test('lags behind, and refuses a more recent window', async () => {
    const { url, paypal } = await open();
    await payOne({ url, paypal });
    await control(url, '', { reportingLagMs: 1_800_000 });

    expect(await report(paypal)).toMatchObject({ total_items: 0, lines: [] });
    const young = lastHour({ start_date: new Date(Date.now() - 60_000).toISOString() });
    expect(await paypal.get(`/v1/reporting/transactions?${young}`)).toEqual(refusal(404, 'INVALID_REQUEST'));
    await control(url, '', { reportingLagMs: 0 });
    expect(await report(paypal)).toMatchObject({ total_items: 1 });
  });

  test('covers 31 days at most, and accepts only times with an offset', async () => {
    const { paypal } = await open();
    const get = (more: Record<string, string>) => paypal.get(`/v1/reporting/transactions?${lastHour(more)}`);

    expect((await get({ start_date: new Date(Date.now() - 32 * 86_400_000).toISOString() })).status).toBe(
      400,
    );
    expect((await get({ start_date: '2026-11-20' })).status).toBe(400);
    expect((await get({ page_size: '501' })).status).toBe(400);
    expect(
      (await get({ start_date: new Date(Date.now() - 3_600_000).toISOString().replace('Z', '-0000') }))
        .status,
    ).toBe(200);
  });
});

describe('delivery', () => {
  test('events are lost, repeated, held, reordered and resent as the controls say', async () => {
    const { receiver, url, paypal } = await open();
    await control(url, '', { drop: 1, types: [LAST] });
    await payOne({ url, paypal });
    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID.slice(0, 2)), PATIENCE);

    await control(url, '', { repeat: 2, repeatAs: 'new_event' });
    await payOne({ url, paypal });
    const twice = [...PAID.slice(0, 2), ...PAID, LAST];
    await vi.waitFor(() => expect(receiver.types()).toEqual(twice), PATIENCE);
    const [one, other] = receiver.received.slice(-2);
    expect(one?.resource).toEqual(other?.resource);
    expect(one?.id).not.toBe(other?.id);

    await control(url, '', { repeat: 1, types: null, hold: true });
    await payOne({ url, paypal });
    expect(await control(url, '')).toMatchObject({ held: 3 });
    await control(url, '/release', { order: 'reverse' });
    await vi.waitFor(() => expect(receiver.types().slice(6)).toEqual(PAID.toReversed()), PATIENCE);

    await control(url, `/events/${one?.id}/resend`);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(10), PATIENCE);
    expect(receiver.received.at(-1)).toMatchObject({ id: one?.id, event_type: LAST });
  });

  test('an event that the webhook refuses is sent again', async () => {
    const { receiver, url, paypal } = await open();
    receiver.answers.push(500);

    await payOne({ url, paypal });

    await vi.waitFor(() => expect(receiver.types().toSorted()).toEqual(PAID.toSorted()), PATIENCE);
  });

  test.each([
    ['wrong', 'another signature'],
    ['old', 'too old'],
    ['missing', 'Invalid input'],
    ['expired_certificate', 'an expired certificate'],
    ['foreign_certificate', 'a certificate from elsewhere'],
  ])('a signature can be %s', async (signature, because) => {
    const { receiver, url, paypal } = await open();
    await control(url, '', { signature, types: [LAST] });

    await payOne({ url, paypal });

    await vi.waitFor(() => expect(receiver.refused).toEqual([expect.stringContaining(because)]), PATIENCE);
    expect(receiver.types()).toEqual(PAID.slice(0, 2));
  });

  test('a verifier that accepts a certificate from anywhere is fooled', async () => {
    const { receiver, url, paypal } = await open();
    receiver.trust.origin = url.replace('127.0.0.1', 'localhost');
    await control(url, '', { signature: 'foreign_certificate' });

    await payOne({ url, paypal });

    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
  });
});

describe('outages', () => {
  const stripeOf = (url: string): Stripe =>
    new Stripe(STRIPE_KEY, {
      host: '127.0.0.1',
      port: Number(new URL(url).port),
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
    });

  test('an outage lasts until it is ended, or for a number of calls', async () => {
    const { url, paypal } = await open();
    const id = await create(paypal);
    const get = () => paypal.get(`/v2/checkout/orders/${id}`);

    await control(url, '', { api: { fail: 'all' } });
    expect(await get()).toEqual(refusal(503, 'SERVICE_UNAVAILABLE'));
    expect((await login(url, APP)).status).toBe(503);
    await expect(stripeOf(url).charges.list()).rejects.toMatchObject({
      statusCode: 503,
      type: 'StripeAPIError',
    });
    await control(url, '', { api: { fail: 1, status: 429 } });
    expect(await get()).toEqual(refusal(429, 'RATE_LIMIT_REACHED'));
    expect((await get()).status).toBe(200);
    await control(url, '', { api: { fail: 1, status: 429 } });
    await expect(stripeOf(url).charges.list()).rejects.toMatchObject({ type: 'StripeRateLimitError' });
    expect((await stripeOf(url).charges.list()).data).toEqual([]);
  });

  test('selected calls can fail, and pages never do', async () => {
    const { url, paypal } = await open();
    await control(url, '', { api: { fail: 'all', status: 500, only: '/paypal/v2/checkout' } });

    expect(await paypal.post('/v2/checkout/orders', order())).toEqual(refusal(500, 'INTERNAL_SERVER_ERROR'));
    expect((await paypal.get('/v1/customer/disputes')).status).toBe(200);
    expect((await stripeOf(url).charges.list()).data).toEqual([]);
    expect(await (await fetch(url)).text()).toContain('loseAnswers');
    await fetch(`${url}/controls`, { method: 'DELETE' });
    expect((await paypal.post('/v2/checkout/orders', order())).status).toBe(201);
  });

  test('a response can be lost after the work was done', async () => {
    const { receiver, url, paypal } = await open();
    const id = await create(paypal);
    await choose(url, id, { outcome: 'approve' });
    await control(url, '', { api: { loseAnswers: 1 } });
    const capture = () =>
      paypal.post(`/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': `capture-${id}` });

    await expect(capture()).rejects.toThrow('fetch failed');
    expect(await capture()).toMatchObject({ status: 200, body: { status: 'COMPLETED' } });
    await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);

    // Stripe's SDK asks once more by itself when the connection breaks.
    await control(url, '', { api: { loseAnswers: 2, only: '/v1/' } });
    const price_data = { currency: 'eur', unit_amount: 500, product_data: { name: 'Credits' } };
    const start = () =>
      stripeOf(url).checkout.sessions.create(
        {
          mode: 'payment',
          line_items: [{ quantity: 1, price_data }],
          success_url: 'http://127.0.0.1/thanks',
        },
        { idempotencyKey: 'chk_1' },
      );
    await expect(start()).rejects.toMatchObject({ type: 'StripeConnectionError' });
    const { id: created } = await start();
    const { data } = await stripeOf(url).checkout.sessions.list();
    expect(data.map((each) => each.id)).toEqual([created]);
  });

  test('responses can be delayed', async () => {
    const { url, paypal } = await open();
    await control(url, '', { api: { delayMs: 200 } });
    const start = Date.now();

    await create(paypal);

    // A timer may ring a millisecond before its time.
    expect(Date.now() - start).toBeGreaterThanOrEqual(199);
  });
});

describe('many payments at once', () => {
  const madeSchema = z.object({
    made: z.array(z.object({ reference: z.string(), checkout: z.string(), payment: z.string() })),
  });
  const each = { amount: 500, currency: 'eur', reference: 'chk_{n}', metadata: { account: 'acc_{n}' } };

  test('are created without webhooks', async () => {
    const { receiver, url, paypal } = await open();

    const { made } = madeSchema.parse(
      await control(url, '/bulk', {
        key: APP.clientId,
        count: 250,
        from: 7,
        each: { ...each, invoice: 'i{n}' },
      }),
    );
    expect(made.map(({ reference }) => reference).slice(0, 2)).toEqual(['chk_7', 'chk_8']);
    const { body } = await paypal.get(`/v1/reporting/transactions?${lastHour({ page_size: '500' })}`);
    expect(body).toMatchObject({ total_items: 250 });
    const last = z.object({ checkout: z.string(), payment: z.string() }).parse(made.at(-1));
    expect((await paypal.get(`/v2/checkout/orders/${last.checkout}`)).body).toMatchObject({
      status: 'COMPLETED',
      purchase_units: [
        { custom_id: 'chk_256', invoice_id: 'i256', payments: { captures: [{ id: last.payment }] } },
      ],
    });

    const payments = [
      { ...each, reference: 'a' },
      { ...each, reference: 'b', metadata: { account: 'acc' } },
    ];
    const stripe = madeSchema.parse(await control(url, '/bulk', { key: STRIPE_KEY, payments }));
    const client = new Stripe(STRIPE_KEY, { host: '127.0.0.1', port: new URL(url).port, protocol: 'http' });
    const { data } = await client.checkout.sessions.list();
    expect(data).toMatchObject([
      { client_reference_id: 'b', payment_status: 'paid', metadata: { account: 'acc' } },
      { client_reference_id: 'a', payment_intent: stripe.made[0]?.payment },
    ]);
    expect((await client.events.list({ type: 'checkout.session.completed' })).data).toHaveLength(2);
    expect(await control(url, '')).toMatchObject({ deliveries: [] });
    expect(receiver.received).toEqual([]);
  });

  test('are refused as a whole if one of them is invalid', async () => {
    const { url, paypal } = await open();
    const bulk = (body: object) =>
      fetch(`${url}/controls/bulk`, { method: 'POST', body: JSON.stringify(body) });

    expect((await bulk({ key: 'nobody', count: 1, each })).status).toBe(404);
    const payments = [each, { ...each, currency: 'xau' }];
    expect((await bulk({ key: APP.clientId, payments })).status).toBe(400);
    expect((await bulk({ key: STRIPE_KEY, payments: [each, { ...each, amount: 1 }] })).status).toBe(400);
    expect((await paypal.get(`/v1/reporting/transactions?${lastHour()}`)).body).toMatchObject({
      total_items: 0,
    });
  });
});

test('a restart keeps orders, tokens, request ids, the certificate and undelivered events', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'scrip-sandbox-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const receiver = await startReceiver();
  const first = await startSandbox(settingsFor(receiver.url, dataDir));
  await control(first.url, '', { hold: true, minimalCaptures: false, api: { status: 500 } });
  const earlier = await clientOf(first.url);
  const { order: id } = await payOne({ url: first.url, paypal: earlier });
  const before = await earlier.get(`/v2/checkout/orders/${id}`);
  const sameRequest = { 'paypal-request-id': 'chk_2' };
  const unpaid = idOf(await earlier.post('/v2/checkout/orders', order(), sameRequest));
  await first.stop();

  const second = await startSandbox(settingsFor(receiver.url, dataDir));
  onTestFinished(second.stop);
  receiver.trust.origin = second.url;
  const later = clientWith(second.url, earlier.token);
  const moved = (what: unknown): unknown =>
    JSON.parse(JSON.stringify(what).replaceAll(first.url, second.url));

  expect(second.paypal).toEqual(moved(first.paypal));
  expect(await later.get(`/v2/checkout/orders/${id}`)).toEqual(moved(before));
  expect(idOf(await later.post('/v2/checkout/orders', order(), sameRequest))).toBe(unpaid);
  expect(await control(second.url, '')).toMatchObject({
    held: 3,
    controls: { hold: true, api: { status: 500 } },
  });
  await control(second.url, '/release');
  await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
});
