import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReceiptFact } from '../../shared/payments/join.ts';
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
import { openCheckout, paidFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

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
    { kind: 'checkout', amount: 100, reference: checkout.id, lots: [{ class: 'paid' }] },
    { kind: 'bonus', amount: 10, balance: 110, reference: checkout.id, lots: [{ class: 'promo' }] },
  ]);
  expect(await receiptOf(ledger.table, ref, checkout.id)).toMatchObject({ applied: 110, lots: [1, 2] });
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

test('what is pending or failed credits nothing, and what is paid later does', async () => {
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
])('%s credits nothing and is flagged', async (_, more: Partial<ReceiptFact>, flag) => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const settled = await settle(ledger, ref.agency, 'stripe', paidFact(checkout, more));
  expect(settled).toMatchObject({ value: { outcome: 'noted', receipt: { flag, applied: 0 } } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
  expect(await settle(ledger, ref.agency, 'stripe', paidFact(checkout, more))).toMatchObject({
    value: { outcome: 'repeated' },
  });
});

test('a payment that names no checkout is kept and flagged', async () => {
  const ref = someAccount();
  const { checkoutId: _, account: __, ...fact } = paidFact(await openCheckout(ledger, ref));
  expect(await settle(ledger, ref.agency, 'stripe', fact)).toMatchObject({
    value: { outcome: 'noted', receipt: { flag: 'checkout_unknown' } },
  });
});

test('I8: another agency’s provider can not pay this one’s checkout', async () => {
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

/** What a provider may say of one payment, contradictions included. */
const statements = fc.array(
  fc.record({
    status: fc.constantFrom('pending' as const, 'failed' as const, 'paid' as const),
    amount: fc.constantFrom(1000, 1000, 1000, 999),
    minute: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test(`the same facts in any order, with repeats and spends between, end in the same credits (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(statements, fc.infiniteStream(fc.nat()), async (said, choices) => {
      const ends: unknown[] = [];
      for (let order = 0; order < 2; order += 1) {
        const ref = someAccount();
        const checkout = await openCheckout(ledger, ref);
        const facts = said.map(({ status, amount, minute }) =>
          paidFact(checkout, {
            status,
            money: { amount, currency: 'EUR' },
            at: new Date(Date.parse('2026-03-01') + minute * 60_000).toISOString(),
          }),
        );
        const queue = [...facts, ...facts];
        while (queue.length > 0) {
          const [fact] = queue.splice((choices.next().value ?? 0) % queue.length, 1);
          if (fact) await settle(ledger, ref.agency, 'stripe', fact);
        }
        const { balance } = await readAccount(ledger, ref);
        ends.push({ balance, flag: (await receiptOf(ledger.table, ref, checkout.id))?.flag });
        expect(await findingsOf(ledger, ref)).toEqual([]);
      }
      expect(ends[0]).toEqual(ends[1]);
    }),
    { seed, numRuns: 40 },
  );
});

test(`concurrent workers on one payment's facts end in the same credits (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(statements, async (said) => {
      const ref = someAccount();
      const checkout = await openCheckout(ledger, ref);
      const facts = said.map(({ status }) => paidFact(checkout, { status }));
      const settled = await Promise.all(
        [...facts, ...facts].map((fact) => settle(ledger, ref.agency, 'stripe', fact)),
      );
      expect(settled.filter(({ ok }) => !ok)).toEqual([]);
      const paid = said.some(({ status }) => status === 'paid');
      expect(await readAccount(ledger, ref)).toMatchObject({ balance: paid ? 110 : 0 });
    }),
    { seed, numRuns: 20 },
  );
});
