import { expect, test } from 'vitest';
import { settle } from '../../shared/payments/settle.ts';
import { findingsOf, move, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();

/** Two statements of one payment that contradict each other: the one with less money counts, in any order. */
const wrong = { money: { amount: 1, currency: 'EUR' }, at: '2026-01-01T00:00:00.000Z' };

test('credits that turn out to be unpaid are taken back from their own lots', async () => {
  const ref = someAccount();
  await move(ledger, ref, { type: 'credit', kind: 'bonus', reference: 'gift', amount: 50, class: 'promo' });
  const checkout = await openCheckout(ledger, ref);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  const settled = await settle(ledger, ref.agency, 'stripe', paidFact(checkout, wrong));
  expect(settled).toMatchObject({
    value: { outcome: 'moved', receipt: { applied: 0, flag: 'amount_differs' } },
  });
  expect(await readAccount(ledger, ref)).toMatchObject({
    balance: 50,
    debt: 0,
    lots: [{ id: 1, amount: 50 }],
  });
});

test('the part already spent becomes a debt', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  await move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'order', amount: 60 });
  const settled = await settle(ledger, ref.agency, 'stripe', paidFact(checkout, wrong));
  expect(settled).toMatchObject({ value: { receipt: { applied: 0 } } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -60, debt: 60, lots: [] });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});
