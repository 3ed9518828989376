import { expect, test } from 'vitest';
import { newReceipt } from '../../shared/payments/join.ts';
import { commandsTowards, posted } from '../../shared/payments/post.ts';
import { type Entry, type EntryKind, entryKind } from '../../shared/table/items/entry.ts';
import { priceOfEach } from '../../shared/table/items/lot.ts';
import type { Receipt } from '../../shared/table/items/receipt.ts';
import { agency, someCheckout } from '../support/checkout.ts';

const checkout = someCheckout();
const unpaid = newReceipt(agency, 'stripe', 'P1');

const OWN_LOTS = new Set([4, 5]);
const OWN = { lots: OWN_LOTS, atRest: 110 };

/** Lots 4 (paid) and 5 (bonus) have brought in 110 credits. */
const credited = (more: Partial<Receipt> = {}): Receipt => ({
  ...unpaid,
  applied: 110,
  lots: [4, 5],
  ...more,
});

const AT = '2026-03-02T00:00:00.000Z';
const entry = (kind: EntryKind, amount: number, more: Partial<Entry> = {}): Entry => ({
  number: 7,
  at: AT,
  type: kind === 'payment_reversed' ? 'out' : 'in',
  kind,
  reference: 'chk_1',
  amount,
  balance: 0,
  lots: [],
  ...more,
});

const reversal = (amount: number) => ({
  type: 'reclaim',
  kind: 'payment_reversed',
  reference: 'chk_1',
  label: 'Starter',
  amount,
  bonus: 0,
});

/** Of what the payment is not worth, nothing is bonus. */
const noBonusGone = (worth: number) => ({ worth, bonusGone: 0 });

const towards = (
  worth: number,
  ...on: Parameters<typeof commandsTowards> extends [unknown, ...infer Rest] ? Rest : never
) => commandsTowards(noBonusGone(worth), ...on);

const purchase = [
  {
    type: 'credit',
    kind: 'checkout',
    reference: 'chk_1',
    label: 'Starter',
    amount: 100,
    class: 'paid',
    isPaidFor: true,
    price: checkout.price,
  },
  {
    type: 'credit',
    kind: 'bonus',
    reference: 'chk_1',
    label: 'Starter',
    amount: 10,
    class: 'promo',
    isPaidFor: true,
  },
];

test('a payment that is worth nothing brings in nothing', () => {
  expect(towards(0, unpaid, checkout, 'debt', OWN)).toEqual([]);
});

test('a payment brings in what was bought, and bonus credits as promo', () => {
  expect(towards(110, unpaid, checkout, 'debt', OWN)).toEqual(purchase);
});

test('a checkout without bonus credits brings in one lot', () => {
  expect(towards(100, unpaid, { ...checkout, bonusCredits: 0 }, 'debt', OWN)).toEqual([purchase[0]]);
});

test('a payment partly refunded before it is reported is credited whole, then reduced', () => {
  expect(towards(55, unpaid, checkout, 'give_up', OWN)).toEqual([
    ...purchase,
    { ...reversal(55), lots: 'just_brought_in', shortfall: 'give_up' },
  ]);
});

test.each(['debt', 'give_up'] as const)(
  'a refund takes the difference, first from what this payment brought in (%s)',
  (shortfall) => {
    const [only, ...others] = towards(70, credited(), checkout, shortfall, OWN);
    expect(only).toEqual({ ...reversal(40), lots: [4, 5], shortfall });
    expect(others).toEqual([]);
  },
);

test('a receipt that is worth what was applied moves nothing', () => {
  expect(towards(110, credited(), checkout, 'debt', OWN)).toEqual([]);
});

test('undoing a reversal restores the credits that it took, in the same order', () => {
  const taken: Receipt['taken'] = [
    { id: 5, class: 'promo', amount: 10 },
    { id: 4, class: 'paid', amount: 70 },
  ];
  expect(towards(60, credited({ applied: 30, taken }), checkout, 'debt', OWN)).toEqual([
    {
      type: 'restore',
      kind: 'payment_reinstated',
      reference: 'chk_1',
      label: 'Starter',
      lots: [
        { id: 5, class: 'promo', amount: 10 },
        { id: 4, class: 'paid', amount: 20 },
      ],
    },
  ]);
});

test('a shortfall given up is not taken again, only refunds beyond it are', () => {
  const givenUp = credited({ applied: 80, givenUp: 80 });
  expect(towards(0, givenUp, checkout, 'give_up', OWN)).toEqual([]);
  const once = credited({ givenUp: 50 });
  expect(towards(60, once, checkout, 'give_up', OWN)).toEqual([]);
  expect(towards(80, once, checkout, 'give_up', OWN)).toEqual([]);
  expect(towards(40, once, checkout, 'give_up', OWN)).toMatchObject([{ ...reversal(20), lots: [4, 5] }]);
});

test('a receipt keeps the lots that its payment brought in, and since when', () => {
  const paid = posted(
    unpaid,
    checkout,
    noBonusGone(110),
    [
      entry('checkout', 100, { number: 4 }),
      entry('bonus', 10, { number: 5, at: '2026-03-02T00:00:01.000Z' }),
    ],
    OWN_LOTS,
  );
  expect(paid).toEqual({ ...credited(), creditedAt: AT });
});

test('a receipt keeps what a reversal took, its debt included as credits of its own first lot', () => {
  const taken: Receipt['taken'] = [{ id: 4, class: 'paid', amount: 30 }];
  const first = posted(
    credited(),
    checkout,
    noBonusGone(80),
    [entry('payment_reversed', 30, { lots: taken })],
    OWN_LOTS,
  );
  expect(first).toEqual(credited({ applied: 80, taken }));
  const lots: Receipt['taken'] = [{ id: 9, class: 'paid', amount: 20 }];
  expect(
    posted(first, checkout, noBonusGone(0), [entry('payment_reversed', 80, { lots, debt: 60 })], OWN_LOTS),
  ).toEqual(
    credited({
      applied: 0,
      taken: [
        ...taken,
        ...lots,
        { id: 4, class: 'paid', amount: 60, price: priceOfEach(checkout.price, checkout.credits) },
      ],
      // What its own lots did not cover: other credits, and the debt.
      short: 80,
    }),
  );
});

test('credits restored after a reversal no longer count as taken', () => {
  const taken: Receipt['taken'] = [{ id: 4, class: 'paid', amount: 50 }];
  const before = credited({ applied: 60, taken });
  expect(posted(before, checkout, noBonusGone(90), [entry('payment_reinstated', 30)], OWN_LOTS)).toEqual(
    credited({ applied: 90, taken: [{ id: 4, class: 'paid', amount: 20 }] }),
  );
});

test('credits applied beyond the receipt’s worth are given up until it is worth that much again', () => {
  const short = posted(
    credited(),
    checkout,
    noBonusGone(0),
    [entry('payment_reversed', 30, { lots: [] })],
    OWN_LOTS,
  );
  expect(short).toMatchObject({ applied: 80, givenUp: 80 });
  expect(posted(short, checkout, noBonusGone(50), [], OWN_LOTS)).toMatchObject({ applied: 80, givenUp: 30 });
  expect(posted(short, checkout, noBonusGone(110), [], OWN_LOTS)).toMatchObject({ applied: 80, givenUp: 0 });
});

const KINDS_OF_OWN = new Set<EntryKind>(['checkout', 'bonus', 'payment_reversed', 'payment_reinstated']);

test.each(entryKind.options.filter((kind) => !KINDS_OF_OWN.has(kind)))(
  'an entry of kind %s is not the receipt’s, which stays as it is',
  (kind) => {
    expect(posted(credited(), checkout, noBonusGone(110), [entry(kind, 25)], OWN_LOTS)).toEqual(credited());
  },
);
