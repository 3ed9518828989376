import { expect, test } from 'vitest';
import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { settle } from '../../shared/payments/settle.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);

const list = (caller: AccountRef, query: Record<string, string> = {}) =>
  call(handler, accountRoutes.listReceipts, { caller, query });
const read = (caller: AccountRef, receiptId: string) =>
  call(handler, accountRoutes.getReceipt, { caller, params: { receiptId } });

const hear = async (ref: AccountRef, ...facts: ReceiptFact[]) => {
  for (const fact of facts) await settle(ledger, ref.agency, 'stripe', fact);
};

test('a receipt shows the amount, the provider and the resulting credits', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await hear(
    ref,
    paidFact(checkout),
    refundFact(checkout, 're_1', 500),
    disputeFact(checkout, 'dp_1', 300, 'warning'),
  );
  expect(await read(ref, `stripe_pi_${checkout.id}`)).toMatchObject({
    status: 200,
    body: {
      id: `stripe_pi_${checkout.id}`,
      status: 'partly_refunded',
      provider: 'stripe',
      paymentId: `pi_${checkout.id}`,
      checkoutId: checkout.id,
      price: { amount: 1000, currency: 'EUR' },
      credits: 55,
      paidAt: expect.any(String),
      creditedAt: expect.any(String),
      refunds: [
        { id: 're_1', status: 'succeeded', money: { amount: 500, currency: 'EUR' }, at: expect.any(String) },
      ],
      disputes: [
        { id: 'dp_1', status: 'warning', money: { amount: 300, currency: 'EUR' }, at: expect.any(String) },
      ],
    },
  });
});

test.each<[string, (checkout: Parameters<typeof paidFact>[0]) => ReceiptFact[]]>([
  ['pending', (checkout) => [paidFact(checkout, { status: 'pending' })]],
  ['failed', (checkout) => [paidFact(checkout, { status: 'failed' })]],
  ['paid', (checkout) => [paidFact(checkout), refundFact(checkout, 're_1', 1000, { status: 'failed' })]],
  ['refunded', (checkout) => [paidFact(checkout), refundFact(checkout, 're_1', 1000)]],
  ['disputed', (checkout) => [paidFact(checkout), disputeFact(checkout, 'dp_1', 1000, 'open')]],
  ['paid', (checkout) => [paidFact(checkout), disputeFact(checkout, 'dp_1', 1000, 'won')]],
  ['under_review', (checkout) => [paidFact(checkout, { money: { amount: 7, currency: 'EUR' } })]],
])('a receipt is %s', async (status, facts) => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await hear(ref, ...facts(checkout));
  expect(await list(ref)).toMatchObject({ status: 200, body: { items: [{ status }] } });
});

test('receipts are listed newest first, and pages join to the whole', async () => {
  const ref = someAccount();
  const ids: string[] = [];
  for (const day of ['01', '02', '03']) {
    const checkout = await openCheckout(ledger, ref, { createdAt: `2026-03-${day}T00:00:00.000Z` });
    await hear(ref, paidFact(checkout));
    ids.unshift(`stripe_pi_${checkout.id}`);
  }
  const first = await list(ref, { limit: '2' });
  expect(first).toMatchObject({
    body: { items: [{ id: ids[0] }, { id: ids[1] }], cursor: expect.any(String) },
  });
  const second = await list(ref, { limit: '2', cursor: z.string().parse(first.body['cursor']) });
  expect(second).toMatchObject({ body: { items: [{ id: ids[2] }], cursor: null } });
});

test('a cursor of another list is refused', async () => {
  const cursor = Buffer.from(JSON.stringify(['2026-03-01'])).toString('base64url');
  expect(await list(someAccount(), { cursor })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test('I8: no other account and no other agency sees a receipt', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await hear(ref, paidFact(checkout));
  for (const stranger of [
    { ...ref, account: 'neighbour' },
    { ...ref, agency: someAccount().agency },
  ]) {
    expect(await read(stranger, `stripe_pi_${checkout.id}`)).toMatchObject({ status: 404 });
    expect(await list(stranger)).toMatchObject({ body: { items: [], cursor: null } });
  }
});

test.each(['stripe_none', 'paypal_none', 'cash_1', 'x'])(
  'an unknown receipt is not found: %s',
  async (id) => {
    expect(await read(someAccount(), id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  },
);

test('a refund of an unknown payment appears in nobody’s receipts', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await hear(ref, refundFact(checkout, 're_1', 500));
  expect(await read(ref, `stripe_pi_${checkout.id}`)).toMatchObject({ status: 404 });
});
