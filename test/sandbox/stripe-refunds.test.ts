import { expect, test, vi } from 'vitest';
import { control, idOf, open, PAID, PATIENCE, payOne } from './stripe-rig.ts';

/** A payment of 49.00 of which 9.00 are given back. */
const refunded = async (controls: object = {}) => {
  const rig = await open();
  const { receiver, url, stripe } = rig;
  await control(url, '', controls);
  const payment_intent = idOf((await payOne(rig)).payment_intent);
  const refund = await stripe.refunds.create({ payment_intent, amount: 900 });
  return {
    ...rig,
    refund,
    move: (status: string | null) => control(url, `/refunds/${refund.id}`, { status }),
    /** The events since the payment, once there are so many. */
    received: async (count: number) => {
      const since = () => receiver.received.slice(PAID.length);
      await vi.waitFor(() => expect(since()).toHaveLength(count), PATIENCE);
      return since();
    },
  };
};

const back = async (stripe: Awaited<ReturnType<typeof refunded>>['stripe']) =>
  (await stripe.charges.list()).data.map(({ amount_refunded }) => amount_refunded);

test.each([[null], ['requires_action'], ['blocked']])(
  'a refund in status %s has moved its money',
  async (status) => {
    const { stripe, refund, move, received } = await refunded();

    await move(status);

    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status, amount: 900 });
    expect(await back(stripe)).toEqual([900]);
    const { data } = await stripe.balanceTransactions.list({ source: refund.id });
    expect(data.map(({ amount }) => amount)).toEqual([-900]);
    const events = await received(4);
    expect(events.map(({ type }) => type)).toEqual([
      'charge.refunded',
      'refund.created',
      'charge.refund.updated',
      'refund.updated',
    ]);
    expect(events.at(-1)?.body).toMatchObject({ data: { object: { id: refund.id, status } } });
  },
);

test.each(['failed', 'canceled'])(
  'a refund that is %s has returned its money, and stays so',
  async (status) => {
    const { stripe, refund, move } = await refunded();

    await move(null);
    await move(status);
    await move('succeeded');

    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status });
    expect(await back(stripe)).toEqual([0]);
    const { data } = await stripe.balanceTransactions.list({ source: refund.id });
    expect(data.map(({ amount }) => amount)).toEqual([900, -900]);
  },
);

test('before 2024-10-28 refunds have no events of their own, and before 2022-11-15 the charge lists them', async () => {
  const { url, stripe, refund, move, received } = await refunded({ stripeVersion: '2024-06-20' });
  await move('requires_action');
  await control(url, '', { stripeVersion: '2022-08-01' });
  await stripe.refunds.create({ charge: idOf(refund.charge), amount: 100 });

  const [first, updated, second] = await received(3);
  expect(first).toMatchObject({
    type: 'charge.refunded',
    body: { api_version: '2024-06-20', data: { object: { object: 'charge', amount_refunded: 900 } } },
  });
  expect(first?.body).not.toHaveProperty('data.object.refunds');
  expect(updated).toMatchObject({
    type: 'charge.refund.updated',
    about: refund.id,
    body: { data: { object: { object: 'refund', amount: 900, status: 'requires_action' } } },
  });
  expect(second).toMatchObject({
    type: 'charge.refunded',
    body: {
      api_version: '2022-08-01',
      data: { object: { amount_refunded: 1_000, refunds: { data: [{ amount: 100 }, { id: refund.id }] } } },
    },
  });
  const types = ['refund.created', 'refund.updated'];
  expect((await stripe.events.list({ types })).data).toEqual([]);
});
