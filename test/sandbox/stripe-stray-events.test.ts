import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { control, KEY, open, PAID, PATIENCE, payOne } from './stripe-rig.ts';

/** A payment whose events were delivered, and its last event. */
const delivered = async () => {
  const rig = await open();
  const session = await payOne(rig);
  const { receiver, stripe } = rig;
  await vi.waitFor(() => expect(receiver.types()).toEqual(PAID), PATIENCE);
  const { data } = await stripe.events.list({ type: 'checkout.session.completed' });
  return { ...rig, session: session.id, event: z.string().parse(data[0]?.id) };
};

const next = async ({ receiver }: Awaited<ReturnType<typeof open>>, count: number) => {
  await vi.waitFor(() => expect(receiver.received).toHaveLength(count), PATIENCE);
  return receiver.received.at(-1);
};

test('a thin event names an object and is signed like any other', async () => {
  const rig = await open();
  const { url, receiver, stripe } = rig;

  await control(url, '/thin', { key: KEY });
  expect(await next(rig, 1)).toMatchObject({
    type: 'v2.core.event_destination.ping',
    body: {
      object: 'v2.core.event',
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      livemode: false,
      related_object: { type: 'v2.core.event_destination' },
    },
  });
  const related = { id: 'acct_1', type: 'v2.core.account', url: '/v2/core/accounts/acct_1' };
  await control(url, '/thin', { key: KEY, type: 'v2.core.account.updated', related });
  expect((await next(rig, 2))?.body).toMatchObject({ related_object: related });
  expect((await next(rig, 2))?.body).not.toHaveProperty('data');

  expect(receiver.refused).toEqual([]);
  expect((await stripe.events.list()).data).toEqual([]);
  const unknown = { method: 'POST', body: '{"key": "sk_test_nobody"}' };
  expect((await fetch(`${url}/controls/thin`, unknown)).status).toBe(404);
});

test.each([
  [{ account: 'acct_connected' }, { account: 'acct_connected', livemode: false }],
  [{ livemode: true }, { livemode: true }],
])('an event can be resent as %o', async (origin, expected) => {
  const rig = await delivered();
  const { url, stripe, session, event } = rig;

  await control(url, `/events/${event}/copy`, origin);

  const copy = await next(rig, PAID.length + 1);
  expect(copy).toMatchObject({ type: 'checkout.session.completed', about: session });
  expect(copy?.id).not.toBe(event);
  const { livemode } = expected;
  expect(copy?.body).toMatchObject({ ...expected, data: { object: { id: session, livemode } } });
  expect(await stripe.events.retrieve(event)).not.toHaveProperty('account');
  expect((await stripe.events.list()).data).toHaveLength(PAID.length);
});
