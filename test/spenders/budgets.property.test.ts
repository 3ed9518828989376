import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { auditBudgets } from '../../shared/audit/audit-budgets.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { spenderView } from '../../shared/http/routes/spender-views.ts';
import { timeOf } from '../../shared/ledger/account.ts';
import { dayAt } from '../../shared/kernel/days.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { Answer } from '../support/api.ts';
import { entriesOf, findingsOf, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { budgetedAccount } from '../support/spending.ts';

const MINUTE_MS = 60_000;
const ZONE = 'Europe/Berlin';
const START = Date.parse('2026-03-30T20:00:00.000Z');

let now = START;
const ledger = openTestLedger({ now: () => now });

const who = fc.integer({ min: 0, max: 1 });
const amount = fc.integer({ min: 1, max: 30 });
const pick = fc.nat(20);

/** What is done at one time. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('spend' as const), who, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      who,
      amount,
      hours: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('capture' as const), pick, amount, final: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('give_back' as const), pick, amount }) },
);

type Action = typeof action extends fc.Arbitrary<infer One> ? One : never;

/** Some actions at one time, and the minutes until the next ones. */
const rounds = fc.array(
  fc.record({
    together: fc.array(action, { minLength: 1, maxLength: 6 }),
    minutes: fc.oneof(fc.constant(1), fc.integer({ min: 60, max: 30 * 60 }), fc.constant(-300)),
  }),
  { minLength: 3, maxLength: 9 },
);

const limit = fc.option(fc.integer({ min: 10, max: 90 }), { nil: undefined });
const budgets = fc.tuple(
  fc.record({ perCall: limit, perDay: limit, perMonth: limit }),
  fc.record({ perDay: fc.integer({ min: 20, max: 60 }), perMonth: limit }),
);

const made = z.looseObject({ id: z.string() });
const moved = z.looseObject({
  entry: z.looseObject({ number: z.int(), at: z.string(), spender: z.string().optional() }),
});
const refusal = z.looseObject({ code: z.string(), limit: z.string().optional() });

/** What a spender's entries come to in the day or month of an instant, by the calendar alone. */
const spentIn = (entries: readonly Entry[], spender: string, at: string, length: number): number => {
  const current = dayAt(ZONE, Date.parse(at)).slice(0, length);
  return entries
    .filter((entry) => entry.spender === spender)
    .filter(
      ({ at: posted, spentAt = posted }) => dayAt(ZONE, Date.parse(spentAt)).slice(0, length) === current,
    )
    .reduce((sum, entry) => sum + (entry.type === 'out' ? entry.amount : -entry.amount), 0);
};

test(`I10: budgets hold exactly, whatever spends, holds, captures, ends and comes back at one time (seed ${seed})`, async () => {
  const seen = occurrencesOf(
    'spend',
    'hold',
    'capture',
    'release',
    'give_back',
    'refused per_call',
    'refused per_day',
    'refused per_month',
    'new day',
    'new month',
    'clock goes back',
    'capture on a later day',
    'gave back what was spent on an earlier day',
  );
  await fc.assert(
    fc.asyncProperty(budgets, rounds, async (limits, plan) => {
      now = START;
      const account = await budgetedAccount(ledger);
      const ids = [await account.spender(limits[0]), await account.spender(limits[1])];
      const holds: { id: string; spender: string; day: string }[] = [];
      const spends: { number: number; at: string }[] = [];

      const perform = async (one: Action): Promise<Answer | undefined> => {
        const day = dayAt(ZONE, now);
        if (one.do === 'spend') {
          const answer = await account.spend(ids[one.who], one.amount);
          if (answer.status === 201) spends.push(moved.parse(answer.body).entry);
          return answer;
        }
        if (one.do === 'hold') {
          const spender = ids[one.who] ?? '';
          const answer = await account.hold(spender, one.amount, one.hours * 3600);
          if (answer.status === 201) holds.push({ id: made.parse(answer.body).id, spender, day });
          return answer;
        }
        if (one.do === 'give_back') {
          const spent = spends[one.pick % Math.max(1, spends.length)];
          if (!spent) return undefined;
          const answer = await account.byAgency.giveBack(spent, one.amount);
          if (answer.status === 201)
            seen.saw('gave back what was spent on an earlier day', dayAt(ZONE, Date.parse(spent.at)) < day);
          return answer;
        }
        const held = holds[one.pick % Math.max(1, holds.length)];
        if (!held) return undefined;
        if (one.do === 'release') return await account.release(held.spender, held.id);
        const body = { amount: one.amount, final: one.final };
        const answer = await account.capture(one.pick % 2 === 0 ? held.spender : undefined, held.id, body);
        if (answer.status === 201) seen.saw('capture on a later day', held.day < day);
        return answer;
      };

      for (const { together, minutes } of plan) {
        const answers = await Promise.all(together.map(perform));
        for (const [place, answer] of answers.entries()) {
          if (!answer) continue;
          const { code, limit: of } =
            answer.status < 300 ? { code: '', limit: '' } : refusal.parse(answer.body);
          expect(answer.status).toBeLessThan(500);
          seen.saw(answer.status < 300 ? (together[place]?.do ?? '') : `refused ${of ?? code}`);
        }
        const before = dayAt(ZONE, now);
        now += minutes * MINUTE_MS;
        seen.saw('new day', dayAt(ZONE, now) > before);
        seen.saw('new month', dayAt(ZONE, now).slice(0, 7) > before.slice(0, 7));
        seen.saw('clock goes back', minutes < 0);

        const entries = await entriesOf(ledger, account.ref);
        // The account's time never goes back.
        const at = timeOf(await readAccount(ledger, account.ref), now);
        const shown = await account.as(undefined, accountRoutes.listSpenders);
        for (const { id, limits: set, held, day, month } of z
          .object({ items: z.array(spenderView) })
          .parse(shown.body).items) {
          expect({ id, day: day.spent, month: month.spent }).toEqual({
            id,
            day: spentIn(entries, id, at, 10),
            month: spentIn(entries, id, at, 7),
          });
          expect(day.spent + held).toBeLessThanOrEqual(set.perDay ?? Infinity);
          expect(month.spent + held).toBeLessThanOrEqual(set.perMonth ?? Infinity);
        }
      }
      expect(await auditBudgets(ledger.table, account.ref, ids)).toEqual([]);
      expect(await findingsOf(ledger, account.ref)).toEqual([]);
    }),
    { seed, numRuns: 60 },
  );
  seen.report();
});
