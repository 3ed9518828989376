import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';

export const CUSTOMERS = ['ada', 'ben', 'cid'];

/** From the day line to the day line: in the first, a month ends a day before it ends in the last. */
export const ZONES = [
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Europe/Berlin',
  'UTC',
  'Pacific/Pago_Pago',
] as const;

const REVERSALS = ['part', 'open', 'won', 'lost'] as const;
const HELD = ['hold', 'capture', 'release'] as const;

/** What happens in an agency of three customers, and when. Customers and sales are named by their places. */
export type MonthStep =
  | {
      type: 'sell';
      who: number;
      credits: number;
      bonus: number;
      price: number;
      currency: string;
      isRestricted: boolean;
    }
  | { type: 'spend'; who: number; amount: number; isNamed: boolean }
  | { type: 'undo'; who: number; spend: number }
  | { type: 'give'; who: number; amount: number; hours: number }
  | { type: 'withdraw'; who: number; amount: number }
  | { type: 'send'; who: number; to: number; amount: number }
  | { type: 'reverse'; sale: number; how: (typeof REVERSALS)[number]; part: number }
  | { type: 'hold'; who: number; amount: number; how: (typeof HELD)[number] }
  | { type: 'merge'; who: number; into: number }
  | { type: 'erase'; who: number }
  | { type: 'wait'; ms: number }
  /** What comes next is in the last millisecond of the month, in the first of the next, or in the one after it. */
  | { type: 'month'; ms: number }
  | { type: 'audit' }
  | { type: 'zone'; zone: (typeof ZONES)[number] }
  /** The first night after a month, and then to another zone. */
  | { type: 'close'; zone: (typeof ZONES)[number] };

const who = fc.nat(CUSTOMERS.length - 1);
const amount = fc.integer({ min: 1, max: 60 });
const zone = fc.constantFrom(...ZONES);

const weighted = (weight: number, arbitrary: fc.Arbitrary<MonthStep>) => ({ weight, arbitrary });
const type = fc.constant;

/** At the ends of months more often than elsewhere. */
export const monthStep: fc.Arbitrary<MonthStep> = fc.oneof(
  weighted(
    3,
    fc.record({
      type: type('sell'),
      who,
      credits: fc.constantFrom(1, 3, 7, 60, 100),
      bonus: fc.constantFrom(0, 0, 10),
      // 3 credits for 1.00 leave a fraction, 100 for 1 cent next to nothing.
      price: fc.constantFrom(0, 1, 100, 999),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      isRestricted: fc.boolean(),
    }),
  ),
  weighted(3, fc.record({ type: type('spend'), who, amount, isNamed: fc.boolean() })),
  weighted(2, fc.record({ type: type('undo'), who, spend: fc.nat() })),
  weighted(
    1,
    fc.record({
      type: type('give'),
      who,
      amount,
      hours: fc.constantFrom(1, 40, 900),
    }),
  ),
  weighted(1, fc.record({ type: type('withdraw'), who, amount })),
  weighted(2, fc.record({ type: type('send'), who, to: who, amount })),
  weighted(
    4,
    fc.record({
      type: type('reverse'),
      sale: fc.nat(),
      how: fc.constantFrom(...REVERSALS),
      part: fc.constantFrom(0.1, 0.5, 1),
    }),
  ),
  weighted(3, fc.record({ type: type('hold'), who, amount, how: fc.constantFrom(...HELD) })),
  weighted(1, fc.record({ type: type('merge'), who, into: who })),
  weighted(1, fc.record({ type: type('erase'), who })),
  weighted(2, fc.record({ type: type('wait'), ms: fc.integer({ min: 1, max: 25 * DAY_MS }) })),
  weighted(4, fc.record({ type: type('month'), ms: fc.constantFrom(-2, -1, 0) })),
  weighted(2, fc.record({ type: type('audit') })),
  weighted(2, fc.record({ type: type('zone'), zone })),
  weighted(3, fc.record({ type: type('close'), zone })),
);

const SALE = {
  type: 'sell',
  credits: 60,
  bonus: 0,
  price: 999,
  currency: 'EUR',
  isRestricted: false,
} as const;

/** What every history begins with, so that there is something to move. */
export const BEGINNING: readonly MonthStep[] = [
  { ...SALE, who: 0 },
  { ...SALE, who: 1 },
  { ...SALE, who: 2 },
  { type: 'send', who: 0, to: 1, amount: 20 },
];

/** A history in which each of the cases comes up: others meet them by chance. */
export const STORY: MonthStep[] = [
  { ...SALE, who: 1, credits: 100, bonus: 10, currency: 'USD' },
  { ...SALE, who: 2, credits: 7, price: 0 },
  { type: 'give', who: 2, amount: 5, hours: 1 },
  { type: 'withdraw', who: 2, amount: 3 },
  { type: 'spend', who: 0, amount: 15, isNamed: false },
  { type: 'wait', ms: 7 * DAY_MS },
  { type: 'hold', who: 1, amount: 30, how: 'hold' },
  { type: 'month', ms: -1 },
  { type: 'hold', who: 1, amount: 12, how: 'capture' },
  { type: 'close', zone: 'Pacific/Pago_Pago' },
  // The sale, its spend and its transfer are in a closed month; what follows is not.
  { type: 'reverse', sale: 0, how: 'open', part: 1 },
  // It pays the debt, so that credits come back in its place.
  { ...SALE, who: 0 },
  { type: 'reverse', sale: 0, how: 'won', part: 1 },
  { type: 'undo', who: 0, spend: 0 },
  { type: 'reverse', sale: 0, how: 'lost', part: 1 },
  { type: 'reverse', sale: 1, how: 'part', part: 0.5 },
  { type: 'merge', who: 2, into: 1 },
  { ...SALE, who: 2, credits: 3, price: 100 },
  { type: 'reverse', sale: 2, how: 'lost', part: 1 },
  { type: 'erase', who: 1 },
  { type: 'wait', ms: DAY_MS },
  // In the last millisecond of a month that ends half a day after it ended in UTC, and in the first of the next.
  { type: 'month', ms: -2 },
  { ...SALE, who: 0, credits: 7, currency: 'USD' },
  { type: 'spend', who: 0, amount: 2, isNamed: false },
  { type: 'spend', who: 0, amount: 1, isNamed: false },
  { type: 'wait', ms: 2 * HOUR_MS },
  { type: 'audit' },
  { type: 'close', zone: 'UTC' },
  { type: 'spend', who: 0, amount: 1, isNamed: false },
  { type: 'spend', who: 0, amount: 1, isNamed: false },
];
