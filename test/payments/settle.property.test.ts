import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import {
  accountOfOpenAgency,
  findingsOf,
  moveWith,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { PRICE } from '../support/payment-history.ts';
import { paypalHistory } from '../support/paypal-history.ts';
import { stripeHistory } from '../support/stripe-history.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

/** What a provider may say of one payment over its life, contradictions included. Amounts around its 10.00 EUR. */
const amount = fc.constantFrom(1, 333, 500, 1000);
const statement = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('payment' as const),
      status: fc.constantFrom('pending' as const, 'failed' as const, 'paid' as const, 'paid' as const),
      amount: fc.constantFrom(1000, 1000, 1000, 1000, 999),
      minute: fc.integer({ min: 0, max: 5 }),
    }),
  },
  fc.record({
    type: fc.constant('refund' as const),
    id: fc.constantFrom('re_1', 're_2', 're_3', 'reversal_1'),
    status: fc.constantFrom('pending' as const, 'succeeded' as const, 'failed' as const),
    amount,
  }),
  fc.record({
    type: fc.constant('dispute' as const),
    id: fc.constantFrom('dp_1', 'dp_2'),
    status: fc.constantFrom('warning' as const, 'open' as const, 'lost' as const, 'won' as const),
    amount,
  }),
);
const life = fc.array(statement, { minLength: 1, maxLength: 8 });

type Statement = typeof statement extends fc.Arbitrary<infer Said> ? Said : never;

const factOf = (checkout: Checkout, said: Statement): ReceiptFact => {
  switch (said.type) {
    case 'payment':
      return paidFact(checkout, {
        status: said.status,
        money: { amount: said.amount, currency: 'EUR' },
        at: new Date(Date.parse('2026-03-01') + said.minute * 60_000).toISOString(),
      });
    case 'refund':
      return refundFact(checkout, said.id, said.amount, {
        status: said.status,
        cause: said.id.startsWith('reversal') ? 'reversal' : 'refund',
      });
    case 'dispute':
      return disputeFact(checkout, said.id, said.amount, said.status);
  }
};

/** Tries to spend, and says how many credits that took. */
const spend = async (ref: AccountRef, credits: number): Promise<number> => {
  const command = { type: 'debit', kind: 'spend', reference: 'order', amount: credits } as const;
  const done = await moveWith(ledger, ref, [command], { outcome: credits });
  return done.ok ? done.value.outcome : 0;
};

const settleOrThrow = async (ref: AccountRef, fact: ReceiptFact): Promise<void> => {
  const settled = await settle(ledger, ref.agency, 'stripe', fact);
  if (!settled.ok) throw new Error(settled.error.code);
};

/** What the account holds in the end besides what it has spent, and what the receipt says of it. */
const endOf = async (ref: AccountRef, checkout: Checkout, spent: number) => {
  expect(await findingsOf(ledger, ref)).toEqual([]);
  const { balance } = await readAccount(ledger, ref);
  const receipt = await receiptOf(ledger.table, checkout);
  expect(receipt?.applied ?? 0).toBe(balance + spent);
  return { credits: balance + spent, flag: receipt?.flag };
};

test(`the same facts in any order, with repeats and spends between, end in the same credits (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(life, fc.infiniteStream(fc.nat()), async (said, choices) => {
      const choose = (count: number): number => (choices.next().value ?? 0) % count;
      const ends: unknown[] = [];
      for (let order = 0; order < 3; order += 1) {
        const ref = someAccount();
        const checkout = await openCheckout(ledger, ref);
        const facts = said.map((one) => factOf(checkout, one));
        const queue = [...facts, ...facts];
        let spent = 0;
        while (queue.length > 0) {
          const [fact] = queue.splice(choose(queue.length), 1);
          if (fact) await settleOrThrow(ref, fact);
          if (choose(3) === 0) spent += await spend(ref, 1 + choose(60));
        }
        ends.push(await endOf(ref, checkout, spent));
      }
      expect(ends[1]).toEqual(ends[0]);
      expect(ends[2]).toEqual(ends[0]);
    }),
    { seed, numRuns: 60 },
  );
});

test.each([
  ['stripe', 'debt'],
  ['stripe', 'give_up'],
  ['paypal', 'debt'],
  ['paypal', 'give_up'],
] as const)(
  `%s, %s: credits follow the money, whatever is spent meanwhile (seed ${seed})`,
  async (provider, reversals) => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(
        provider === 'stripe' ? stripeHistory('P1') : paypalHistory('P1'),
        fc.infiniteStream(fc.nat()),
        async ({ facts, gone }, choices) => {
          const choose = (count: number): number => (choices.next().value ?? 0) % count;
          const ref = await accountOfOpenAgency(ledger, { reversals });
          const checkout = await openCheckout(ledger, ref, { provider });
          const queue: ReceiptFact[] = [paidFact(checkout, { paymentId: 'P1' }), ...facts, ...facts];
          let spent = 0;
          while (queue.length > 0) {
            const [fact] = queue.splice(choose(queue.length), 1);
            const settled = fact && (await settle(ledger, ref.agency, provider, fact));
            if (settled && !settled.ok) throw new Error(settled.error.code);
            if (choose(3) === 0) spent += await spend(ref, 1 + choose(60));
          }
          const worth = 110 - Math.round((110 * Math.min(gone, PRICE)) / PRICE);
          const { balance } = await readAccount(ledger, ref);
          const receipt = await receiptOf(ledger.table, checkout);
          const { applied = 0, givenUp = 0 } = receipt ?? {};
          expect(await findingsOf(ledger, ref)).toEqual([]);
          expect(applied - givenUp).toBe(worth);
          expect(balance + spent).toBe(applied);
          // A debt or a loss, as the agency wants it: never both.
          expect(reversals === 'debt' ? givenUp : Math.min(balance, 0)).toBe(0);
        },
      ),
      { seed, numRuns: 25 },
    );
  },
);

test(`concurrent workers on one payment's facts end in the same credits (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(life, async (said) => {
      const alone = someAccount();
      const checkout = await openCheckout(ledger, alone);
      for (const one of said) await settleOrThrow(alone, factOf(checkout, one));

      const together = someAccount();
      const contested = await openCheckout(ledger, together);
      const facts = said.map((one) => factOf(contested, one));
      await Promise.all([...facts, ...facts].map((fact) => settleOrThrow(together, fact)));
      expect(await endOf(together, contested, 0)).toEqual(await endOf(alone, checkout, 0));
    }),
    { seed, numRuns: 30 },
  );
});
