import { describe, expect, test } from 'vitest';
import { join, newReceipt, type ReceiptFact } from '../../shared/payments/join.ts';
import type { Receipt } from '../../shared/table/items/receipt.ts';
import { agency } from '../support/checkout.ts';

type Fact<Type> = Extract<ReceiptFact, { type: Type }>;

const on = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const dollars = (amount: number) => ({ amount, currency: 'USD' });

const payment = (more: Partial<Fact<'payment'>> = {}): ReceiptFact => ({
  type: 'payment',
  paymentId: 'P1',
  status: 'paid',
  money: euros(1000),
  at: on(2),
  ...more,
});
const refund = (more: Partial<Fact<'refund'>> = {}): ReceiptFact => ({
  type: 'refund',
  paymentId: 'P1',
  refundId: 'R1',
  cause: 'refund',
  status: 'succeeded',
  money: euros(400),
  at: on(2),
  ...more,
});
const dispute = (more: Partial<Fact<'dispute'>> = {}): ReceiptFact => ({
  type: 'dispute',
  paymentId: 'P1',
  disputeId: 'D1',
  status: 'open',
  money: euros(400),
  at: on(2),
  ...more,
});

const unheard = newReceipt(agency, 'stripe', 'P1');
const joined = (...facts: ReceiptFact[]): Receipt => facts.reduce(join, unheard);

/** What two facts join to, which is the same in both orders. */
const either = (one: ReceiptFact, other: ReceiptFact): Receipt => {
  const receipt = joined(one, other);
  expect(joined(other, one)).toEqual(receipt);
  return receipt;
};

test('a receipt begins with nothing', () => {
  expect(unheard).toEqual({
    agency: 'acme',
    provider: 'stripe',
    paymentId: 'P1',
    version: 0,
    refunds: {},
    disputes: {},
    applied: 0,
    givenUp: 0,
    lots: [],
    taken: [],
  });
});

describe('a payment', () => {
  const ours = { checkoutId: 'chk_1', account: 'alice' };

  test('belongs to the checkout and the account that are named with it, also where a later fact names none', () => {
    const receipt = { ...unheard, ...ours, payment: { status: 'paid', money: euros(1000), at: on(2) } };
    expect(either(payment(ours), payment())).toEqual(receipt);
    expect(either(payment({ checkoutId: 'chk_1' }), payment({ account: 'alice' }))).toEqual(receipt);
  });

  test('stays with the account that it was credited to', () => {
    const credited = { ...joined(payment(ours)), lots: [1] };
    const elsewhere = payment({ checkoutId: 'chk_2', account: 'stranger', money: euros(900) });
    expect(join(credited, elsewhere)).toEqual({
      ...credited,
      payment: { status: 'paid', money: euros(900), at: on(2) },
    });
    expect(join({ ...credited, lots: [] }, elsewhere)).toMatchObject({
      checkoutId: 'chk_2',
      account: 'stranger',
    });
  });

  test.each([
    ['pending', 'failed', 'failed'],
    ['failed', 'paid', 'paid'],
    ['pending', 'paid', 'paid'],
  ] as const)(
    'that is %s and %s is %s, whichever we hear first and whatever the times',
    (one, other, status) => {
      expect(either(payment({ status: one, at: on(3) }), payment({ status: other }))).toEqual(
        joined(payment({ status })),
      );
    },
  );

  test('with two amounts counts with the smaller one', () => {
    expect(either(payment(), payment({ money: euros(999), at: on(3) })).payment).toEqual({
      status: 'paid',
      money: euros(999),
      at: on(3),
    });
  });

  test('in two currencies counts in the one that is first in the alphabet, whatever the amounts', () => {
    const { payment: found } = either(
      payment({ money: euros(2000) }),
      payment({ money: dollars(1), at: on(3) }),
    );
    expect(found).toEqual({ status: 'paid', money: euros(2000), at: on(2) });
  });

  test('that is stated twice keeps its first time', () => {
    expect(joined(payment(), payment({ at: on(3) })).payment).toMatchObject({ at: on(2) });
    expect(joined(payment({ at: on(3) }), payment()).payment).toMatchObject({ at: on(3) });
  });
});

describe('a refund', () => {
  test('is known by its id', () => {
    const { refunds } = joined(refund(), refund({ refundId: 'R2', money: euros(100) }), refund());
    expect(Object.entries(refunds).map(([id, { money }]) => [id, money.amount])).toEqual([
      ['R1', 400],
      ['R2', 100],
    ]);
  });

  test('counts with its furthest status, and since it was first heard of', () => {
    const failed = refund({ status: 'failed', at: on(4) });
    expect(either(failed, refund({ status: 'pending', at: on(1) })).refunds).toEqual({
      R1: { status: 'failed', money: euros(400), at: on(1), cause: 'refund' },
    });
  });

  test('is a reversal where one of several facts says so', () => {
    expect(either(refund(), refund({ cause: 'reversal' })).refunds['R1']).toMatchObject({
      cause: 'reversal',
    });
  });
});

describe('a dispute', () => {
  const found = (one: Partial<Fact<'dispute'>>, other: Partial<Fact<'dispute'>>) =>
    either(dispute(one), dispute(other)).disputes['D1'];

  test('is known by its id', () => {
    const { disputes } = joined(dispute(), dispute({ disputeId: 'D2', status: 'won' }));
    expect(Object.entries(disputes).map(([id, { status }]) => [id, status])).toEqual([
      ['D1', 'open'],
      ['D2', 'won'],
    ]);
  });

  test('counts as it was stated last, whatever its status', () => {
    const open = { status: 'open', money: euros(300), at: on(4), moved: { lost: 1, cameBack: 1 } } as const;
    const won = { status: 'won', moved: { lost: 900, cameBack: 0 }, at: on(3) } as const;
    expect(found(open, won)).toEqual(open);
    expect(found({ ...open, at: on(2) }, won)).toEqual({ ...won, money: euros(400) });
  });

  test('stated twice at one time counts as the fact with more movements', () => {
    const moved = { lost: 300, cameBack: 100 };
    expect(found({ status: 'open', moved }, { status: 'won' })).toMatchObject({ status: 'open', moved });
    const less = { lost: 399, cameBack: 0 };
    expect(found({ status: 'open', moved }, { status: 'won', moved: less })).toMatchObject({
      status: 'open',
    });
    expect(found({ moved: { lost: 0, cameBack: 0 } }, { status: 'won' })).toMatchObject({ status: 'open' });
  });

  test('of as many movements counts with its later status, then the smaller amount, then the first currency', () => {
    expect(found({ status: 'won' }, { status: 'lost', money: euros(1) })).toMatchObject({ status: 'won' });
    expect(found({}, { money: euros(399) })).toMatchObject({ money: euros(399) });
    expect(found({}, { money: dollars(400) })).toMatchObject({ money: euros(400) });
  });

  test('of one volume counts with the movements of which more came back', () => {
    const back = { lost: 50, cameBack: 150 };
    expect(found({ moved: { lost: 100, cameBack: 100 } }, { moved: back })).toMatchObject({ moved: back });
  });

  test('keeps all single movements, and of two amounts of one the smaller', () => {
    const { transactions } =
      found({ transactions: { t1: -400, t2: 100 } }, { transactions: { t2: 50, t3: -10 }, at: on(1) }) ?? {};
    expect(transactions).toEqual({ t1: -400, t2: 50, t3: -10 });
    expect(found({ transactions: { t1: -400 } }, { at: on(3) })).toMatchObject({
      transactions: { t1: -400 },
    });
    expect(found({}, {})).not.toHaveProperty('transactions');
  });

  test('began at the latest time that is named, and is a bank’s where one fact says so', () => {
    expect(found({ beganAt: on(1) }, { beganAt: on(2), isByBank: true, at: on(1) })).toMatchObject({
      beganAt: on(2),
      isByBank: true,
    });
    expect(found({}, { beganAt: on(1) })).toMatchObject({ beganAt: on(1) });
    const plain = found({}, {});
    expect(plain).not.toHaveProperty('beganAt');
    expect(plain).not.toHaveProperty('isByBank');
    expect(plain).not.toHaveProperty('moved');
  });
});
