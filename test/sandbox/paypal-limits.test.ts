import { expect, test, vi } from 'vitest';
import {
  booked,
  captureOf,
  choose,
  control,
  create,
  lastHour,
  open,
  payOne,
  refusal,
  WHOLE,
} from './paypal-rig.ts';

test('a capture’s response has id, status and links, or everything on request', async () => {
  const { url, paypal } = await open();
  await control(url, '', { minimalCaptures: true });
  const id = await create(paypal);
  await choose(url, id, { outcome: 'approve' });
  const path = `/v2/checkout/orders/${id}/capture`;
  const sameRequest = { 'paypal-request-id': 'capture' };

  const answer = await paypal.post(path, {}, sameRequest);

  expect(answer).toMatchObject({ status: 201, body: { id, status: 'COMPLETED' } });
  expect(Object.keys(answer.body)).toEqual(['id', 'status', 'links']);
  const whole = await paypal.post(path, {}, { ...sameRequest, ...WHOLE });
  expect(captureOf(whole.body)).toMatchObject({ status: 'COMPLETED', amount: { value: '49.00' } });
  expect((await paypal.get(`/v2/checkout/orders/${id}`)).body).toEqual(whole.body);
});

test('the report refuses a window with more transactions than its limit', async () => {
  const { url, paypal } = await open();
  const start = Date.now();
  const clock = vi.spyOn(Date, 'now');
  for (const seconds of [0, 2, 4]) {
    clock.mockReturnValue(start + seconds * 1000);
    await payOne({ url, paypal });
  }
  await control(url, '', { reportLimit: 2 });
  const get = (more?: Record<string, string>) => paypal.get(`/v1/reporting/transactions?${lastHour(more)}`);

  const tooLarge = refusal(400, 'RESULTSET_TOO_LARGE');
  const answer = await get();
  expect(answer).toEqual(tooLarge);
  expect(answer.body).toMatchObject({ total_items: 3, maximum_items: 2 });
  expect(await get({ page_size: '1', page: '3' })).toEqual(tooLarge);
  const half = await get({ end_date: new Date(start + 3_000).toISOString() });
  expect(half).toMatchObject({ status: 200, body: { total_items: 2 } });
  expect((await fetch(`${url}/controls`, { method: 'POST', body: '{"reportLimit": 10001}' })).status).toBe(
    400,
  );
});

test('an app without a permission gets 403, and can use its other permissions', async () => {
  const { url, paypal } = await open();
  await control(url, '', { missingRights: ['transaction_search'] });

  const lacking = refusal(403, 'NOT_AUTHORIZED');
  expect(await paypal.get(`/v1/reporting/transactions?${lastHour()}`)).toEqual(lacking);
  expect((await paypal.get('/v1/customer/disputes')).status).toBe(200);
  await payOne({ url, paypal });
  await control(url, '', { missingRights: ['disputes'] });
  expect(await paypal.get('/v1/customer/disputes')).toEqual(lacking);
  expect(await paypal.get('/v1/customer/disputes/PP-R-1')).toEqual(lacking);
  expect(await booked(paypal)).toEqual(['T0006 49.00 S']);
});

test('the report omits some characters of the custom field, and none of the invoice', async () => {
  const { url, paypal } = await open();
  const custom_id = `auth0|507f+${'x'.repeat(127 - 15)}@a.b`;
  await payOne({ url, paypal }, { unit: { custom_id, invoice_id: 'chk_1' } });

  const { body } = await paypal.get(`/v1/reporting/transactions?${lastHour()}`);

  const custom_field = `auth0507f${'x'.repeat(127 - 15)}a.b`;
  expect(body).toMatchObject({
    transaction_details: [{ transaction_info: { custom_field, invoice_id: 'chk_1' } }],
  });
});
