import fc from 'fast-check';
import { expect, test } from 'vitest';
import { purchaseItem } from '../../shared/table/items/purchase.ts';
import { purchasesPartition } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { buyerAt, idOf, ownedBy } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

const PRICES: Record<string, number> = { free: 0, small: 10, large: 65 };
/** Not enough for all of them. */
const CREDITS = 70;

const variants = fc.constantFrom(...Object.keys(PRICES));

/** What a customer's devices do at one moment: buy under one of two keys, or give back. */
const moment = fc.array(
  fc.record({
    what: fc.constantFrom('buy', 'buy', 'refund'),
    variantId: variants,
    key: fc.constantFrom('a', 'b'),
  }),
  { minLength: 2, maxLength: 8, size: 'max' },
);

const purchasesOf = async (ref: AccountRef) => {
  const purchases = [];
  for await (const one of allItems(ledger.table, {
    partition: purchasesPartition(ref),
    item: purchaseItem,
  })) {
    purchases.push(one);
  }
  return purchases;
};

test(`I6: ownerships match current purchases, and current purchases match debits, under any concurrency (seed ${seed})`, async () => {
  const seen = occurrencesOf('bought', 'given back', 'bought again', 'too expensive');
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 2, maxLength: 4 }), async (moments) => {
      const ref = await accountOfOpenAgency(ledger);
      const all = Object.entries(PRICES).map(([id, price]) => someVariant({ id, price }));
      await putProduct(ledger, someProduct(ref.agency, { variants: all }));
      await give(ledger, ref, CREDITS);
      const customer = buyerAt(ledger, ref);

      for (const steps of moments) {
        const bought = await purchasesOf(ref);
        const quotes = new Map<string, string>();
        for (const { variantId } of steps) {
          const quote = await customer.quote({ productId: 'brushes', variantId });
          if (quote.status === 201) quotes.set(variantId, idOf(quote));
        }
        const answers = await Promise.all(
          steps.map(({ what, variantId, key }) => {
            const id = bought.findLast((one) => one.variantId === variantId)?.id ?? 'pur_none';
            const quoteId = quotes.get(variantId) ?? 'quo_none';
            return what === 'refund' ? customer.refund(id) : customer.purchase(quoteId, key);
          }),
        );
        expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
        seen.saw(
          'too expensive',
          answers.some(({ status }) => status === 402),
        );
      }

      const purchases = await purchasesOf(ref);
      const balanceAt = purchases.filter(({ refund }) => !refund);
      const owned = Object.entries((await ownedBy(ledger, ref)).variants);
      expect(owned.map(([id, { purchaseId }]) => `${id} ${purchaseId}`).toSorted()).toEqual(
        balanceAt.map(({ id, variantId }) => `${variantId} ${id}`).toSorted(),
      );
      const paid = balanceAt.reduce((sum, { variantId }) => sum + (PRICES[variantId] ?? 0), 0);
      expect((await readAccount(ledger, ref)).balance).toBe(CREDITS - paid);
      seen.saw('bought', balanceAt.length > 0);
      seen.saw('given back', balanceAt.length < purchases.length);
      seen.saw('bought again', new Set(purchases.map(({ variantId }) => variantId)).size < purchases.length);
      const notFree = purchases.filter(({ price }) => price.price > 0);
      const kinds = (await entriesOf(ledger, ref)).map(({ kind, reference }) => `${kind} ${reference}`);
      expect(kinds.slice(1).toSorted()).toEqual(
        notFree
          .flatMap(({ id, refund }) => [`purchase ${id}`, ...(refund ? [`purchase_refund ${id}`] : [])])
          .toSorted(),
      );
      expect(await findingsOf(ledger, ref)).toEqual([]);
    }),
    { seed, numRuns: 30 },
  );
  seen.report();
});
