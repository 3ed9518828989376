import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import type { Scope } from '../../functions/reconciler/audit-round.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import { captureHold } from '../../shared/holds/capture-hold.ts';
import { customerOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { verifiedItem } from '../../shared/table/items/audit-cursor.ts';
import { accountKey, entryKey, holdKey, verifiedKey, type Key } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { join, monthly, post, put } from '../support/allowances.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { seed } from '../support/seed.ts';

/** What happened on a day, and the nights after it. */
const START = Date.parse('2026-03-01T12:00:00.000Z');
const dayLedger = (day: number) => openTestLedger({ now: () => START + day * DAY_MS });
const NIGHTLY: Scope = { whole: false };

const auditOn = (night: number, ref: AccountRef, scope = NIGHTLY, timeLeft = () => 900_000) => {
  const ledger = openTestLedger({ now: () => START + night * DAY_MS + 12 * HOUR_MS });
  return auditAccounts({ ledger, takeFact: takeFactsInto(ledger), timeLeft }, ref.agency, scope);
};

const credit = (amount: number): Command => ({
  type: 'credit',
  kind: 'adjustment',
  reference: 'gift',
  amount,
  class: 'paid',
});
const spend: Command = { type: 'debit', kind: 'spend', reference: 'order', amount: 1 };

/** Entries on a day, in transactions of at most forty. */
const spendOn = async (day: number, ref: AccountRef, times: number): Promise<void> => {
  for (let left = times; left > 0; left -= 40)
    await move(dayLedger(day), ref, ...Array.from({ length: Math.min(left, 40) }, () => spend));
};

/** An account with so many entries on the first day, verified in the night after it. */
const verifiedAccount = async (entries: number): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(dayLedger(0));
  await move(dayLedger(0), ref, credit(1000));
  await spendOn(0, ref, entries - 1);
  expect(await auditOn(0, ref)).toMatchObject({ status: 'complete', mismatchCount: 0 });
  return ref;
};

const table = openTestLedger().table;
const verifiedOf = async (ref: AccountRef) => (await readOne(table, verifiedKey(ref), verifiedItem))?.state;

const tamper = (key: Key, field: string, value: unknown) =>
  table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: key,
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

const tamperWithEntry = async (ref: AccountRef, number: number, field: string, value: unknown) => {
  const entry = (await entriesOf(openTestLedger(), ref)).find((one) => one.number === number);
  if (!entry) throw new Error(`no entry ${number}`);
  await tamper(entryKey(ref, entry), field, value);
};

const alterations = fc.constantFrom<[string, unknown][]>(
  ['amount', 7],
  ['balance', 12_345],
  ['reference', 'something-else'],
  ['lots', []],
  ['kind', 'bonus'],
  ['note', 'said later'],
);

test(`an altered entry is found: a new one the same night, a verified one in the next whole round (seed ${seed})`, async () => {
  const found = { new: 0, verified: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat(),
      alterations,
      async (old, recent, which, [field, value]) => {
        const ref = await verifiedAccount(old + 1);
        await spendOn(1, ref, recent);
        const number = 1 + (which % (old + recent + 1));
        const isNew = number > old + 1;
        found[isNew ? 'new' : 'verified'] += 1;
        await tamperWithEntry(ref, number, field, value);
        expect(await auditOn(1, ref)).toMatchObject({ status: 'complete', mismatchCount: isNew ? 1 : 0 });
        const whole = await auditOn(2, ref, { whole: true });
        expect(whole.mismatchCount).toBe(isNew ? 0 : 1);
        // Nothing counts as verified where something was found: every night reads it all until it agrees.
        expect(await verifiedOf(ref)).toBeUndefined();
      },
    ),
    { seed, numRuns: 25 },
  );
  expect(Object.values(found).every((times) => times > 2)).toBe(true);
});

test('an account altered without an entry is found the same night', async () => {
  const ref = await verifiedAccount(3);
  await tamper(accountKey(ref), 'balance', 1_000_000);
  expect(await auditOn(1, ref)).toMatchObject({
    mismatches: [{ code: 'ledger_differs', account: ref.account }],
  });
});

test('an allowance that is late is found the same night, also of an account at rest, and not once it is posted', async () => {
  const ref = await verifiedAccount(3);
  const daily = { ...monthly, every: 'day', startsOn: '2026-03-02' } as const;
  await put(dayLedger(0), ref, 'daily', daily);
  await join(dayLedger(0), ref, 'daily');
  await post(dayLedger(1), ref);
  expect(await auditOn(1, ref)).toMatchObject({ mismatchCount: 0 });
  // Nobody swept on the second and the third day.
  expect(await auditOn(2, ref)).toMatchObject({ mismatchCount: 0 });
  expect(await auditOn(3, ref)).toMatchObject({
    mismatchCount: 1,
    mismatches: [{ code: 'allowance_late', account: ref.account, from: '2026-03-03T00:00:00.000Z' }],
  });
  // It hides no error of the books.
  await tamper(accountKey(ref), 'balance', 1);
  expect(await auditOn(4, ref)).toMatchObject({
    mismatches: [{ code: 'ledger_differs', account: ref.account }],
  });
  const other = await verifiedAccount(3);
  await put(dayLedger(0), other, 'daily', daily);
  await join(dayLedger(0), other, 'daily');
  await post(dayLedger(3), other);
  expect(await auditOn(3, other)).toMatchObject({ mismatchCount: 0 });
});

test('what was altered in a verified part is found 28 days after the last whole round, without being asked', async () => {
  const ref = await verifiedAccount(3);
  await tamperWithEntry(ref, 1, 'amount', 7);
  for (const night of [1, 14, 27]) expect(await auditOn(night, ref)).toMatchObject({ mismatchCount: 0 });
  expect(await auditOn(28, ref)).toMatchObject({ mismatchCount: 1 });
});

test('a night reads nothing of an account at rest but its item, and of a changed one only what is new', async () => {
  const ref = await verifiedAccount(250);
  let passed = DAY_MS + 12 * HOUR_MS;
  const metered = openTestLedger({ now: () => START + (passed += 1) });
  const { during } = meter(metered);
  const audit = (scope = NIGHTLY) =>
    auditAccounts(
      { ledger: metered, takeFact: takeFactsInto(metered), timeLeft: () => 900_000 },
      ref.agency,
      scope,
    );
  const queries = ({ calls }: { calls: string[] }) => calls.filter((name) => name === 'Query').length;
  // Counts all of it into the figures.
  await audit();
  // The names of the accounts, how far they were verified, whose allowance is late, and the days of the books.
  const atRest = await during(() => audit());
  expect(queries(atRest)).toBe(4);
  await spendOn(1, ref, 2);
  await countAccounts(dayLedger(1), ref.agency, [await readAccount(openTestLedger(), ref)]);
  const changed = await during(() => audit());
  expect(queries(changed)).toBe(5);
  const whole = await during(() => audit({ whole: true }));
  expect(whole.readUnits).toBeGreaterThan(changed.readUnits + 20);
  // The report, the round, and how far the account was verified.
  expect(changed.writeUnits - atRest.writeUnits).toBe(1);
});

test('entries younger than a minute are checked, and verified the night after', async () => {
  const ref = await verifiedAccount(2);
  const young = openTestLedger({ now: () => START + DAY_MS + 12 * HOUR_MS - 30_000 });
  // A purchase without its record.
  await move(young, ref, { type: 'debit', kind: 'purchase', reference: 'pur_none', amount: 1 });
  expect(await auditOn(1, ref)).toMatchObject({ mismatchCount: 0 });
  expect(await verifiedOf(ref)).toMatchObject({ entries: 2 });
  expect(await auditOn(2, ref)).toMatchObject({ mismatchCount: 1 });
});

test('an audit cut off within what is new goes on there, and finds what was altered before and after', async () => {
  for (const altered of [undefined, 20, 300]) {
    const ref = await verifiedAccount(10);
    await spendOn(1, ref, 390);
    if (altered !== undefined) await tamperWithEntry(ref, altered, 'amount', 7);
    let report = await auditOn(1, ref, NIGHTLY, () => 0);
    let runs = 1;
    while (report.status !== 'complete') {
      let questions = 2;
      report = await auditOn(1, ref, NIGHTLY, () => (questions-- > 0 ? 900_000 : 0));
      runs += 1;
      expect(runs).toBeLessThan(20);
    }
    expect(runs).toBeGreaterThan(3);
    expect(report).toMatchObject({ seen: 1, mismatchCount: altered === undefined ? 0 : 1 });
    expect((await verifiedOf(ref))?.entries).toBe(altered === undefined ? 400 : undefined);
  }
});

test('of two runs at once neither finds anything in sound books, and what they verified is right', async () => {
  const ref = await verifiedAccount(5);
  await spendOn(1, ref, 150);
  await Promise.allSettled([auditOn(1, ref), auditOn(1, ref), auditOn(1, ref)]);
  expect(await auditOn(2, ref)).toMatchObject({ status: 'complete', mismatchCount: 0 });
  expect(await verifiedOf(ref)).toMatchObject({ entries: 155 });
});

test.each([
  [
    'knows more entries than there are',
    { entries: 9, balance: 992, at: '2026-03-09T12:00:00.000Z', hash: 'a' },
  ],
  ['has another hash', { entries: 3, balance: 998, at: '2026-03-01T12:00:00.000Z', hash: 'a' }],
  ['has another balance', { entries: 3, balance: 1, at: '2026-03-01T12:00:00.000Z', hash: 'a' }],
  ['has a later time', { entries: 3, balance: 998, at: '2026-03-01T18:00:00.000Z', hash: 'a' }],
])(
  'a note of what was verified that %s causes a whole audit, no finding, and is corrected',
  async (_, state) => {
    for (const isChanged of [false, true]) {
      const ref = await verifiedAccount(3);
      await tamper(verifiedKey(ref), 'state', state);
      if (isChanged) await spendOn(1, ref, 2);
      expect(await auditOn(1, ref)).toMatchObject({ status: 'complete', mismatchCount: 0 });
      const last = (await entriesOf(openTestLedger(), ref)).at(-1);
      expect(await verifiedOf(ref)).toMatchObject({ entries: last?.number, balance: last?.balance });
    }
  },
);

test('a round by hand reads everything, also where another is under way or began before a time', async () => {
  const ref = await verifiedAccount(3);
  await tamperWithEntry(ref, 1, 'amount', 7);
  const nightly = await auditOn(1, ref, NIGHTLY, () => 0);
  const whole = await auditOn(1.1, ref, { whole: true }, () => 0);
  expect(whole.id).not.toBe(nightly.id);
  // The next run by hand goes on with it, unless it is to have begun later.
  expect((await auditOn(1.2, ref, { whole: true }, () => 0)).id).toBe(whole.id);
  const since = '2026-03-03T05:00:00.000Z';
  const anew = await auditOn(1.3, ref, { whole: true, since });
  expect(anew.id).not.toBe(whole.id);
  expect(anew).toMatchObject({ status: 'complete', mismatchCount: 1 });
});

test('a capture is held against its hold, however long before the hold was made; one without a hold is found', async () => {
  const ref = await verifiedAccount(3);
  const input = { amount: 30, reference: 'job', seconds: 3 * 86_400 };
  const held = await makeHold(dayLedger(0), customerOf({ ...ref, spender: undefined }), input, 'k');
  if (!held.ok) throw new Error(held.error.code);
  const { id } = held.value.outcome;
  await spendOn(1, ref, 1);
  expect(await auditOn(1, ref)).toMatchObject({ mismatchCount: 0 });
  expect(
    await captureHold(
      dayLedger(2),
      customerOf({ ...ref, spender: undefined }),
      id,
      { amount: 5, final: false },
      'c',
    ),
  ).toMatchObject({ ok: true });
  expect(await auditOn(2, ref)).toMatchObject({ mismatchCount: 0 });
  expect(
    await captureHold(dayLedger(2.9), customerOf({ ...ref, spender: undefined }), id, { final: true }, 'd'),
  ).toMatchObject({
    ok: true,
  });
  await tamper(holdKey(ref, id), 'captures', []);
  expect(await auditOn(3, ref)).toMatchObject({
    mismatches: [{ code: 'ledger_differs', account: ref.account }],
  });
});
