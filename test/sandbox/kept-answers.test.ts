import { describe, expect, test, vi } from 'vitest';
import * as paypalRig from './paypal-rig.ts';
import * as stripeRig from './stripe-rig.ts';

describe('Stripe', () => {
  test('repeats a 500 under its key for a day, and handles another key normally', async () => {
    const { url, stripe } = await stripeRig.open();
    const start = (idempotencyKey: string) =>
      stripe.checkout.sessions.create(stripeRig.order(), { idempotencyKey });
    await stripeRig.control(url, '', { api: { fail: 1, status: 500 } });

    await expect(start('once')).rejects.toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    await expect(start('once')).rejects.toMatchObject({
      statusCode: 500,
      headers: { 'idempotent-replayed': 'true', 'original-request': expect.stringMatching(/^req_/) },
    });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
    const { id } = await start('twice');

    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 60 * 60 * 1000 + 1000);
    expect((await start('once')).id).not.toBe(id);
  });

  test.each([429, 503] as const)('does not store a %i that came before the work began', async (status) => {
    const { url, stripe } = await stripeRig.open();
    const start = () => stripe.checkout.sessions.create(stripeRig.order(), { idempotencyKey: 'once' });
    await stripeRig.control(url, '', { api: { fail: 1, status } });

    await expect(start()).rejects.toMatchObject({ statusCode: status });
    expect(await start()).toMatchObject({ status: 'open' });
  });

  test('does not replace a stored response by a 500', async () => {
    const { url, stripe } = await stripeRig.open();
    const start = () => stripe.checkout.sessions.create(stripeRig.order(), { idempotencyKey: 'once' });
    const { id } = await start();
    await stripeRig.control(url, '', { api: { fail: 1, status: 500 } });

    await expect(start()).rejects.toMatchObject({ statusCode: 500 });
    expect((await start()).id).toBe(id);
  });
});

describe('PayPal', () => {
  const { choose, control, create, open, refusal, UNPROCESSABLE } = paypalRig;

  test('can repeat a refusal, under its request id only', async () => {
    const { url, paypal } = await open();
    await control(url, '', { keepRefusals: true });
    const id = await create(paypal);
    const capture = (request: string) =>
      paypal.post(`/v2/checkout/orders/${id}/capture`, {}, { 'paypal-request-id': request });

    const tooEarly = refusal(422, UNPROCESSABLE, 'ORDER_NOT_APPROVED');
    expect(await capture('first')).toEqual(tooEarly);
    await choose(url, id, { outcome: 'approve' });
    expect(await capture('first')).toEqual(tooEarly);
    expect((await capture('second')).status).toBe(201);
    expect(await capture('first')).toEqual(tooEarly);
    expect((await capture('second')).status).toBe(200);
  });

  test('stores no refusal of a request without an id or without a token', async () => {
    const { url, paypal } = await open();
    await control(url, '', { keepRefusals: true });
    const id = await create(paypal);
    const path = `/v2/checkout/orders/${id}/capture`;
    expect((await paypal.post(path)).status).toBe(422);
    const stranger = paypalRig.clientWith(url, 'made up');
    expect((await stranger.post(path, {}, { 'paypal-request-id': 'first' })).status).toBe(401);

    await choose(url, id, { outcome: 'approve' });
    expect((await paypal.post(path, {}, { 'paypal-request-id': 'first' })).status).toBe(201);
  });
});
