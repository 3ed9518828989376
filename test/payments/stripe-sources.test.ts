import { expect, test } from 'vitest';
import { randomId } from '../../shared/kernel/ids.ts';
import { connectingTo } from '../support/providers.ts';
import { serve } from '../support/http-stub.ts';
import { stripeEvent } from '../support/stripe.ts';

const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };

/** Reads one of Stripe's lists, which holds these objects. */
const reading = async (list: (lists: Lists) => Lists[string], data: object[]) => {
  const apiBase = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data, has_more: false }));
  });
  const connection = await connectingTo({ stripe: { secretKey: randomId('sk'), apiBase } })(
    'agency',
    'stripe',
  );
  return await list({ ...connection?.recent, ...connection?.nightly })?.(window, null);
};

type Lists = Record<string, ((...asked: [typeof window, null]) => Promise<unknown>) | undefined>;

const paid = stripeEvent('checkout.session.completed');

test.each<[string, (lists: Lists) => Lists[string], object, object]>([
  ['an event', ({ events }) => events, { ...paid, id: 'evt_odd', created: 'yesterday' }, paid],
  [
    'the object of an event',
    ({ events }) => events,
    { ...paid, id: 'evt_odd', data: { object: { id: 'cs_odd' } } },
    paid,
  ],
  [
    'a session',
    ({ payments }) => payments,
    { ...paid.data.object, id: 'cs_odd', created: 1, amount_total: 'much' },
    { ...paid.data.object, created: 1 },
  ],
])('%s in an undocumented form is skipped, and the next is read', async (_, list, odd, sound) => {
  expect(await reading(list, [odd, sound])).toMatchObject({
    ok: true,
    value: {
      facts: [{ type: 'payment', paymentId: 'pi_1' }],
      skipped: [{ id: expect.stringMatching(/_odd$/), issue: 'not_understood' }],
      next: null,
    },
  });
});
