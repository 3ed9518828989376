import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { settle } from '../../shared/payments/settle.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';

const ledger = openTestLedger();

const hear = async (ref: AccountRef, ...facts: ReceiptFact[]) => {
  let last = await settle(ledger, ref.agency, 'stripe', facts[0] ?? expect.unreachable());
  for (const fact of facts.slice(1)) last = await settle(ledger, ref.agency, 'stripe', fact);
  return last.ok ? last.value.receipt : expect.unreachable(last.error.code);
};

const spend = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'order', amount });

/** A payment of 10.00 EUR for 100 credits and 10 bonus credits. */
const paid = async (more: Parameters<typeof accountOfOpenAgency>[1] = {}) => {
  const ref = await accountOfOpenAgency(ledger, more);
  const checkout = await openCheckout(ledger, ref);
  await hear(ref, paidFact(checkout));
  return { ref, checkout };
};

test('a full refund takes back exactly the credits of the payment, bonus credits included', async () => {
  const { ref, checkout } = await paid();
  expect(await hear(ref, refundFact(checkout, 're_1', 1000))).toMatchObject({ applied: 0 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, debt: 0, lots: [] });
});

test('partial refunds take credits back and bonus credits each in proportion to the money, rounded once over all of them', async () => {
  const { ref, checkout } = await paid();
  expect(await hear(ref, refundFact(checkout, 're_1', 333))).toMatchObject({ applied: 74 });
  expect(await hear(ref, refundFact(checkout, 're_2', 333))).toMatchObject({ applied: 36 });
  expect(await hear(ref, refundFact(checkout, 're_3', 334))).toMatchObject({ applied: 0 });
});

test('refunds above the payment take back no more than it credited', async () => {
  const { ref, checkout } = await paid();
  const receipt = await hear(
    ref,
    refundFact(checkout, 're_1', 1000),
    disputeFact(checkout, 'dp_1', 1000, 'lost'),
  );
  expect(receipt).toMatchObject({ applied: 0 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});

test('a refund reported as pending and then as succeeded counts once', async () => {
  const { ref, checkout } = await paid();
  await hear(
    ref,
    refundFact(checkout, 're_1', 500, { status: 'pending' }),
    refundFact(checkout, 're_1', 500),
    refundFact(checkout, 're_1', 500, { status: 'pending' }),
  );
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 55 });
});

test('a refund that fails later restores the same credits', async () => {
  const { ref, checkout } = await paid();
  const { lots } = await readAccount(ledger, ref);
  await hear(
    ref,
    refundFact(checkout, 're_1', 1000),
    refundFact(checkout, 're_1', 1000, { status: 'failed' }),
  );
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110, lots });
});

test('a refund reported before its payment counts once the payment arrives', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref);
  expect(await hear(ref, refundFact(checkout, 're_1', 500))).toMatchObject({ applied: 0 });
  expect(await hear(ref, paidFact(checkout))).toMatchObject({ applied: 55 });
  expect(await entriesOf(ledger, ref)).toMatchObject([
    { type: 'in', kind: 'checkout', amount: 100 },
    { type: 'in', kind: 'bonus', amount: 10 },
    { type: 'out', kind: 'payment_reversed', amount: 55, balance: 55 },
  ]);
});

test('a payment fully refunded before it is reported credits nothing', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref);
  await hear(ref, refundFact(checkout, 're_1', 1000), paidFact(checkout));
  expect(await entriesOf(ledger, ref)).toEqual([]);
  await hear(ref, refundFact(checkout, 're_1', 1000, { status: 'failed' }));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test('a refund takes the payment’s own credits first, then other paid ones, never promo credits', async () => {
  const { ref, checkout } = await paid();
  await spend(ref, 60);
  await move(
    ledger,
    ref,
    { type: 'credit', kind: 'checkout', reference: 'other', amount: 50, class: 'paid' },
    { type: 'credit', kind: 'bonus', reference: 'gift', amount: 20, class: 'promo' },
  );
  await hear(ref, refundFact(checkout, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({
    balance: 10,
    debt: 10,
    lots: [{ class: 'promo', amount: 20 }],
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('spent credits become a debt that the next credits pay first', async () => {
  const { ref, checkout } = await paid();
  await spend(ref, 80);
  await hear(ref, refundFact(checkout, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -80, debt: 80 });
  const next = await openCheckout(ledger, ref);
  await hear(ref, paidFact(next));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 30, debt: 0 });
});

test('the shortfall is given up if the agency chose so, also if new credits arrive in between', async () => {
  const { ref, checkout } = await paid({ reversals: 'give_up' });
  await spend(ref, 80);
  expect(await hear(ref, refundFact(checkout, 're_1', 1000))).toMatchObject({ applied: 80, givenUp: 80 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, debt: 0 });
  const next = await openCheckout(ledger, ref);
  await hear(ref, paidFact(next));
  await hear(ref, refundFact(checkout, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test('a shortfall given up is not restored when the refund fails later', async () => {
  const { ref, checkout } = await paid({ reversals: 'give_up' });
  await spend(ref, 80);
  const failed = refundFact(checkout, 're_1', 1000, { status: 'failed' });
  expect(await hear(ref, refundFact(checkout, 're_1', 1000), failed)).toMatchObject({
    applied: 110,
    givenUp: 0,
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 30 });
});

test('an inquiry moves nothing, a dispute takes the credits, and losing it takes nothing more', async () => {
  const { ref, checkout } = await paid();
  await hear(ref, disputeFact(checkout, 'dp_1', 1000, 'warning'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110, entries: 2 });
  await hear(ref, disputeFact(checkout, 'dp_1', 1000, 'open'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, entries: 3 });
  await hear(ref, disputeFact(checkout, 'dp_1', 1000, 'lost'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, entries: 3 });
});

test('a won dispute restores the credits and pays the debt that it left', async () => {
  const { ref, checkout } = await paid();
  await spend(ref, 80);
  await hear(ref, disputeFact(checkout, 'dp_1', 1000, 'open'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -80, debt: 80 });
  await hear(ref, disputeFact(checkout, 'dp_1', 1000, 'won'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 30, debt: 0 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a refund in another currency moves nothing and is flagged', async () => {
  const { ref, checkout } = await paid();
  const foreign = refundFact(checkout, 're_1', 1000, { money: { amount: 1000, currency: 'USD' } });
  expect(await hear(ref, foreign)).toMatchObject({ applied: 110, flag: 'refund_currency_differs' });
});

test('a reversal that carries out a dispute does not take the same money twice', async () => {
  const { ref, checkout } = await paid();
  const reversal = refundFact(checkout, 'rev_1', 500, { cause: 'reversal' });
  expect(await hear(ref, disputeFact(checkout, 'dp_1', 500, 'lost'), reversal)).toMatchObject({
    applied: 55,
  });
  expect(await hear(ref, refundFact(checkout, 're_1', 300))).toMatchObject({ applied: 22 });
});

test('a won dispute undoes the reversal that carried it out, in any order', async () => {
  const facts = (checkout: Parameters<typeof paidFact>[0]) => [
    disputeFact(checkout, 'dp_1', 1000, 'open'),
    refundFact(checkout, 'rev_1', 1000, { cause: 'reversal' }),
    disputeFact(checkout, 'dp_1', 1000, 'won'),
  ];
  const one = await paid();
  expect(await hear(one.ref, ...facts(one.checkout))).toMatchObject({ applied: 110 });
  const other = await paid();
  expect(await hear(other.ref, ...facts(other.checkout).toReversed())).toMatchObject({ applied: 110 });
});

test('merged lots keep their origins: no debt remains beside the bonus of refunded payments', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkouts = [];
  for (let count = 0; count < 20; count += 1) {
    const checkout = await openCheckout(ledger, ref);
    await hear(ref, paidFact(checkout));
    checkouts.push(checkout);
  }
  expect((await readAccount(ledger, ref)).lots.length).toBeLessThan(40);
  for (const checkout of checkouts.slice(1)) await hear(ref, refundFact(checkout, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110, debt: 0 });
});

test('a later fact with another account does not move a payment away from its account', async () => {
  const { ref, checkout } = await paid();
  await hear(ref, paidFact(checkout, { account: 'stranger' }), refundFact(checkout, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});
