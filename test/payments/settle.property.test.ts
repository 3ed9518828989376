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
import { occurrencesOf } from '../support/occurrences.ts';
import { PRICE } from '../support/payment-history.ts';
import { paypalHistory } from '../support/paypal-history.ts';
import { stripeHistory } from '../support/stripe-history.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

type Statement = typeof statement extends fc.Arbitrary<infer One> ? One : never;

/** What the checkout of these tests buys for PRICE, bonus credits included. */
const SOLD = 100;
const BONUS = 10;
const CREDITS = SOLD + BONUS;

/** What the payment is worth when so much of its money went back: credits and bonus each in proportion. */
const worthAfter = (back: number): number =>
  CREDITS - Math.round((SOLD * back) / PRICE) - Math.round((BONUS * back) / PRICE);

/** What a provider may say of one payment over its life, contradictions included. Amounts around its 10.00 EUR. */
const money = fc.constantFrom(1, 333, 500, PRICE);
const statement = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('payment' as const),
      status: fc.constantFrom('pending' as const, 'failed' as const, 'paid' as const, 'paid' as const),
      amount: fc.oneof({ weight: 2, arbitrary: fc.constant(PRICE) }, fc.constant(PRICE - 1)),
      minute: fc.integer({ min: 0, max: 5 }),
    }),
  },
  fc.record({
    type: fc.constant('refund' as const),
    id: fc.constantFrom('re_1', 're_2', 're_3', 'reversal_1', 'reversal_1'),
    status: fc.constantFrom('pending' as const, 'succeeded' as const, 'failed' as const),
    amount: money,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('dispute' as const),
      id: fc.constantFrom('dp_1', 'dp_2'),
      status: fc.constantFrom('warning' as const, 'open' as const, 'lost' as const, 'won' as const),
      amount: money,
    }),
  },
);
const PAID: Statement = { type: 'payment', status: 'paid', amount: PRICE, minute: 1 };

/** Most are paid, as a history in which nothing was paid moves nothing. */
const life = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant([PAID]) }, fc.constant([])),
    fc.array(statement, { minLength: 1, maxLength: 7, size: 'max' }),
  )
  .map(([first, others]): Statement[] => [...first, ...others]);

const factOf = (checkout: Checkout, given: Statement): ReceiptFact => {
  switch (given.type) {
    case 'payment':
      return paidFact(checkout, {
        status: given.status,
        money: { amount: given.amount, currency: 'EUR' },
        at: new Date(Date.parse('2026-03-01') + given.minute * 60_000).toISOString(),
      });
    case 'refund':
      return refundFact(checkout, given.id, given.amount, {
        status: given.status,
        cause: given.id.startsWith('reversal') ? 'reversal' : 'refund',
      });
    case 'dispute':
      return disputeFact(checkout, given.id, given.amount, given.status);
  }
};

const PAYMENTS = ['pending', 'failed', 'paid'];
const REFUNDS = ['pending', 'succeeded', 'failed'];
const DISPUTES = ['warning', 'open', 'lost', 'won'];

/** Of statements about one thing, the status that comes last in this order, and the least money named with it. */
const furthest = (order: readonly string[], all: readonly { status: string; amount: number }[]) => {
  const status = order.findLast((one) => all.some((given) => given.status === one));
  const amounts = all.flatMap((given) => (given.status === status ? [given.amount] : []));
  return { status, amount: Math.min(...amounts) };
};

/** Minor units that a dispute has taken, with the reversal that carries it out. */
const takenBy = (status: string | undefined, contested: number, reversed: number): number => {
  switch (status) {
    case 'open':
      return reversed > 0 ? reversed : contested;
    case 'lost':
      return Math.max(reversed, contested);
    case 'won':
      return 0;
    default:
      return reversed;
  }
};

/** What a payment is worth in credits after these statements: worked out here once more, in no order at all. */
const worthOf = (given: readonly Statement[]): { worth: number; flag?: string } => {
  const payment = furthest(
    PAYMENTS,
    given.filter(({ type }) => type === 'payment'),
  );
  if (payment.status !== 'paid') return { worth: 0 };
  if (payment.amount !== PRICE) return { worth: 0, flag: 'amount_differs' };
  const saidOf = (id: string) =>
    given.flatMap((one) => (one.type !== 'payment' && one.id === id ? [one] : []));
  const refundOf = (id: string): number => {
    const { status, amount: back } = furthest(REFUNDS, saidOf(id));
    return status === undefined || status === 'failed' ? 0 : back;
  };
  const disputes = ['dp_1', 'dp_2'].filter((id) => saidOf(id).length > 0);
  const reversed = refundOf('reversal_1');
  const taken = disputes.map((id, place) => {
    const { status, amount: contested } = furthest(DISPUTES, saidOf(id));
    return takenBy(status, contested, place === disputes.length - 1 ? reversed : 0);
  });
  const gone = [...['re_1', 're_2', 're_3'].map(refundOf), ...taken].reduce((sum, one) => sum + one, 0);
  const back = Math.min(PRICE, disputes.length === 0 ? gone + reversed : gone);
  return { worth: worthAfter(back) };
};

/** Spends this much, or whatever there is. @returns how many credits that took */
const spend = async (ref: AccountRef, credits: number): Promise<number> => {
  const command = { type: 'debit', kind: 'spend', reference: 'order', amount: credits } as const;
  const done = await moveWith(ledger, ref, [command], { outcome: credits });
  if (done.ok) return done.value.outcome;
  const { error } = done;
  return error.code === 'insufficient_credits' && error.available > 0 ? spend(ref, error.available) : 0;
};

const settleOrThrow = async (ref: AccountRef, fact: ReceiptFact): Promise<void> => {
  const settled = await settle(ledger, ref.agency, 'stripe', fact);
  if (!settled.ok) throw new Error(settled.error.code);
};

/** Which fact comes next, and what is spent meanwhile: evenly, where fast-check would prefer small numbers. */
const choicesOf = fc.infiniteStream(fc.noBias(fc.nat()));

/** Often the payment arrives first, as it was sent, and its credits are spent before any money goes back. */
const firstOf = (choose: (count: number) => number, queue: readonly ReceiptFact[]): number =>
  choose(3) === 0 ? choose(queue.length) : 0;

const reversals = fc.constantFrom('debt' as const, 'give_up' as const);

/** Checks what the account and the receipt hold in the end against what was paid and spent. */
const expectBooks = async (
  ref: AccountRef,
  checkout: Checkout,
  { worth, spent, mode }: { worth: number; spent: number; mode: 'debt' | 'give_up' },
) => {
  expect(await findingsOf(ledger, ref)).toEqual([]);
  const { balance } = await readAccount(ledger, ref);
  const receipt = await receiptOf(ledger.table, checkout);
  const { applied = 0, givenUp = 0 } = receipt ?? {};
  expect(applied - givenUp).toBe(worth);
  expect(balance + spent).toBe(applied);
  // A debt or a loss, as the agency wants it: never both.
  expect(mode === 'debt' ? givenUp : Math.min(balance, 0)).toBe(0);
  return { balance, givenUp, flag: receipt?.flag };
};

test(`for any order, repetition and spends in between, a payment credits what it is worth (seed ${seed})`, async () => {
  const seen = occurrencesOf(
    'never paid',
    'another amount paid',
    'worth all',
    'worth a part',
    'worth nothing any more',
    'a dispute won',
    'a dispute with a reversal',
    'a debt',
    'credits given up',
  );
  await fc.assert(
    fc.asyncProperty(life, reversals, choicesOf, async (given, mode, choices) => {
      const choose = (count: number): number => (choices.next().value ?? 0) % count;
      const { worth, flag } = worthOf(given);
      const isPaid = given.some(({ type, status }) => type === 'payment' && status === 'paid');
      const disputes = given.filter(({ type }) => type === 'dispute');
      seen.saw('never paid', !isPaid);
      seen.saw('another amount paid', flag !== undefined);
      seen.saw('worth all', worth === CREDITS);
      seen.saw('worth a part', worth > 0 && worth < CREDITS);
      seen.saw('worth nothing any more', isPaid && flag === undefined && worth === 0);
      seen.saw('a dispute won', isPaid && disputes.some(({ status }) => status === 'won'));
      const isReversed = given.some((one) => one.type === 'refund' && one.id === 'reversal_1');
      seen.saw('a dispute with a reversal', isPaid && isReversed && disputes.length > 0);
      for (let order = 0; order < 2; order += 1) {
        const ref = await accountOfOpenAgency(ledger, { reversals: mode });
        const checkout = await openCheckout(ledger, ref);
        const facts = given.map((one) => factOf(checkout, one));
        const queue = [...facts, ...facts];
        let spent = 0;
        for (let next = firstOf(choose, queue); queue.length > 0; next = choose(queue.length)) {
          const [fact] = queue.splice(next, 1);
          if (fact) await settleOrThrow(ref, fact);
          if (choose(4) > 0) spent += await spend(ref, 1 + choose(CREDITS));
        }
        const end = await expectBooks(ref, checkout, { worth, spent, mode });
        expect(end.flag).toBe(flag);
        seen.saw('a debt', end.balance < 0);
        seen.saw('credits given up', end.givenUp > 0);
      }
    }),
    { seed, numRuns: 70 },
  );
  seen.report();
});

const SHORT = { debt: 'a debt', give_up: 'credits given up' };

test.each([
  ['stripe', 'debt'],
  ['stripe', 'give_up'],
  ['paypal', 'debt'],
  ['paypal', 'give_up'],
] as const)(
  `%s, %s: credits follow the money, whatever is spent meanwhile (seed ${seed})`,
  async (provider, mode) => {
    expect.hasAssertions();
    const seen = occurrencesOf('money left again', SHORT[mode]);
    await fc.assert(
      fc.asyncProperty(
        provider === 'stripe' ? stripeHistory('P1') : paypalHistory('P1'),
        choicesOf,
        async ({ facts, gone }, choices) => {
          const choose = (count: number): number => (choices.next().value ?? 0) % count;
          const ref = await accountOfOpenAgency(ledger, { reversals: mode });
          const checkout = await openCheckout(ledger, ref, { provider });
          const queue: ReceiptFact[] = [paidFact(checkout, { paymentId: 'P1' }), ...facts, ...facts];
          let spent = 0;
          for (let next = firstOf(choose, queue); queue.length > 0; next = choose(queue.length)) {
            const [fact] = queue.splice(next, 1);
            const settled = fact && (await settle(ledger, ref.agency, provider, fact));
            if (settled && !settled.ok) throw new Error(settled.error.code);
            if (choose(4) > 0) spent += await spend(ref, 1 + choose(CREDITS));
          }
          const worth = worthAfter(Math.min(gone, PRICE));
          const end = await expectBooks(ref, checkout, { worth, spent, mode });
          seen.saw('money left again', gone > 0);
          seen.saw(SHORT[mode], end.balance < 0 || end.givenUp > 0);
        },
      ),
      { seed, numRuns: 30 },
    );
    seen.report();
  },
);

test(`concurrent workers on one payment's facts give the credits that it is worth (seed ${seed})`, async () => {
  const seen = occurrencesOf('worth something', 'worth nothing');
  await fc.assert(
    fc.asyncProperty(life, async (given) => {
      const ref = someAccount();
      const checkout = await openCheckout(ledger, ref);
      const facts = given.map((one) => factOf(checkout, one));
      await Promise.all([...facts, ...facts].map((fact) => settleOrThrow(ref, fact)));
      const { worth, flag } = worthOf(given);
      seen.saw(worth > 0 ? 'worth something' : 'worth nothing');
      const end = await expectBooks(ref, checkout, { worth, spent: 0, mode: 'debt' });
      expect(end.flag).toBe(flag);
    }),
    { seed, numRuns: 30 },
  );
  seen.report();
});
