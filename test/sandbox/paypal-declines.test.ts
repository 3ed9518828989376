import { expect, test, vi } from 'vitest';
import {
  captureOf,
  choose,
  control,
  create,
  open,
  order,
  PAID,
  PATIENCE,
  payOne,
  refusal,
  UNPROCESSABLE,
} from './paypal-rig.ts';

test('after a declined instrument the buyer approves again, with another', async () => {
  const { receiver, url, paypal } = await open();
  const id = await create(paypal);
  const capture = () => paypal.post(`/v2/checkout/orders/${id}/capture`);
  await choose(url, id, { outcome: 'approve', capture: 'refused' });

  const declined = await capture();
  expect(declined).toEqual(refusal(422, UNPROCESSABLE, 'INSTRUMENT_DECLINED'));
  const approving = { rel: 'redirect', href: `${url}/paypal/checkoutnow?token=${id}`, method: 'GET' };
  expect(declined.body).toMatchObject({ links: [approving] });
  expect((await paypal.get(`/v2/checkout/orders/${id}`)).body).toMatchObject({ status: 'CREATED' });
  expect(await capture()).toEqual(refusal(422, UNPROCESSABLE, 'ORDER_NOT_APPROVED'));
  expect((await choose(url, id, { outcome: 'approve' })).status).toBe(200);
  expect(await capture()).toMatchObject({ status: 201, body: { status: 'COMPLETED' } });

  await vi.waitFor(() => expect(receiver.types()).toEqual([PAID[0], ...PAID]), PATIENCE);
});

test('an order with a payment source waits for its payer again', async () => {
  const { url, paypal } = await open();
  const { application_context: experience_context, ...rest } = order();
  const wanted = { ...rest, payment_source: { paypal: { experience_context } } };
  const { body } = await paypal.post('/v2/checkout/orders', wanted, { 'paypal-request-id': 'chk_1' });
  const id = String(body['id']);
  await choose(url, id, { outcome: 'approve', capture: 'refused', issue: 'PAYER_ACTION_REQUIRED' });

  const answer = await paypal.post(`/v2/checkout/orders/${id}/capture`);

  expect(answer).toEqual(refusal(422, UNPROCESSABLE, 'PAYER_ACTION_REQUIRED'));
  expect((await paypal.get(`/v2/checkout/orders/${id}`)).body).toMatchObject({
    status: 'PAYER_ACTION_REQUIRED',
  });
});

test.each(['PAYEE_ACCOUNT_RESTRICTED', 'TRANSACTION_REFUSED', 'COMPLIANCE_VIOLATION'])(
  'an order refused as %s stays approved until the cause is gone',
  async (issue) => {
    const { url, paypal } = await open();
    const id = await create(paypal);
    const capture = () => paypal.post(`/v2/checkout/orders/${id}/capture`);
    await choose(url, id, { outcome: 'approve', capture: 'refused', issue });

    const refused = refusal(422, UNPROCESSABLE, issue);
    expect([await capture(), await capture()]).toEqual([refused, refused]);
    expect((await paypal.get(`/v2/checkout/orders/${id}`)).body).toMatchObject({ status: 'APPROVED' });
    await control(url, `/paypal/orders/${id}/capture`, { capture: 'completed' });
    expect((await capture()).status).toBe(201);
    const tooLate = await fetch(`${url}/controls/paypal/orders/${id}/capture`, { method: 'POST' });
    expect(tooLate.status).toBe(404);
  },
);

test('a declined or pending capture has its reason', async () => {
  const { receiver, url, paypal } = await open();

  const declined = await payOne({ url, paypal }, { choice: { capture: 'declined', responseCode: '5120' } });
  expect(captureOf(declined.body)).toMatchObject({
    status: 'DECLINED',
    status_details: { reason: 'DECLINED_BY_RISK_FRAUD_FILTERS' },
    processor_response: { response_code: '5120' },
  });
  const pending = await payOne({ url, paypal }, { choice: { capture: 'pending', reason: 'ECHECK' } });
  expect(captureOf(pending.body)).toMatchObject({
    status: 'PENDING',
    status_details: { reason: 'ECHECK' },
  });
  const paid = await payOne({ url, paypal }, { choice: { reason: 'ECHECK', responseCode: '5120' } });
  expect(captureOf(paid.body)).not.toHaveProperty('status_details');
  expect(captureOf(paid.body)).not.toHaveProperty('processor_response');

  const event = () =>
    receiver.received.find(({ event_type: type }) => type === 'PAYMENT.CAPTURE.DECLINED')?.resource;
  await vi.waitFor(
    () => expect(event()).toMatchObject({ processor_response: { response_code: '5120' } }),
    PATIENCE,
  );
});
