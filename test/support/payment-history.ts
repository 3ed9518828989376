import * as fc from 'fast-check';
import type { QueuedFact } from '../../shared/payments/message.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';

/** A provider's events about one payment, and how much of its money has left by the provider's own books. */
export type History = {
  facts: readonly ReceiptFact[];
  /** Minor units; it may be more than was paid. */
  gone: number;
  /** What happened, by its names. */
  seen: ReadonlySet<string>;
};

/** Minor units. */
export const PRICE = 1000;

export type Step = { what: string; part: number };

/** Steps of a life; those that make no sense where they come up are left out. */
export const steps = (whats: readonly string[]): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      what: fc.constantFrom(...whats),
      part: fc.integer({ min: 1, max: 10 }).map((tenths) => tenths * 100),
    }),
    { minLength: 2, maxLength: 12, size: 'max' },
  );

export const isReceiptFact = (fact: QueuedFact): fact is ReceiptFact => 'paymentId' in fact;
