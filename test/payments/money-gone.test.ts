import { expect, test } from 'vitest';
import { agencyId } from '../../shared/kernel/ids.ts';
import { join, newReceipt, type ReceiptFact } from '../../shared/payments/join.ts';
import { moneyGone } from '../../shared/payments/money-gone.ts';

type Fact<Type> = Extract<ReceiptFact, { type: Type }>;

const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** @param day of March; PayPal's disputes begin on the second */
const on = (day: number) => `2026-03-0${day}T00:00:00.000Z`;

const refund = (amount: number, more: Partial<Fact<'refund'>> = {}): ReceiptFact => ({
  type: 'refund',
  paymentId: 'P1',
  refundId: 'R1',
  cause: 'refund',
  status: 'succeeded',
  at: on(3),
  money: euros(amount),
  ...more,
});

const dispute = (
  status: Fact<'dispute'>['status'],
  amount: number,
  more: Partial<Fact<'dispute'>> = {},
): ReceiptFact => ({
  type: 'dispute',
  paymentId: 'P1',
  disputeId: 'D1',
  status,
  at: on(3),
  money: euros(amount),
  ...more,
});

/** PayPal carries out a dispute by a refund of the payment. */
const atPaypal = { beganAt: on(2) };
const reversal = { cause: 'reversal' } as const;

test.each<[string, ReceiptFact[], number]>([
  ['an accepted offer: its refund is the dispute', [refund(400), dispute('lost', 400, atPaypal)], 400],
  ['a refund while a claim is open', [dispute('open', 500, atPaypal), refund(500)], 500],
  ['a reversal that carries out a dispute', [dispute('lost', 500, atPaypal), refund(500, reversal)], 500],
  [
    'a refund in the very instant in which a dispute began, which is not the dispute’s',
    [refund(300, { at: on(2) }), dispute('open', 500, atPaypal)],
    800,
  ],
  [
    'a reversal and two disputes: the one that began last before it counts',
    [
      refund(500, reversal),
      dispute('open', 300, { disputeId: 'D2', beganAt: on(1) }),
      dispute('lost', 500, { disputeId: 'D1', beganAt: on(2) }),
    ],
    800,
  ],
  [
    'a reversal, a dispute and one of which we don’t know when it began, which is taken to be the older one',
    [
      refund(500, reversal),
      dispute('open', 300, { disputeId: 'D2' }),
      dispute('lost', 500, { disputeId: 'D1', beganAt: on(2) }),
    ],
    800,
  ],
  [
    'a reversal and two disputes of which we don’t know when they began: the last by its id counts',
    [
      refund(500, reversal),
      dispute('open', 300, { disputeId: 'D1' }),
      dispute('lost', 500, { disputeId: 'D2' }),
    ],
    800,
  ],
  [
    'a reversal before the only dispute began: PayPal may take the money first',
    [refund(500, { ...reversal, at: on(1) }), dispute('lost', 500, atPaypal)],
    500,
  ],
  ['a dispute in another currency', [dispute('lost', 500, { money: { amount: 500, currency: 'USD' } })], 0],
  ['a refund that failed', [refund(400, { status: 'failed' })], 0],
  [
    'a reversal between two disputes, which carries out the one that had begun',
    [
      refund(500, reversal),
      dispute('lost', 500, { disputeId: 'D1', beganAt: on(1) }),
      dispute('open', 300, { disputeId: 'D2', beganAt: on(4) }),
    ],
    800,
  ],
  [
    'a reversal in the very instant in which the second of two disputes began, which it carries out',
    [
      refund(500, { ...reversal, at: on(2) }),
      dispute('open', 300, { disputeId: 'D1', beganAt: on(1) }),
      dispute('lost', 500, { disputeId: 'D2', beganAt: on(2) }),
    ],
    800,
  ],
  [
    'a reversal some time after its dispute was lost',
    [dispute('lost', 500, atPaypal), refund(500, { ...reversal, at: on(4) })],
    500,
  ],
  [
    'a lost dispute of which a part came back',
    [dispute('lost', 500, { ...atPaypal, moved: { lost: 500, cameBack: 200 } })],
    300,
  ],
  [
    'an open dispute that has taken a part so far',
    [dispute('open', 500, { ...atPaypal, moved: { lost: 300, cameBack: 0 } })],
    300,
  ],
  ['a part that went back in an inquiry', [dispute('warning', 1000, atPaypal), refund(100, reversal)], 100],
  ['a refund before the dispute', [refund(300, { at: on(1) }), dispute('open', 500, atPaypal)], 800],
  [
    'a refund after a dispute that was won',
    [dispute('won', 500, { ...atPaypal, moved: { lost: 500, cameBack: 500 } }), refund(400, { at: on(4) })],
    400,
  ],
  [
    'an inquiry that was withdrawn, and later a reversal',
    [dispute('warning', 1000, atPaypal), refund(1000, { ...reversal, at: on(4) })],
    1000,
  ],
  [
    'a dispute that was won, and later a reversal by another one',
    [dispute('won', 1000, atPaypal), refund(1000, { ...reversal, at: on(4) })],
    1000,
  ],
  [
    'a dispute that was won after a reversal had carried it out',
    [refund(1000, reversal), dispute('won', 1000, { ...atPaypal, moved: { lost: 1000, cameBack: 1000 } })],
    0,
  ],
  [
    'the same where PayPal names no movements',
    [refund(1000, reversal), dispute('won', 1000, { ...atPaypal, at: on(4) })],
    0,
  ],
  [
    'a claim that the buyer withdrew after a refund',
    [refund(1000), dispute('won', 1000, { ...atPaypal, at: on(4) })],
    1000,
  ],
  [
    'a lost dispute that PayPal paid itself',
    [dispute('lost', 1000, { ...atPaypal, moved: { lost: 0, cameBack: 0 } })],
    0,
  ],
  [
    'won, and held again in a new round',
    [dispute('open', 1000, { ...atPaypal, moved: { lost: 1000, cameBack: 1000 } })],
    1000,
  ],
  [
    'at Stripe, a refund and a lost dispute over the whole of which a part came back',
    [refund(400), dispute('lost', 1000, { transactions: { t1: -1000, t2: 400 } })],
    1000,
  ],
  ['won, whose money has not come back yet', [dispute('won', 1000, { transactions: { t1: -1000 } })], 1000],
  [
    'lost, whose money came back whole',
    [dispute('lost', 1000, { transactions: { t1: -1000, t2: 1000 } })],
    0,
  ],
  ['lost, of which no movement is known', [dispute('lost', 1000)], 1000],
  [
    'what is told of as if more came back than was taken',
    [dispute('won', 1000, { transactions: { t2: 1000 } })],
    0,
  ],
])('%s', (_, facts, gone) => {
  for (const order of [facts, facts.toReversed(), [...facts, ...facts]]) {
    const receipt = order.reduce(join, newReceipt(agencyId.parse('acme'), 'paypal', 'P1'));
    expect(moneyGone(receipt, 'EUR')).toBe(gone);
  }
});

test('a receipt stored before disputes had movements keeps its worth', () => {
  const kept = {
    ...newReceipt(agencyId.parse('acme'), 'paypal', 'P1'),
    refunds: { R1: { status: 'succeeded', cause: 'reversal', money: euros(500), at: on(3) } },
    disputes: { D1: { status: 'lost', money: euros(500), at: on(3) } },
  } as const;
  expect(moneyGone(kept, 'EUR')).toBe(500);
  expect(moneyGone({ ...kept, disputes: { D1: { ...kept.disputes.D1, status: 'won' } } }, 'EUR')).toBe(0);
});
