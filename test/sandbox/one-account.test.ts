import { expect, test, vi } from 'vitest';
import * as paypalRig from './paypal-rig.ts';
import * as stripeRig from './stripe-rig.ts';

test('controls can apply to one Stripe account only', async () => {
  const { receiver, url, stripe } = await stripeRig.open();
  const other = stripeRig.clientOf(url, stripeRig.OTHER_KEY);
  await stripeRig.control(url, '', { account: stripeRig.OTHER_KEY, drop: 'all', api: { fail: 'all' } });

  await expect(other.charges.list()).rejects.toMatchObject({ statusCode: 503 });
  await stripeRig.payOne({ url, stripe });
  await vi.waitFor(() => expect(receiver.types()).toEqual(stripeRig.PAID), stripeRig.PATIENCE);
  await stripeRig.control(url, '', { account: stripeRig.KEY });
  await expect(stripe.charges.list()).rejects.toMatchObject({ statusCode: 503 });
  expect((await other.charges.list()).data).toEqual([]);
});

test('controls can apply to one PayPal app, from its login on', async () => {
  const { url, paypal } = await paypalRig.open();
  const { APP, OTHER_APP, control, login } = paypalRig;
  const other = await paypalRig.clientOf(url, OTHER_APP);
  await control(url, '', { account: OTHER_APP.clientId, missingRights: ['disputes'] });

  expect((await other.get('/v1/customer/disputes')).status).toBe(403);
  expect((await paypal.get('/v1/customer/disputes')).status).toBe(200);
  await control(url, '', { api: { fail: 'all' } });
  expect([(await login(url, OTHER_APP)).status, (await login(url, APP)).status]).toEqual([503, 200]);
  expect((await other.get('/v1/reporting/transactions')).status).toBe(503);
  expect((await paypal.get('/v1/reporting/transactions')).status).toBe(400);
});
