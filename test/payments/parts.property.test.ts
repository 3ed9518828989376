import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { accountOfOpenAgency, findingsOf, moveWith, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

/** What is sold for 10.00 EUR, the parts of the money that go back, and what the customer spent before. */
const cases = fc.record({
  credits: fc.integer({ min: 1, max: 300 }),
  bonusCredits: fc.integer({ min: 0, max: 90 }),
  isBonusRestricted: fc.boolean(),
  parts: fc.array(fc.oneof(fc.constantFrom(1, 5, 333, 500), fc.integer({ min: 1, max: 400 })), {
    minLength: 1,
    maxLength: 5,
  }),
  spent: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
});

type Case = typeof cases extends fc.Arbitrary<infer One> ? One : never;

const bought = async ({ credits, bonusCredits, isBonusRestricted, spent }: Case) => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref, {
    credits,
    bonusCredits,
    ...(isBonusRestricted && { bonusOnlyFor: { categories: ['art'] } }),
  });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  const debit = { type: 'debit', kind: 'spend', reference: 'order', amount: spent } as const;
  if (spent > 0) await moveWith(ledger, ref, [debit], { outcome: undefined });
  return { ref, checkout };
};

const refund = async (ref: AccountRef, checkout: Checkout, parts: readonly number[]) => {
  for (const [place, amount] of parts.entries())
    await settle(ledger, ref.agency, 'stripe', refundFact(checkout, `re_${place}`, amount));
};

const figuresOf = async (ref: AccountRef) => {
  const { balance, debt, lots } = await readAccount(ledger, ref);
  return { balance, debt, lots: lots.map(({ class: of, amount }) => ({ class: of, amount })) };
};

test(`refunds in parts end as one of their sum: the same credits and the same bonus (seed ${seed})`, async () => {
  const seen = occurrencesOf(
    'several parts',
    'all of it',
    'a debt',
    'a bonus left',
    'no bonus',
    'spent before',
  );
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const [apart, together] = [await bought(one), await bought(one)];
      const sum = one.parts.reduce((whole, part) => whole + part, 0);
      await refund(apart.ref, apart.checkout, one.parts);
      await refund(together.ref, together.checkout, [sum]);
      const figures = await figuresOf(apart.ref);
      expect(figures).toEqual(await figuresOf(together.ref));
      const back = Math.min(sum, 1000);
      const left = (of: number) => of - Math.round((of * back) / 1000);
      const wanted = { promo: left(one.bonusCredits), paid: left(one.credits) };
      const unspent = (['promo', 'paid'] as const).map((of) => ({ class: of, amount: wanted[of] }));
      expect(figures.lots).toEqual(
        one.spent === 0 ? unspent.filter(({ amount }) => amount > 0) : figures.lots,
      );
      expect(await findingsOf(ledger, apart.ref)).toEqual([]);
      seen.saw('several parts', one.parts.length > 1);
      seen.saw('all of it', sum >= 1000);
      seen.saw('a debt', figures.debt > 0);
      seen.saw(
        'a bonus left',
        figures.lots.some((lot) => lot.class === 'promo'),
      );
      seen.saw('no bonus', one.bonusCredits === 0);
      seen.saw('spent before', one.spent > 0);
    }),
    { seed, numRuns: 60 },
  );
  seen.report();
});

test('a refund that fails gives back as much of the bonus as its part of the money, whatever the order', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref, { credits: 100, bonusCredits: 50 });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  await refund(ref, checkout, [300, 500]);
  expect((await figuresOf(ref)).lots).toEqual([
    { class: 'promo', amount: 10 },
    { class: 'paid', amount: 20 },
  ]);
  const failed = {
    ...refundFact(checkout, 're_1', 500),
    status: 'failed',
    at: '2026-03-09T00:00:00.000Z',
  } as const;
  await settle(ledger, ref.agency, 'stripe', failed);
  expect((await figuresOf(ref)).lots).toEqual([
    { class: 'promo', amount: 35 },
    { class: 'paid', amount: 70 },
  ]);
});
