import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UsageEvent } from '../../shared/table/items/usage-event.ts';
import { previewUsage } from '../../shared/usage/preview-usage.ts';
import { usageStates } from '../../shared/usage/read-usage.ts';
import { takeUsage, type ReportedEvent } from '../../shared/usage/take-usage.ts';
import { accountOfOpenAgency, give, openTestLedger, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { budgetedAccount } from '../support/spending.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const metered = openTestLedger();
const { during } = meter(metered);

const ALICE = 'customer';
const BOB = 'bob';

/** The same id and minute always come with the same event, as from somebody who sends the same again. */
const event = fc
  .record({ id: fc.nat(90), minute: fc.nat(120) })
  .map(({ id, minute }): ReportedEvent & { spends: boolean } => ({
    ...eventOf(`event-${id}`, {
      meter: ['calls', 'calls', 'batched', 'missing'][id % 4] ?? '',
      quantity: 1 + ((id * 7 + minute) % 90),
      time: new Date(Date.UTC(2026, 0, 31, 9, minute)).toISOString(),
    }),
    account: id % 3 === 0 ? BOB : ALICE,
    spends: id % 3 === 1,
  }));

const events = fc.array(event, { maxLength: 200, size: 'max' });

const seen = occurrencesOf('charged', 'known', 'refused', 'beyond a budget', 'several transactions');

const chargeAll = async (agency: string, all: readonly ReportedEvent[]): Promise<void> => {
  for (const [account, own] of Map.groupBy(all, (one) => one.account))
    await charge(
      metered,
      { agency, account },
      own.map(({ account: _, ...one }): UsageEvent => one),
    );
};

test(`a dry run of usage says of each event what charging it then does, and changes nothing (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(events, events, fc.integer({ min: 0, max: 900 }), async (before, planned, credits) => {
      const { ref, spender } = await budgetedAccount(metered, 1 + credits);
      const { agency } = ref;
      const id = await spender({ perCall: 30, perDay: 90 });
      for (const [name, entries] of [
        ['calls', 'each'],
        ['batched', 'batch'],
      ] as const)
        await putMeter(metered, meterOf(agency, { id: name, entries }));
      await give(metered, { agency, account: BOB }, 1 + credits);
      const withSpender = ({ spends, ...one }: ReportedEvent & { spends: boolean }): ReportedEvent =>
        spends ? { ...one, spender: id } : one;
      await chargeAll(agency, before.map(withSpender));

      const reported = planned.map(withSpender);
      const start = await Promise.all(
        [ALICE, BOB].map((account) => readAccount(metered, { agency, account })),
      );
      let preview = await previewUsage(metered, agency, reported);
      const cost = await during(async () => (preview = await previewUsage(metered, agency, reported)));
      expect(cost.writeUnits).toBe(0);
      expect(cost.calls.filter((command) => command !== 'BatchGetItem')).toEqual([]);
      if (!preview.ok) throw new Error(preview.error.code);
      expect(
        await Promise.all([ALICE, BOB].map((account) => readAccount(metered, { agency, account }))),
      ).toEqual(start);
      const already = await usageStates(metered.table, agency, reported);
      const names = reported.map((one) => JSON.stringify([one.account, one.id, one.time]));
      expect(preview.value.map(({ known }) => known)).toEqual(
        names.map((name, place) => already[place] !== undefined || names.indexOf(name) < place),
      );

      await chargeAll(agency, reported);
      const states = await usageStates(metered.table, agency, reported);
      expect(preview.value.map(({ credits: cost_, refusal }) => [cost_, refusal])).toEqual(
        states.map((state) => [state?.credits, state?.refusal]),
      );
      seen.saw(
        'charged',
        states.some((state) => (state?.credits ?? 0) > 0),
      );
      seen.saw(
        'known',
        preview.value.some(({ known }) => known),
      );
      seen.saw(
        'refused',
        states.some((state) => state?.refusal === 'insufficient_credits'),
      );
      seen.saw(
        'beyond a budget',
        states.some((state) => state?.refusal?.startsWith('budget_') ?? false),
      );
      seen.saw('several transactions', new Set(names).size > 90);
    }),
    { seed, numRuns: 30, endOnFailure: true },
  );
  seen.report();
}, 120_000);

test('an event that was charged is accepted again after its meter is deleted, since it is charged already', async () => {
  const ref = await accountOfOpenAgency(metered);
  await putMeter(metered, meterOf(ref.agency));
  await give(metered, ref, 10);
  const one = eventOf('one', { quantity: 7 });
  await charge(metered, ref, [one]);
  const gone = [
    { ...one, meter: 'deleted', account: ref.account },
    { ...one, id: 'other', meter: 'deleted', account: ref.account },
  ];
  const taken = await takeUsage(metered.table, async () => [], ref.agency, gone);
  expect(taken).toMatchObject({ value: [{}, { refusal: 'unknown_meter' }] });
  expect(taken.ok && taken.value[0]).not.toHaveProperty('refusal');
});
