import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { spend } from '../../shared/account/spend.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { withConflicts } from '../support/conflicts.ts';
import { accountOfOpenAgency, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();
const HOUR_MS = 3_600_000;

const step = fc.oneof(
  fc.record({ type: fc.constant('pay' as const), of: fc.nat({ max: 1 }) }),
  fc.record({
    type: fc.constant('refund' as const),
    of: fc.nat({ max: 1 }),
    id: fc.constantFrom('re_1', 're_2'),
    amount: fc.constantFrom(100, 333, 500),
  }),
  fc.record({
    type: fc.constant('dispute' as const),
    of: fc.nat({ max: 1 }),
    status: fc.constantFrom('open' as const, 'lost' as const, 'won' as const),
  }),
  fc.record({ type: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 90 }) }),
);

/** Without this, few histories would have a debt. */
const spentThenDisputed = fc
  .record({ of: fc.nat({ max: 1 }), amount: fc.integer({ min: 70, max: 120 }) })
  .map(({ of, amount }): Step[] => [
    { type: 'pay', of },
    { type: 'spend', amount },
    { type: 'dispute', of, status: 'open' },
  ]);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Two payments, and what happens to them and to their credits. Both are of one account, or of two that merge at some step. */
const play = async (steps: readonly Step[], mergeAt: number | undefined, on: Ledger, ends: boolean) => {
  const { agency } = await accountOfOpenAgency(ledger);
  const other: AccountRef = { agency, account: 'other' };
  const old: AccountRef = { agency, account: mergeAt === undefined ? 'other' : 'old' };
  const own = { type: 'credit', kind: 'adjustment', reference: 'own', class: 'paid' } as const;
  await move(ledger, other, { ...own, amount: 20 });
  if (mergeAt !== undefined)
    await move(ledger, old, { ...own, amount: 1 }, { ...own, type: 'debit', amount: 1 });
  const checkouts = [
    await openCheckout(ledger, old, { bonusCredits: 0 }),
    await openCheckout(ledger, other, { bonusCredits: 0 }),
  ];
  const merge = async () => {
    if (ends) {
      const cut = openTestLedger();
      cutOffAfter(cut, 0);
      await expect(mergeAccounts(cut, { agency, actor: 'admin' }, 'old', 'other')).rejects.toThrow('cut off');
    }
    const merged = await mergeAccounts(on, { agency, actor: 'admin' }, 'old', 'other');
    if (!merged.ok) throw new Error(merged.error.code);
  };
  const spent: boolean[] = [];
  for (const [place, one] of steps.entries()) {
    if (place === mergeAt) await merge();
    if (one.type === 'spend') {
      const done = await spend(on, {
        name: 'spend',
        payer: { ...other, spender: undefined },
        idempotencyKey: `spend-${place}`,
        input: { amount: one.amount, reference: 'o' },
      });
      if (!done.ok && done.error.code === 'busy') throw new Error('busy');
      spent.push(done.ok);
      continue;
    }
    const checkout = checkouts[one.of];
    if (!checkout) throw new Error('no checkout');
    const fact: ReceiptFact =
      one.type === 'pay'
        ? paidFact(checkout)
        : one.type === 'refund'
          ? refundFact(checkout, one.id, one.amount)
          : disputeFact(checkout, 'dp_1', 1000, one.status);
    const taken = await takeFactsInto(on)(agency, 'stripe', fact);
    if (!taken.ok) throw new Error(taken.error.code);
  }
  if (mergeAt === steps.length) await merge();
  const { balance, debt } = await readAccount(ledger, other);
  const left = await readAccount(ledger, old);
  const found = await Promise.all(
    [other, old].map((ref) => auditLedger({ ...ledger, now: () => Date.now() + HOUR_MS }, ref, () => true)),
  );
  return {
    balance,
    debt,
    spent,
    left,
    findings: found.flatMap((one): unknown[] => (one.ok ? one.value.findings : [one.error])),
  };
};

test(`two accounts that merge first end as if all had been one account, and whenever they merge no credit is lost (seed ${seed})`, async () => {
  const seen = occurrencesOf('a debt', 'a merge in between', 'a spend refused');
  await fc.assert(
    fc.asyncProperty(
      fc
        .tuple(spentThenDisputed, fc.array(step, { minLength: 1, maxLength: 6, size: 'max' }))
        .map((parts) => parts.flat()),
      fc.nat({ max: 9 }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      fc.boolean(),
      async (steps, at, share, ends) => {
        const troubled = withConflicts(openTestLedger(), share, () => {});
        const one = await play(steps, undefined, ledger, false);
        const first = await play(steps, 0, troubled, ends);
        expect(first.findings).toEqual([]);
        expect(first.left).toMatchObject({ balance: 0, debt: 0, lots: [] });
        expect({ balance: first.balance, debt: first.debt, spent: first.spent }).toEqual({
          balance: one.balance,
          debt: one.debt,
          spent: one.spent,
        });
        // Facts alone end alike whenever the accounts merge; what is spent meanwhile is a fact that depends on it.
        const facts = steps.filter(({ type }) => type !== 'spend');
        const place = at % (facts.length + 1);
        const [together, apart] = [
          await play(facts, undefined, ledger, false),
          await play(facts, place, troubled, false),
        ];
        expect(apart.findings).toEqual([]);
        expect(apart.left).toMatchObject({ balance: 0, debt: 0, lots: [] });
        expect({ balance: apart.balance, debt: apart.debt }).toEqual({
          balance: together.balance,
          debt: together.debt,
        });
        seen.saw('a debt', one.debt > 0);
        seen.saw('a merge in between', place > 0 && place < facts.length);
        seen.saw('a spend refused', one.spent.includes(false));
      },
    ),
    { seed, numRuns: 10 },
  );
  seen.report();
}, 240_000);
