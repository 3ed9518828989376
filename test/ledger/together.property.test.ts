import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { run, type Decision } from '../../shared/ledger/run.ts';
import { accountKey, operationKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { entriesOf, findingsOf, give, openTestLedger, someAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();

/** A purchase of one of five things, for more or less than there is. */
const purchases = fc.array(
  fc.record({ thing: fc.integer({ min: 1, max: 5 }), price: fc.integer({ min: 1, max: 60 }) }),
  { minLength: 1, maxLength: 10 },
);

test(`I6: a purchase and its payment are written together or not at all, also under concurrency (seed ${seed})`, async () => {
  const seen = occurrencesOf('bought', 'owned', 'insufficient_credits');
  await fc.assert(
    fc.asyncProperty(purchases, async (wanted) => {
      const ref = someAccount();
      await give(ledger, ref, 100);
      const bought = await Promise.all(
        wanted.map(async ({ thing, price }) => {
          const key = operationKey(ref, `thing-${thing}`);
          return await run(ledger, {
            keys: [accountKey(ref), key],
            decide: (have): Result<Decision<number, 'debit'>, { code: 'owned' }> =>
              have(key)
                ? err({ code: 'owned' })
                : ok({
                    account: ref,
                    commands: [{ type: 'debit', kind: 'spend', reference: `thing-${thing}`, amount: price }],
                    conclude: () => ({
                      outcome: thing,
                      writes: [{ key, schema: z.looseObject({}), item: { thing }, version: 0 }],
                    }),
                  }),
          });
        }),
      );
      for (const one of bought) seen.saw(one.ok ? 'bought' : one.error.code);
      const keys = [1, 2, 3, 4, 5].map((thing) => operationKey(ref, `thing-${thing}`));
      const read = await readTogether(ledger.table, keys);
      const owned = keys.flatMap((key) => (read(key) ? z.int().parse(read(key)?.['thing']) : []));
      const paid = (await entriesOf(ledger, ref))
        .filter(({ type }) => type === 'out')
        .map(({ reference }) => reference);
      expect(paid.toSorted()).toEqual(owned.map((thing) => `thing-${thing}`));
      expect(bought.flatMap((one) => (one.ok ? [one.value.outcome] : [])).toSorted((a, b) => a - b)).toEqual(
        owned,
      );
      expect(await findingsOf(ledger, ref)).toEqual([]);
    }),
    { seed, numRuns: 60 },
  );
  seen.report();
});
