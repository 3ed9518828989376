import { expect, test } from 'vitest';
import { settle } from '../../shared/payments/settle.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import {
  entriesOf,
  findingsOf,
  leaveInDebt,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { openCheckout, type Paid, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();

test('a payment credits what its checkout bought, bonus credits as promo, once', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const outcomes = [];
  for (let delivery = 0; delivery < 10; delivery += 1) {
    const settled = await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
    outcomes.push(settled.ok && settled.value.outcome);
  }
  expect(outcomes).toEqual(['moved', ...Array.from({ length: 9 }, () => 'repeated')]);
  expect(await entriesOf(ledger, ref)).toMatchObject([
    {
      kind: 'checkout',
      amount: 100,
      reference: checkout.id,
      label: checkout.label,
      lots: [{ class: 'paid' }],
    },
    {
      kind: 'bonus',
      amount: 10,
      balance: 110,
      reference: checkout.id,
      label: checkout.label,
      lots: [{ class: 'promo' }],
    },
  ]);
  expect(await receiptOf(ledger.table, checkout)).toMatchObject({ applied: 110, lots: [1, 2] });
});

test('I5: ten parallel deliveries of one payment credit once', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => settle(ledger, ref.agency, 'stripe', paidFact(checkout))),
  );
  expect(outcomes.filter((settled) => settled.ok && settled.value.outcome === 'moved')).toHaveLength(1);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110, entries: 2 });
});

test('a pending or failed payment credits nothing, and does so once it is paid', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  for (const status of ['pending', 'failed'] as const) {
    expect(await settle(ledger, ref.agency, 'stripe', paidFact(checkout, { status }))).toMatchObject({
      value: { outcome: 'noted' },
    });
  }
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, version: 0 });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test.each([
  ['another amount', { money: { amount: 999, currency: 'EUR' } }, 'amount_differs'],
  ['another currency', { money: { amount: 1000, currency: 'USD' } }, 'currency_differs'],
  ['a checkout that we do not know', { checkoutId: 'chk_unknown' }, 'checkout_unknown'],
  ['the checkout of another account', { account: 'neighbour' }, 'checkout_unknown'],
])('%s credits nothing and is flagged', async (_, more: Partial<Paid>, flag) => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const settled = await settle(ledger, ref.agency, 'stripe', paidFact(checkout, more));
  expect(settled).toMatchObject({ value: { outcome: 'noted', receipt: { flag, applied: 0 } } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
  expect(await settle(ledger, ref.agency, 'stripe', paidFact(checkout, more))).toMatchObject({
    value: { outcome: 'repeated' },
  });
});

test.each([{}, { checkoutId: 'WC-4711' }, { checkoutId: 'WC-4711', account: 'alice' }])(
  'a payment without a checkout of ours (%o) is another shop’s sale: nothing is stored',
  async (named) => {
    const ref = someAccount();
    const { checkoutId: _, account: __, ...fact } = paidFact(await openCheckout(ledger, ref));
    for (let times = 0; times < 2; times += 1)
      expect(await settle(ledger, ref.agency, 'stripe', { ...fact, ...named })).toMatchObject({
        value: { outcome: 'foreign', receipt: { version: 0 } },
      });
  },
);

test('a payment reported with its checkout keeps it when reported without', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout, { status: 'pending' }));
  const { checkoutId: _, account: __, ...fact } = paidFact(checkout);
  expect(await settle(ledger, ref.agency, 'stripe', fact)).toMatchObject({ value: { outcome: 'moved' } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test('I8: another agency’s provider cannot pay this agency’s checkout', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const settled = await settle(ledger, someAccount().agency, 'stripe', paidFact(checkout));
  expect(settled).toMatchObject({ value: { receipt: { flag: 'checkout_unknown', applied: 0 } } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});

test('a payment pays a debt first', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await leaveInDebt(ledger, ref, 30);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 80, debt: 0 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});
