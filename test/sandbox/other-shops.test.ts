import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import * as paypalRig from './paypal-rig.ts';
import * as stripeRig from './stripe-rig.ts';

const made = z.object({ made: z.tuple([z.object({ checkout: z.string(), payment: z.string() })]) });

test('another shop’s sale on the same Stripe account sends all events of a sale', async () => {
  const { receiver, url, stripe } = await stripeRig.open();
  const mug = { amount: 500, currency: 'eur', metadata: { order_id: '4711' } };

  const sold = made.parse(
    await stripeRig.control(url, '/bulk', { key: stripeRig.KEY, tell: true, payments: [mug] }),
  );

  const [{ checkout, payment }] = sold.made;
  await vi.waitFor(() => expect(receiver.types()).toEqual(stripeRig.PAID), stripeRig.PATIENCE);
  expect(receiver.received.at(-1)).toMatchObject({
    about: checkout,
    body: {
      data: { object: { client_reference_id: null, payment_intent: payment, metadata: mug.metadata } },
    },
  });
  await stripeRig.control(url, `/payments/${payment}/dispute`);
  expect((await stripe.disputes.list({ payment_intent: payment })).data).toHaveLength(1);
});

test('another shop sells on the same PayPal account', async () => {
  const { receiver, url } = await paypalRig.open();
  const lamp = { amount: 1_200, currency: 'eur', reference: 'order 4711', invoice: 'WC-4711' };
  const { clientId: key } = paypalRig.APP;

  const sold = made.parse(await paypalRig.control(url, '/bulk', { key, tell: true, payments: [lamp] }));

  await vi.waitFor(() => expect(receiver.types()).toEqual(paypalRig.PAID), paypalRig.PATIENCE);
  expect(receiver.received.at(-1)?.resource).toMatchObject({
    id: sold.made[0].payment,
    custom_id: 'order 4711',
    invoice_id: 'WC-4711',
  });
});

test('another shop’s sales can have no reference', async () => {
  const { url, paypal } = await paypalRig.open();
  const { clientId: key } = paypalRig.APP;

  const sold = made.parse(
    await paypalRig.control(url, '/bulk', { key, tell: true, payments: [{ amount: 100, currency: 'eur' }] }),
  );

  const { body } = await paypal.get(`/v2/payments/captures/${sold.made[0].payment}`);
  expect(body).toMatchObject({ status: 'COMPLETED', amount: { value: '1.00' } });
  expect(body).not.toHaveProperty('custom_id');
  expect(body).not.toHaveProperty('invoice_id');
});

test('a payment that is made as of a time is listed at that time by both providers', async () => {
  const at = Date.parse('2026-03-01T12:00:00Z') / 1000;
  const payments = [{ amount: 1000, currency: 'eur', at }];
  const { url, stripe } = await stripeRig.open();
  const sold = made.parse(await stripeRig.control(url, '/bulk', { key: stripeRig.KEY, payments }));
  const session = await stripe.checkout.sessions.retrieve(sold.made[0].checkout, {
    expand: ['payment_intent.latest_charge'],
  });
  expect(session).toMatchObject({
    created: at,
    payment_intent: { created: at, latest_charge: { created: at } },
  });
  await stripeRig.control(url, '/bulk', {
    key: stripeRig.KEY,
    payments: [{ amount: 1000, currency: 'eur' }],
  });
  expect((await stripe.checkout.sessions.list({ created: { lt: at + 1 } })).data).toHaveLength(1);

  const there = await paypalRig.open();
  const { clientId: key } = paypalRig.APP;
  const taken = made.parse(await paypalRig.control(there.url, '/bulk', { key, payments }));
  const { body } = await there.paypal.get(`/v2/payments/captures/${taken.made[0].payment}`);
  expect(body).toMatchObject({ create_time: '2026-03-01T12:00:00Z' });
});
