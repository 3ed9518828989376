import type { Stripe } from 'stripe';
import { expect, test, vi } from 'vitest';
import { choose, idOf, open, order, PATIENCE } from './stripe-rig.ts';

const intentOf = async (stripe: Stripe, id: string) => {
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
  return await stripe.paymentIntents.retrieve(idOf(intent), { expand: ['latest_charge'] });
};

test.each([
  ['insufficient_funds', 'card_declined'],
  ['generic_decline', 'card_declined'],
  ['expired_card', 'expired_card'],
  ['authentication_required', 'authentication_required'],
])('a card can be declined for %s', async (decline, code) => {
  const { receiver, url, stripe } = await open();
  const { id } = await stripe.checkout.sessions.create(order());

  const answer = await choose(url, id, { outcome: 'declined', decline });

  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/pay/${id}`]);
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
  });
  expect(await intentOf(stripe, id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { type: 'card_error', code, decline_code: decline },
    latest_charge: { status: 'failed', paid: false, failure_code: code, outcome: { reason: decline } },
  });
  expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  const events = ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'];
  await vi.waitFor(() => expect(receiver.types()).toEqual(events), PATIENCE);
});

test('another card pays for the same intent, with another charge', async () => {
  const { receiver, url, stripe } = await open();
  const { id } = await stripe.checkout.sessions.create(order());

  await choose(url, id, { outcome: 'declined', decline: 'do_not_honor' });
  const declined = await intentOf(stripe, id);
  await choose(url, id, { outcome: 'declined', decline: 'incorrect_cvc' });
  await choose(url, id, { outcome: 'paid' });

  const paid = await intentOf(stripe, id);
  expect(paid).toMatchObject({ id: declined.id, status: 'succeeded', last_payment_error: null });
  const { data } = await stripe.charges.list({ payment_intent: declined.id });
  expect(data.map(({ status, failure_code }) => [status, failure_code])).toEqual([
    ['succeeded', null],
    ['failed', 'incorrect_cvc'],
    ['failed', 'card_declined'],
  ]);
  expect(idOf(paid.latest_charge)).toBe(data[0]?.id);
  await vi.waitFor(() => expect(receiver.types().at(-1)).toBe('checkout.session.completed'), PATIENCE);
  expect(receiver.types().filter((type) => type === 'payment_intent.created')).toHaveLength(1);
});

test('the page offers the decline reasons, and accepts no other', async () => {
  const { url, stripe } = await open();
  const { id } = await stripe.checkout.sessions.create(order());

  expect(await (await fetch(`${url}/pay/${id}`)).text()).toContain('<option>insufficient_funds</option>');
  expect((await choose(url, id, { outcome: 'declined', decline: 'bad_mood' })).status).toBe(400);
});
