import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountKey } from '../../shared/table/keys.ts';
import { chargeUsage } from '../../shared/usage/charge-usage.ts';
import type { UsageEvent } from '../../shared/table/items/usage-event.ts';
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
import { eventOf, meterOf, partsOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

const nameOf = ({ id, time }: UsageEvent): string => `${id} ${time}`;

const LOTS_OF_CREDITS = 1_000_000;

const seen = occurrencesOf('crashed', 'repeated', 'left a fraction', 'another month');

/** The same id and time always come with the same quantity, as from somebody who sends the same again. */
const event = fc
  .record({ id: fc.integer({ min: 0, max: 60 }), day: fc.integer({ min: 28, max: 34 }) })
  .map(({ id, day }) =>
    eventOf(`event-${id}`, {
      quantity: 1 + ((id * 7 + day) % 40),
      time: new Date(Date.UTC(2026, 0, day, 9, id % 3)).toISOString(),
    }),
  );

/** A message as the worker gets it, and whether the worker dies after so many of its transactions. */
const delivery = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 120, size: 'max' }),
  diesAfter: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
});

const price = fc.record({ creditsPer: fc.integer({ min: 1, max: 9 }), per: fc.integer({ min: 1, max: 50 }) });

test(`I11: charged x per + carry = units x price, whatever is repeated, reordered or cut off (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(price, fc.array(delivery, { minLength: 1, maxLength: 4 }), async (cost, deliveries) => {
      const ref = await accountOfOpenAgency(ledger);
      await putMeter(ledger, meterOf(ref.agency, cost));
      await give(ledger, ref, LOTS_OF_CREDITS);
      const once = new Map<string, UsageEvent>();
      let count = 0;
      for (const { events, diesAfter } of deliveries) {
        let begun = 0;
        const hasTime = () => diesAfter === undefined || (begun += 1) <= diesAfter;
        const done = await chargeUsage(partsOf(ledger), ref, events, hasTime);
        seen.saw('crashed', !done.ok);
        // SQS gives it again, also where all of it was done.
        const again = await chargeUsage(partsOf(ledger), ref, events.toReversed());
        if (!again.ok) throw new Error(again.error.code);
        for (const one of events) once.set(nameOf(one), one);
        count += events.length;
      }
      seen.saw('repeated', once.size < count);
      seen.saw('another month', new Set([...once.values()].map(({ time }) => time.slice(0, 7))).size > 1);
      const units = [...once.values()].reduce((sum, { quantity }) => sum + quantity, 0);
      const { balance, carries = [] } = await readAccount(ledger, ref);
      const charged = LOTS_OF_CREDITS - balance;
      seen.saw('left a fraction', charged === 0);
      const [numerator = 0, denominator = 1] = carries[0]?.fraction.split('/').map(Number) ?? [];
      seen.saw('left a fraction', numerator > 0);
      expect((charged * denominator + numerator) * cost.per).toBe(units * cost.creditsPer * denominator);
      expect(numerator).toBeLessThan(denominator);
      const entries = await entriesOf(ledger, ref);
      const usage = entries.filter(({ kind }) => kind === 'usage');
      expect(usage.reduce((sum, { amount }) => sum + amount, 0)).toBe(charged);
      expect(await findingsOf(ledger, ref)).toEqual([]);
      expect(accountKey(ref).pk).toContain(ref.agency);
    }),
    { seed, numRuns: 25 },
  );
  seen.report(1);
}, 120_000);
