import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { commit } from '../../shared/ledger/commit.ts';
import { operationKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { entriesOf, findingsOf, give, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

/** A purchase of one of five things, for more or less than there is. */
const purchases = fc.array(
  fc.record({ thing: fc.integer({ min: 1, max: 5 }), price: fc.integer({ min: 1, max: 60 }) }),
  { minLength: 1, maxLength: 10 },
);

test(`I6: what was bought and what was paid stand or fall together, also when all is bought at once (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(purchases, async (wanted) => {
      const ref = someAccount();
      await give(ledger, ref, 100);
      const account = await readAccount(ledger, ref);
      const bought = await Promise.all(
        wanted.map(async ({ thing, price }) => {
          const key = operationKey(ref, `thing-${thing}`);
          return await commit(ledger, {
            account,
            commands: [{ type: 'debit', kind: 'spend', reference: `thing-${thing}`, amount: price }],
            conclude: () => ({ value: thing, writes: [{ key, item: { thing }, version: 0 }] }),
          });
        }),
      );
      const keys = [1, 2, 3, 4, 5].map((thing) => operationKey(ref, `thing-${thing}`));
      const read = await readTogether(ledger.table, keys);
      const owned = keys.flatMap((key) => (read(key) ? z.int().parse(read(key)?.['thing']) : []));
      const paid = (await entriesOf(ledger, ref))
        .filter(({ type }) => type === 'out')
        .map(({ reference }) => reference);
      expect(paid.toSorted()).toEqual(owned.map((thing) => `thing-${thing}`));
      expect(bought.flatMap((one) => (one.ok ? [one.value] : [])).toSorted((a, b) => a - b)).toEqual(owned);
      expect(await findingsOf(ledger, ref)).toEqual([]);
    }),
    { seed, numRuns: 60 },
  );
});
