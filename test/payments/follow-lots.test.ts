import { expect, test } from 'vitest';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';

const ledger = openTestLedger();
const HOUR_MS = 3_600_000;
const OTHER = { type: 'credit', kind: 'adjustment', reference: 'own', class: 'paid' } as const;

/** A payment of 100 credits, 40 of which went to a friend, and 15 of these to a third account. */
const setUp = async () => {
  const payer = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
  const [friend, third] = [
    { ...payer, account: 'friend' },
    { ...payer, account: 'third' },
  ];
  const checkout = await openCheckout(ledger, payer, { bonusCredits: 0 });
  const take = async (fact: ReceiptFact, on = ledger) =>
    await takeFactsInto(on)(payer.agency, 'stripe', fact);
  await take(paidFact(checkout));
  const other = await openCheckout(ledger, friend, { bonusCredits: 0 });
  await take(paidFact(other));
  const last = await openCheckout(ledger, third, { bonusCredits: 0 });
  await take(paidFact(last));
  await sendCredits(
    ledger,
    customerOf({ ...payer, spender: undefined }),
    { to: { account: 'friend' }, amount: 40 },
    'a',
  );
  // The friend's own credits go first.
  await sendCredits(
    ledger,
    customerOf({ ...friend, spender: undefined }),
    { to: { account: 'third' }, amount: 115 },
    'b',
  );
  return { payer, friend, third, checkout, take };
};

const balances = async ({ payer, friend, third }: Awaited<ReturnType<typeof setUp>>) =>
  await Promise.all([payer, friend, third].map(async (ref) => (await readAccount(ledger, ref)).balance));

test('a chargeback takes what was sent on from those who have it, and a dispute won returns it', async () => {
  const all = await setUp();
  expect(await balances(all)).toEqual([60, 25, 215]);
  await all.take(disputeFact(all.checkout, 'dp_1', 1000, 'open'));
  expect(await balances(all)).toEqual([0, 0, 200]);
  expect((await entriesOf(ledger, all.friend)).at(-1)).toMatchObject({
    type: 'out',
    kind: 'payment_reversed',
    amount: 25,
    reference: expect.stringMatching(/^rec_/),
  });
  await all.take(disputeFact(all.checkout, 'dp_1', 1000, 'won'));
  expect(await balances(all)).toEqual([60, 25, 215]);
});

test('a chargeback that ends between two holders goes on where it stopped, and takes nothing twice', async () => {
  const all = await setUp();
  const fact = disputeFact(all.checkout, 'dp_1', 1000, 'open');
  const broken = openTestLedger();
  // The payer, then the friend.
  cutOffAfter(broken, 2);
  await expect(all.take(fact, broken)).rejects.toThrow('cut off');
  expect(await balances(all)).toEqual([-15, 0, 215]);
  for (let turn = 0; turn < 2; turn += 1) await all.take(fact);
  expect(await balances(all)).toEqual([0, 0, 200]);
});

test('while the account that paid holds credits of the payment, its other credits go before those of others', async () => {
  const { payer, friend, checkout, take } = await setUp();
  const endsAt = new Date(Date.now() + HOUR_MS).toISOString();
  await move(ledger, payer, { type: 'hold', hold: 'hold_1', amount: 60, endsAt });
  await move(ledger, payer, { ...OTHER, amount: 50 });
  // Refunds by their cents; one with a minus fails after all.
  const orders = [
    [700],
    [500, 200],
    [200, 500],
    [700, 300, -300],
    [1000, 700, -1000],
    [300, 1000, -1000, 400],
  ];
  for (const [order, amounts] of orders.entries()) {
    const refund = (amount: number) =>
      take(
        refundFact(checkout, `re_${order}_${Math.abs(amount)}`, Math.abs(amount), {
          ...(amount < 0 && { status: 'failed' }),
        }),
      );
    for (const amount of amounts) await refund(amount);
    // 70 are taken back: all 60 of the payment that the payer has, and 10 of those that it sent.
    const ends = await Promise.all([payer, friend].map((ref) => readAccount(ledger, ref)));
    expect(ends.map(({ balance }) => balance)).toEqual([50, 15]);
    for (const amount of amounts) await refund(-Math.abs(amount));
  }
});

test('credits that a holder gets back after the chargeback go with the next look at the payment, though it says nothing new', async () => {
  const all = await setUp();
  const { friend, payer, checkout, take } = all;
  await move(ledger, friend, { type: 'debit', kind: 'spend', reference: 'o', amount: 25 });
  const spent = (await entriesOf(ledger, friend)).at(-1);
  const fact = disputeFact(checkout, 'dp_1', 1000, 'open');
  await take(fact);
  expect(await balances(all)).toEqual([-25, 0, 200]);
  await move(ledger, friend, {
    type: 'restore',
    kind: 'spend_refund',
    reference: 'o',
    lots: spent?.lots ?? [],
  });
  expect(await balances(all)).toEqual([-25, 25, 200]);
  // As the nightly pass of the reconciler reads it again, for 30 days.
  expect(await take(fact)).toMatchObject({ ok: true, value: { outcome: 'repeated' } });
  expect(await balances(all)).toEqual([0, 0, 200]);
  expect((await readAccount(ledger, payer)).debt).toBe(0);
});

test('recovering from an account costs one BatchGet more than its reads, one transaction and 10 write units', async () => {
  const all = await setUp();
  const metered = openTestLedger();
  const { during } = meter(metered);
  const cost = await during(() => all.take(disputeFact(all.checkout, 'dp_1', 1000, 'open'), metered));
  // The payer: its account, its entry and the receipt. Two holders: two accounts, two entries and the receipt.
  expect(cost).toMatchObject({ writeUnits: 6 + 2 * 10 });
  expect(cost.calls.filter((name) => name === 'TransactWriteItems')).toHaveLength(3);
});
