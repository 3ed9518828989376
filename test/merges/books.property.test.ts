import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginBooks } from '../../shared/agency/close-books.ts';
import { creditsIn, type Line } from '../../shared/agency/books.ts';
import { readBooks } from '../../shared/agency/read-books.ts';
import { worthOf } from '../../shared/agency/worth.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, leaveInDebt, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { monthBooksOn } from '../support/month-books.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { disputeFact, openCheckout, paidFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

type Pair = { old: AccountRef; heir: AccountRef };

const { countedTwice } = monthBooksOn(ledger);

const counted = async ({ old, heir }: Pair, act: () => Promise<unknown>): Promise<void> =>
  await countedTwice([old, heir], act);

/** What an account begins with: sold at a price (in cents, for 100 credits), given, spent, and owed. */
const beginning = fc.record({
  prices: fc.array(fc.constantFrom(500, 700, 1000), { maxLength: 2 }),
  given: fc.nat({ max: 30 }),
  spent: fc.nat({ max: 90 }),
  owed: fc.constantFrom(0, 0, 40, 250),
});

type Beginning = typeof beginning extends fc.Arbitrary<infer One> ? One : never;

const NOTHING: Beginning = { prices: [], given: 0, spent: 0, owed: 0 };

/** Each case that is to come up does in one of these, whatever else is drawn. */
const EXAMPLES: [Beginning, Beginning, boolean][] = [
  [{ ...NOTHING, prices: [500], spent: 90 }, NOTHING, true],
  [{ ...NOTHING, prices: [500], owed: 250 }, { ...NOTHING, prices: [700], owed: 250 }, false],
];

const begin = async (pair: Pair, ref: AccountRef, { prices, given, spent, owed }: Beginning) => {
  const checkouts = [];
  for (const amount of prices) {
    const checkout = await openCheckout(ledger, ref, {
      price: { amount, currency: amount === 700 ? 'USD' : 'EUR' },
      bonusCredits: 0,
    });
    await counted(pair, () => takeFactsInto(ledger)(ref.agency, 'stripe', paidFact(checkout)));
    checkouts.push(checkout);
  }
  const reason = { kind: 'adjustment', reference: 'given' } as const;
  await counted(pair, () =>
    move(ledger, ref, { type: 'credit', ...reason, amount: given + 1, class: 'promo' }),
  );
  const { balance } = await readAccount(ledger, ref);
  if (spent > 0) await counted(pair, () => move(ledger, ref, debitOf(Math.min(spent, balance))));
  if (owed > 0) await counted(pair, () => leaveInDebt(ledger, ref, owed));
  return checkouts;
};

const sumOf = (lines: readonly Line[]): Record<string, string> => {
  const sums = new Map<string, bigint>();
  for (const { paid, promo, debt, unpriced, cost } of lines)
    for (const [name, sum] of Object.entries({ paid, promo, debt, unpriced, ...cost }))
      sums.set(name, (sums.get(name) ?? 0n) + BigInt(sum));
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).map(([name, sum]) => [name, `${sum}`]));
};

const standing = async (ref: AccountRef): Promise<Line> => {
  const { lots, debt } = await readAccount(ledger, ref);
  return { ...worthOf(lots), debt };
};

test(`a merge moves no credits out of the books: in comes what goes out, and they end with what the accounts hold (seed ${seed})`, async () => {
  const seen = occurrencesOf(
    'a debt of the old account',
    'a debt of the heir',
    'lots of two prices',
    'a chargeback after it',
    'a debt by a chargeback that was paid back',
  );
  await fc.assert(
    fc.asyncProperty(beginning, beginning, fc.boolean(), async (first, second, isPaidBack) => {
      const old = await accountOfOpenAgency(ledger);
      const pair = { old, heir: { ...old, account: 'heir' } };
      const { agency } = old;
      await beginBooks(ledger, agency);
      const [sold] = await begin(pair, old, first);
      await begin(pair, pair.heir, second);
      const inDebt = {
        old: (await readAccount(ledger, old)).debt > 0,
        heir: (await readAccount(ledger, pair.heir)).debt > 0,
      };
      const books = async () => {
        const read = await readBooks(ledger, agency, instant(Date.now()).slice(0, '2026-01'.length));
        if (!read.ok) throw new Error(read.error.code);
        return read.value;
      };
      const agree = async () => {
        const { closing, lines } = await books();
        expect(sumOf([closing])).toEqual(sumOf([await standing(old), await standing(pair.heir)]));
        expect(Number(creditsIn(lines.transferredIn)) + Number(creditsIn(lines.transferredOut))).toBe(0);
      };
      const { closing: before } = await books();
      await counted(pair, async () =>
        expect(await mergeAccounts(ledger, { agency, actor: 'admin' }, old.account, 'heir')).toMatchObject({
          ok: true,
        }),
      );
      await agree();
      expect(creditsIn((await books()).closing)).toBe(creditsIn(before));
      if (sold)
        await counted(pair, () =>
          takeFactsInto(ledger)(agency, 'stripe', disputeFact(sold, 'dp_1', sold.price.amount, 'open')),
        );
      await agree();
      const owed = (await readAccount(ledger, pair.heir)).debt;
      if (isPaidBack && owed > 0)
        await counted(pair, () =>
          move(ledger, pair.heir, {
            type: 'credit',
            kind: 'adjustment',
            reference: 'pays the debt',
            amount: owed,
            class: 'promo',
          }),
        );
      await agree();
      if (sold)
        await counted(pair, () =>
          takeFactsInto(ledger)(agency, 'stripe', disputeFact(sold, 'dp_1', sold.price.amount, 'won')),
        );
      await agree();
      // All that is paid for was sold at a price, whatever became of it meanwhile.
      expect((await standing(pair.heir)).unpriced).toBe(0);
      seen.saw('a debt by a chargeback that was paid back', sold !== undefined && isPaidBack && owed > 0);
      expect(await standing(old)).toEqual({ paid: 0, promo: 0, unpriced: 0, cost: {}, debt: 0 });
      seen.saw('a debt of the old account', inDebt.old);
      seen.saw('a debt of the heir', inDebt.heir);
      seen.saw('lots of two prices', new Set([...first.prices, ...second.prices]).size > 1);
      seen.saw('a chargeback after it', sold !== undefined);
    }),
    { seed, numRuns: 15, examples: EXAMPLES },
  );
  seen.report();
}, 120_000);
