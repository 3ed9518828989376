import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { atRestIn } from '../../shared/payments/own-lots.ts';
import { recoverable } from '../../shared/payments/post.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { receiptItem } from '../../shared/table/items/receipt.ts';
import { receiptKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { withConflicts } from '../support/conflicts.ts';
import { accountOfOpenAgency, move, moveWith, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();
const NAMES = ['payer', 'first', 'second', 'third'] as const;
const CREDITS = 110;
const HOUR_MS = 3_600_000;

/** What happens to the credits of a payment before it is taken back. */
const moves = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('send' as const),
      from: fc.nat({ max: 3 }),
      to: fc.nat({ max: 3 }),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({
      type: fc.constantFrom('spend' as const, 'hold' as const),
      from: fc.nat({ max: 3 }),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
  ),
  { minLength: 1, maxLength: 8, size: 'max' },
);

/** Without this one, most histories would have nothing to follow. */
const sentOn = fc.record({
  type: fc.constant('send' as const),
  from: fc.constant(0),
  to: fc.constantFrom(1, 2),
  amount: fc.integer({ min: 30, max: 100 }),
});

const spentThen = fc.record({
  type: fc.constant('spend' as const),
  from: fc.constantFrom(0, 1, 2),
  amount: fc.integer({ min: 10, max: 60 }),
});

const heldThen = fc.record({
  type: fc.constant('hold' as const),
  from: fc.constantFrom(0, 0, 1, 2),
  amount: fc.integer({ min: 5, max: 40 }),
});

type Made = typeof moves extends fc.Arbitrary<infer All> ? All : never;

const statement = fc.oneof(
  fc.record({
    type: fc.constant('refund' as const),
    id: fc.constantFrom('re_1', 're_2'),
    amount: fc.constantFrom(100, 333, 500),
  }),
  fc.record({
    type: fc.constant('dispute' as const),
    id: fc.constantFrom('dp_1', 'dp_2'),
    amount: fc.constantFrom(250, 500, 1000, 1000, 1000),
    status: fc.constantFrom('open' as const, 'lost' as const, 'won' as const),
  }),
);

type Statement = typeof statement extends fc.Arbitrary<infer One> ? One : never;

const factOf = (checkout: Checkout, given: Statement): ReceiptFact =>
  given.type === 'refund'
    ? refundFact(checkout, given.id, given.amount)
    : disputeFact(checkout, given.id, given.amount, given.status);

/** An agency whose accounts have done these, with what each had of its own beforehand. */
const setUp = async (reversals: 'debt' | 'give_up', made: Made) => {
  const { agency } = await accountOfOpenAgency(ledger, { transfers: { promo: true }, reversals });
  const refs = NAMES.map((account): AccountRef => ({ agency, account }));
  const refAt = (place: number): AccountRef => refs[place] ?? { agency, account: 'none' };
  const own = { type: 'credit', kind: 'adjustment', reference: 'own', class: 'paid', amount: 7 } as const;
  for (const ref of refs) await move(ledger, ref, own);
  const checkout = await openCheckout(ledger, refAt(0));
  const take = async (fact: ReceiptFact, on = ledger) => {
    const taken = await takeFactsInto(on)(agency, 'stripe', fact);
    if (!taken.ok) throw new Error(taken.error.code);
  };
  await take(paidFact(checkout));
  for (const [number, { from, amount, ...one }] of made.entries()) {
    const ref = refAt(from);
    if (one.type === 'send') {
      const to = { account: refAt(one.to).account };
      await sendCredits(ledger, customerOf({ ...ref, spender: undefined }), { to, amount }, `send-${number}`);
    } else if (one.type === 'spend')
      await moveWith(ledger, ref, [{ type: 'debit', kind: 'spend', reference: 'o', amount }], { outcome: 0 });
    else {
      const endsAt = new Date(Date.now() + 48 * HOUR_MS).toISOString();
      await moveWith(ledger, ref, [{ type: 'hold', hold: `hold_${number}`, amount, endsAt }], { outcome: 0 });
    }
  }
  // What is held of the payment is taken only after these.
  for (const ref of refs) await move(ledger, ref, { ...own, amount: 5 });
  const accounts = () => Promise.all(refs.map((ref) => readAccount(ledger, ref)));
  const receipt = async () => {
    const found = await readOne(
      ledger.table,
      receiptKey(agency, 'stripe', paidFact(checkout).paymentId),
      receiptItem,
    );
    if (!found) throw new Error('no receipt');
    return found;
  };
  return { refs, checkout, take, accounts, receipt };
};

/** A ledger that lets so many transactions through; the process ends with the next one. */
const cutOff = (puts: number) => {
  const cut = openTestLedger();
  cutOffAfter(cut, puts);
  return cut;
};

const endsEarly = async (attempt: () => Promise<void>): Promise<boolean> => {
  try {
    await attempt();
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'cut off') return true;
    throw error;
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test(`facts about a payment whose credits were sent on end the same for everybody, in any order, and follow them (seed ${seed})`, async () => {
  const seen = occurrencesOf(
    'recovered',
    'recovered from two',
    'a debt beside',
    'given up',
    'returned',
    'of a hold',
    'an attempt that ended early',
  );
  const scenario = fc.record({
    reversals: fc.constantFrom('debt' as const, 'give_up' as const),
    made: fc
      .tuple(sentOn, spentThen, heldThen, moves)
      .map(([sent, spent, held, others]) => [sent, spent, held, ...others]),
    given: fc.array(statement, { minLength: 2, maxLength: 4, size: 'max' }),
    shuffle: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    conflicts: fc.double({ min: 0, max: 0.15, noNaN: true }),
    ends: fc.infiniteStream(fc.nat({ max: 3 })),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ reversals, made, given, shuffle, conflicts, ends: cuts }) => {
      const orders = [
        given,
        [...given, ...given.slice(0, 1)]
          .map((one) => ({ one, at: shuffle.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one),
      ];
      const ends: unknown[] = [];
      for (const [place, order] of orders.entries()) {
        const { refs, checkout, take, accounts, receipt } = await setUp(reversals, made);
        const before = await accounts();
        const troubled = withConflicts(openTestLedger(), conflicts, () => {});
        // In the other order some attempts end between two accounts, and their messages come again after all others.
        const again: ReceiptFact[] = [];
        for (const one of order) {
          const fact = factOf(checkout, one);
          if (place === 0) await take(fact, troubled);
          else if (await endsEarly(() => take(fact, cutOff(cuts.next().value)))) again.push(fact);
        }
        seen.saw('an attempt that ended early', again.length > 0);
        for (const fact of again) await take(fact, troubled);
        const after = await accounts();
        const { short = 0, recovered = [], givenUp, applied, ...known } = await receipt();
        const worth = applied - givenUp;
        expect(sum(after.map(({ balance }) => balance)) - sum(before.map(({ balance }) => balance))).toBe(
          applied - CREDITS,
        );
        // Nobody but who paid owes anything, and that only where nobody has credits of the payment.
        expect(after.slice(1).map(({ debt }) => debt)).toEqual([0, 0, 0]);
        const credits = (those: typeof after, isOfPayment: boolean): number =>
          sum(
            those
              .slice(1)
              .flatMap(({ lots, holds = [] }) => [...lots, ...holds.flatMap((hold) => hold.lots)])
              .filter(
                (lot) =>
                  lot.origin?.account === 'payer' && known.lots.includes(lot.origin.lot) === isOfPayment,
              )
              .map(({ amount }) => amount),
          );
        expect(credits(after, false)).toBe(credits(before, false));
        const [payer] = after;
        const atRest = payer ? atRestIn(payer, new Set(known.lots), Date.now()) : 0;
        const isCovered = recoverable({ ...known, short, givenUp, applied }, atRest) === 0;
        expect(isCovered || credits(after, true) === 0).toBe(true);
        // Nobody gives credits of the payment while the account that paid has some.
        expect(recovered.length === 0 || atRest === 0 || short + givenUp >= atRest).toBe(true);
        for (const ref of refs)
          expect(
            await auditLedger({ ...ledger, now: () => Date.now() + HOUR_MS }, ref, () => true),
          ).toMatchObject({
            ok: true,
            value: { findings: [] },
          });
        seen.saw('recovered', recovered.length > 0);
        seen.saw('recovered from two', recovered.length > 1);
        seen.saw('a debt beside', recovered.length > 0 && (after[0]?.debt ?? 0) > 0);
        seen.saw('given up', givenUp > 0);
        seen.saw('of a hold', recovered.length > 0 && before.some(({ holds = [] }) => holds.length > 0));
        ends.push({ worth, balances: after.map(({ balance }) => balance) });

        // Disputes that are won and refunds that fail give everybody back what was taken.
        for (const one of ['dp_1', 'dp_2']) await take(disputeFact(checkout, one, 1000, 'won'), troubled);
        for (const one of ['re_1', 're_2'])
          await take(refundFact(checkout, one, 100, { status: 'failed' }), troubled);
        seen.saw('returned', recovered.length > 0 && (await receipt()).recovered === undefined);
        const back = await receipt();
        expect(back.recovered ?? []).toEqual([]);
        expect((await accounts()).map(({ balance }) => balance)).toEqual(
          before.map(({ balance }) => balance),
        );
      }
      expect(ends[1]).toEqual(ends[0]);
    }),
    { seed, numRuns: 40 },
  );
  seen.report();
});
