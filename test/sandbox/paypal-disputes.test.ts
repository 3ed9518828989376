import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { booked, control, lastHour, open, PATIENCE, payOne, refusal, UNPROCESSABLE } from './paypal-rig.ts';

/** So many payments of 49.00, and a dispute about all of them. */
const contested = async (how: object = {}, count = 1) => {
  const rig = await open();
  const { receiver, url, paypal } = rig;
  const captures: string[] = [];
  for (let n = 0; n < count; n += 1) captures.push((await payOne(rig)).capture);
  const [first, ...others] = captures;
  const opened = await control(url, `/paypal/captures/${first}/dispute`, {
    stage: 'CHARGEBACK',
    with: others,
    ...how,
  });
  const { dispute_id: id } = z.object({ dispute_id: z.string().optional() }).parse(opened);
  return {
    ...rig,
    captures,
    opened,
    id,
    retrieve: async () => (await paypal.get(`/v1/customer/disputes/${id}`)).body,
    happens: (what: string, more: object = {}) => control(url, `/paypal/disputes/${id}/${what}`, more),
    /** The report without the lines of the payments themselves. */
    moved: async () => (await booked(paypal)).filter((line) => !line.startsWith('T0006')),
    /** The last events, once they are there. */
    received: async (expected: readonly string[]) => {
      await vi.waitFor(() => expect(receiver.types().slice(-expected.length)).toEqual(expected), PATIENCE);
      return receiver.received.slice(-expected.length);
    },
  };
};

const euros = (value: string) => ({ currency_code: 'EUR', value });
const settled = (type: string, value: string) => ({
  affected_party: 'SELLER',
  type,
  amount: euros(value),
  reason: 'DISPUTE_SETTLEMENT',
  initiated_time: expect.stringMatching(/^\d{4}-.*Z$/),
});

test('an accepted claim refunds by itself: the refund and the dispute are one amount', async () => {
  const { captures, happens, retrieve, moved, received } = await contested();

  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR', by: 'seller' });

  const dispute = await retrieve();
  expect(dispute).toMatchObject({
    status: 'RESOLVED',
    dispute_outcome: { outcome_code: 'RESOLVED_BUYER_FAVOUR', amount_refunded: euros('49.00') },
  });
  expect(dispute).not.toHaveProperty('adjudications');
  expect(dispute).not.toHaveProperty('money_movements');
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S', 'T1107 -49.00 S']);
  const [refund] = await received(['PAYMENT.CAPTURE.REFUNDED', 'CUSTOMER.DISPUTE.RESOLVED']);
  expect(refund?.resource).toMatchObject({
    amount: euros('49.00'),
    links: [{ rel: 'self' }, { rel: 'up', href: expect.stringContaining(String(captures[0])) }],
  });
});

test('an accepted offer refunds the offered part', async () => {
  const { happens, retrieve, moved } = await contested();

  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR', by: 'seller', amount: 900 });

  expect(await retrieve()).toMatchObject({
    dispute_amount: euros('49.00'),
    dispute_outcome: { amount_refunded: euros('9.00') },
  });
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S', 'T1107 -9.00 S']);
});

test('a resolution shows who paid, and the fee', async () => {
  const { happens, retrieve, moved } = await contested();

  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR', amount: 2_000, fee: 1_500 });

  expect(await retrieve()).toMatchObject({
    dispute_outcome: { amount_refunded: euros('20.00') },
    adjudications: [{ type: 'RECOVER_FROM_SELLER', dispute_life_cycle_stage: 'CHARGEBACK' }],
    money_movements: [settled('DEBIT', '20.00'), { ...settled('DEBIT', '15.00'), reason: 'DISPUTE_FEE' }],
  });
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S', 'T1106 -20.00 S']);
});

test('a payout is PayPal’s own money, and the seller keeps theirs', async () => {
  const { happens, retrieve, moved } = await contested();

  await happens('resolve', { outcome: 'RESOLVED_WITH_PAYOUT' });

  const { money_movements: movements, ...dispute } = await retrieve();
  expect(dispute).toMatchObject({
    dispute_outcome: { outcome_code: 'RESOLVED_WITH_PAYOUT', amount_refunded: euros('49.00') },
    adjudications: [{ type: 'PAYOUT_TO_BUYER' }],
  });
  expect(movements).toMatchObject([
    { affected_party: 'PAYMENT_PROCESSOR', type: 'DEBIT' },
    { affected_party: 'BUYER', type: 'CREDIT' },
  ]);
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S']);
});

test('a won chargeback can be lost later', async () => {
  const { happens, retrieve, moved, received } = await contested({ channel: 'EXTERNAL' });

  await happens('resolve', { outcome: 'RESOLVED_SELLER_FAVOUR' });
  await happens('reopen');
  expect(await retrieve()).toMatchObject({
    status: 'UNDER_REVIEW',
    dispute_life_cycle_stage: 'PRE_ARBITRATION',
    money_movements: [settled('DEBIT', '49.00'), settled('CREDIT', '49.00'), settled('DEBIT', '49.00')],
  });
  expect(await retrieve()).not.toHaveProperty('dispute_outcome');
  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR' });

  expect(await retrieve()).toMatchObject({ dispute_outcome: { amount_refunded: euros('49.00') } });
  expect(await moved()).toEqual(['T1201 -49.00 S', 'T1202 49.00 S', 'T1201 -49.00 S']);
  await received(['RESOLVED', 'UPDATED', 'RESOLVED'].map((what) => `CUSTOMER.DISPUTE.${what}`));
});

test('an appeal can return lost money, and the reversal that carried it out stays', async () => {
  const { captures, paypal, happens, retrieve, moved } = await contested();

  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR' });
  await happens('reopen', { stage: 'CHARGEBACK' });
  expect(await retrieve()).toMatchObject({ status: 'UNDER_REVIEW' });
  await happens('resolve', { outcome: 'RESOLVED_SELLER_FAVOUR' });

  expect(await retrieve()).toMatchObject({
    adjudications: [{ type: 'RECOVER_FROM_SELLER' }, { type: 'PAYOUT_TO_SELLER' }],
    money_movements: [settled('DEBIT', '49.00'), settled('CREDIT', '49.00')],
  });
  expect((await paypal.get(`/v2/payments/captures/${captures[0]}`)).body).toMatchObject({
    status: 'REFUNDED',
  });
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S', 'T1106 -49.00 S', 'T1202 49.00 S']);
});

test('a dispute over several payments is divided among them', async () => {
  const { receiver, url, paypal, captures, id, retrieve, happens, moved } = await contested({}, 2);
  const [first, second] = captures;

  expect(await retrieve()).toMatchObject({
    dispute_amount: euros('98.00'),
    disputed_transactions: [
      { seller_transaction_id: first, gross_amount: euros('49.00') },
      { seller_transaction_id: second, gross_amount: euros('49.00') },
    ],
  });
  const about = await paypal.get(`/v1/customer/disputes?disputed_transaction_id=${second}`);
  expect(about.body).toMatchObject({ items: [{ dispute_id: id }] });
  expect(await paypal.post(`/v2/payments/captures/${second}/refund`, { amount: euros('1.00') })).toEqual(
    refusal(422, UNPROCESSABLE, 'CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED'),
  );
  const again = await fetch(`${url}/controls/paypal/captures/${second}/dispute`, { method: 'POST' });
  expect(again.status).toBe(404);
  await happens('resolve', { outcome: 'RESOLVED_BUYER_FAVOUR', amount: 5_001 });

  const held = ['T1110 -49.00 S', 'T1110 -49.00 S', 'T1111 49.00 S', 'T1111 49.00 S'];
  expect(await moved()).toEqual([...held, 'T1106 -25.01 S', 'T1106 -25.00 S']);
  await vi.waitFor(
    () => expect(receiver.types().filter((type) => type === 'PAYMENT.CAPTURE.REVERSED')).toHaveLength(2),
    PATIENCE,
  );
});

test('no field of a dispute is required, and it can be about no money', async () => {
  const omitted = ['disputed_transactions', 'create_time', 'dispute_life_cycle_stage'];
  const asset = { asset_symbol: 'BTC', quantity: '0.1' };
  const { retrieve, paypal, happens, received } = await contested({ omitted, asset });

  expect(await retrieve()).toMatchObject({ dispute_asset: asset });
  for (const field of [...omitted, 'dispute_amount']) expect(await retrieve()).not.toHaveProperty(field);
  const { body } = await paypal.get('/v1/customer/disputes');
  expect(body).toMatchObject({ items: [{ dispute_asset: asset }] });
  expect(body).not.toHaveProperty('items[0].create_time');
  await happens('update', { status: 'WAITING_FOR_BUYER_RESPONSE' });
  const [event] = await received(['CUSTOMER.DISPUTE.UPDATED']);
  expect(event?.resource).not.toHaveProperty('disputed_transactions');

  const nameless = await contested({ omitted: ['dispute_id'] });
  expect(nameless.opened).not.toHaveProperty('dispute_id');
});

test.each([
  ['INQUIRY', 'NONE'],
  ['INQUIRY', 'CANCELED_BY_BUYER'],
  ['CHARGEBACK', 'NONE'],
])('an %s that ends as %s leaves the money unchanged', async (stage, outcome) => {
  const { url, captures, retrieve, happens, moved } = await contested({ stage });

  await happens('resolve', { outcome });

  expect(await retrieve()).toMatchObject({ status: 'RESOLVED', dispute_outcome: { outcome_code: outcome } });
  expect(await retrieve()).not.toHaveProperty('dispute_outcome.amount_refunded');
  expect(await retrieve()).not.toHaveProperty('money_movements');
  await control(url, `/paypal/captures/${captures[0]}/dispute`, { channel: 'EXTERNAL', stage: 'CHARGEBACK' });
  expect(await moved()).toEqual(['T1110 -49.00 S', 'T1111 49.00 S', 'T1201 -49.00 S']);
});

test('a bank inquiry takes nothing until the chargeback', async () => {
  const { paypal, retrieve, happens, moved } = await contested({ channel: 'EXTERNAL', stage: 'INQUIRY' });

  expect(await moved()).toEqual([]);
  await happens('update', { stage: 'CHARGEBACK' });

  expect(await moved()).toEqual(['T1201 -49.00 S']);
  expect(await retrieve()).toMatchObject({ money_movements: [settled('DEBIT', '49.00')] });
  expect((await paypal.get(`/v1/reporting/transactions?${lastHour()}`)).body).toMatchObject({
    total_items: 2,
  });
});
