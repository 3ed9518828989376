import type { Stripe } from 'stripe';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { control, idOf, open, PATIENCE, payOne } from './stripe-rig.ts';

const named = z.object({ id: z.string() });

/** A payment of 49.00 that is contested. */
const contested = async (how: object = {}) => {
  const rig = await open();
  const { receiver, url, stripe } = rig;
  const session = await payOne(rig);
  const { id } = named.parse(await control(url, `/payments/${session.id}/dispute`, how));
  const retrieve = async () => await stripe.disputes.retrieve(id);
  return {
    ...rig,
    payment_intent: idOf(session.payment_intent),
    retrieve,
    close: (end: object) => control(url, `/disputes/${id}/close`, end),
    refused: async (end: object) =>
      (await fetch(`${url}/controls/disputes/${id}/close`, { method: 'POST', body: JSON.stringify(end) }))
        .status,
    move: (status: string) => control(url, `/disputes/${id}/status`, { status }),
    /** What the dispute took and gave back, in the order of that. */
    moved: async () => (await retrieve()).balance_transactions.map(({ amount }) => amount),
    /** The events of the dispute without their common beginning. */
    received: async (expected: readonly string[]) => {
      const prefix = 'charge.dispute.';
      await vi.waitFor(() => {
        const types = receiver.types().filter((type) => type.startsWith(prefix));
        expect(types.map((type) => type.slice(prefix.length))).toEqual(expected);
      }, PATIENCE);
    },
  };
};

const OPENED = ['created', 'funds_withdrawn'];

test('a lost dispute can return the part refunded before', async () => {
  const { close, retrieve, moved, received, refused } = await contested();

  await close({ outcome: 'lost', reinstated: 900 });

  expect(await retrieve()).toMatchObject({ status: 'lost', amount: 4_900 });
  expect(await moved()).toEqual([-4_900, 900]);
  await received([...OPENED, 'funds_reinstated', 'closed']);
  expect(await refused({ outcome: 'lost', reinstated: 4_001 })).toBe(404);
  expect(await refused({ outcome: 'lost' })).toBe(404);
});

test('that part can return after the dispute was closed', async () => {
  const { close, retrieve, moved, received } = await contested();

  await close({ outcome: 'lost' });
  await close({ outcome: 'lost', reinstated: 900 });

  expect(await retrieve()).toMatchObject({ status: 'lost' });
  expect(await moved()).toEqual([-4_900, 900]);
  await received([...OPENED, 'closed', 'funds_reinstated']);
});

test('a won dispute can be lost later, and won again', async () => {
  const { close, retrieve, moved, received } = await contested({ amount: 1_000 });

  await close({ outcome: 'won' });
  expect(await moved()).toEqual([-1_000, 1_000]);
  await close({ outcome: 'lost' });
  expect(await retrieve()).toMatchObject({ status: 'lost' });
  expect(await moved()).toEqual([-1_000, 1_000, -1_000]);
  await close({ outcome: 'won' });

  expect(await moved()).toEqual([-1_000, 1_000, -1_000, 1_000]);
  const won = ['funds_reinstated', 'closed'];
  await received([...OPENED, ...won, 'funds_withdrawn', 'closed', ...won]);
});

test('an appeal, a review and an unknown status move no money', async () => {
  const { close, move, retrieve, moved, received } = await contested();
  const statuses: Stripe.Dispute.Status[] = [
    'under_review',
    'appeal_needs_response',
    'appeal_under_review',
    'in_arbitration',
  ];

  for (const status of statuses) {
    await move(status);
    expect(await retrieve()).toMatchObject({ status });
  }

  expect(await moved()).toEqual([-4_900]);
  await close({ outcome: 'won' });
  expect(await moved()).toEqual([-4_900, 4_900]);
  const updates = statuses.map(() => 'updated');
  await received([...OPENED, ...updates, 'funds_reinstated', 'closed']);
});

test('a prevented or closed inquiry takes nothing and is neither won nor lost', async () => {
  const { close, move, moved, received, refused, stripe, payment_intent } = await contested({
    inquiry: true,
  });

  await move('warning_under_review');
  expect(await refused({ outcome: 'lost' })).toBe(404);
  await close({ outcome: 'warning_closed' });
  expect(await refused({ outcome: 'won' })).toBe(404);
  expect(await refused({ outcome: 'warning_closed' })).toBe(404);
  await move('prevented');

  expect(await moved()).toEqual([]);
  await received(['created', 'updated', 'closed', 'updated']);
  expect(await stripe.refunds.create({ payment_intent })).toMatchObject({ amount: 4_900 });
});

test('no refund is possible while a dispute holds the money, whatever its status', async () => {
  const { close, move, stripe, payment_intent } = await contested();
  const refund = () => stripe.refunds.create({ payment_intent, amount: 100 });

  await move('appeal_under_review');
  await expect(refund()).rejects.toMatchObject({ code: 'charge_disputed' });
  await close({ outcome: 'won' });
  expect(await refund()).toMatchObject({ amount: 100 });
});
