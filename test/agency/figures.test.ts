import { expect, test } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { countChangesInto } from '../../functions/publisher/count-changes.ts';
import { changeIn } from '../../functions/publisher/change.ts';
import { countAccounts, readLiability } from '../../shared/agency/liability.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { settle } from '../../shared/payments/settle.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountKey, booksKey, countedKey, entryKey, settingsKey } from '../../shared/table/keys.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { debitOf } from '../support/commands.ts';
import { setField } from '../support/damage.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  move,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { changeOf } from '../support/stream.ts';

const START = Date.parse('2026-03-30T21:30:00.000Z');
let now = START;
const ledger = openTestLedger({ now: () => now });
const handler = agencyHandler(ledger);

type Query = { from: string; to: string; by?: string };

const figures = async (agency: string, query: Query) =>
  (await call(handler, agencyRoutes.getFigures, { caller: adminAt(agency), query })).body;

const soldIn = async (agency: string, query: Query): Promise<number[]> =>
  agencyRoutes.getFigures.responses[200].body
    .parse(await figures(agency, query))
    .items.map(({ sold }) => Number(sold));

/** Does something with an account, and counts the change as the publisher does. */
const counted = async (ref: AccountRef, act: () => Promise<unknown>): Promise<void> => {
  const change = changeIn(await changeOf(ledger, accountKey(ref), act));
  if (change) await countChangesInto(ledger)(ref.agency, [change]);
};

const sell = async (ref: AccountRef, price: { amount: number; currency: string }): Promise<void> => {
  const checkout = await openCheckout(ledger, ref, { price });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
};

const open = (timeZone: string) => accountOfOpenAgency(ledger, { timeZone });

test('sales, spends and what is outstanding fall on days of the agency’s time zone', async () => {
  now = START;
  const ref = await open('Europe/Berlin');
  await counted(ref, () => sell(ref, { amount: 1000, currency: 'EUR' }));
  // Half past eleven in the evening, and half past midnight: another day, and another month.
  now = START + 25 * HOUR_MS;
  await counted(ref, () => sell(ref, { amount: 1500, currency: 'EUR' }));
  await counted(ref, () => sell(ref, { amount: 300, currency: 'USD' }));
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  const zero = { returned: 0, reinstated: 0, reversed: 0, withdrawn: 0, expired: 0 };
  const first = { ...zero, sold: 100, granted: 10, spent: 0, sales: [{ currency: 'EUR', amount: 1000 }] };
  const later = {
    ...zero,
    sold: 200,
    granted: 20,
    spent: 40,
    sales: [
      { currency: 'EUR', amount: 1500 },
      { currency: 'USD', amount: 300 },
    ],
  };
  const none = { ...zero, sold: 0, granted: 0, spent: 0, sales: [] };
  expect(await figures(ref.agency, { from: '2026-03-29', to: '2026-04-02' })).toEqual({
    timeZone: 'Europe/Berlin',
    items: [
      { from: '2026-03-29', to: '2026-03-29', ...none, outstanding: 0 },
      { from: '2026-03-30', to: '2026-03-30', ...first, outstanding: 110 },
      { from: '2026-03-31', to: '2026-03-31', ...none, outstanding: 110 },
      { from: '2026-04-01', to: '2026-04-01', ...later, outstanding: 290 },
      { from: '2026-04-02', to: '2026-04-02', ...none, outstanding: 290 },
    ],
  });
  expect(await figures(ref.agency, { from: '2026-03-01', to: '2026-04-30', by: 'month' })).toMatchObject({
    items: [
      { from: '2026-03-01', to: '2026-03-31', ...first, outstanding: 110 },
      { from: '2026-04-01', to: '2026-04-30', ...later, outstanding: 290 },
    ],
  });
  expect(await figures(ref.agency, { from: '2026-03-30', to: '2026-04-01', by: 'week' })).toMatchObject({
    items: [{ from: '2026-03-30', to: '2026-04-01', sold: 300, spent: 40, outstanding: 290 }],
  });
});

test('a new time zone applies to what is counted from then on, and no entry is counted twice', async () => {
  now = START;
  const ref = await open('UTC');
  await counted(ref, () => give(ledger, ref, 10));
  await setField(ledger, settingsKey(ref.agency), 'timeZone', 'Asia/Tokyo');
  await counted(ref, () => give(ledger, ref, 5));
  expect(await figures(ref.agency, { from: '2026-03-30', to: '2026-03-31' })).toMatchObject({
    timeZone: 'Asia/Tokyo',
    items: [
      { sold: 10, outstanding: 10 },
      { sold: 5, outstanding: 15 },
    ],
  });
});

const auditAt = (at: number, agency: string) => {
  const later = openTestLedger({ now: () => at });
  return auditAccounts({ ledger: later, takeFact: takeFactsInto(later), timeLeft: () => 900_000 }, agency);
};

test('the nightly audit counts what is older than the figures, over many days and several steps', async () => {
  const ref = await open('UTC');
  const days = 200;
  for (let day = 0; day < days; day += 1) {
    now = START + day * DAY_MS;
    await give(ledger, ref, 1);
  }
  // The first change that the publisher counts: only this one, since the stream must not wait for a long history.
  await counted(ref, () => give(ledger, ref, 7));
  const asked: Query = { from: '2026-03-01', to: '2026-12-31', by: 'month' };
  const sold = async () => (await soldIn(ref.agency, asked)).reduce((sum, one) => sum + one, 0);
  expect(await sold()).toBe(7);
  await auditAt(now + HOUR_MS, ref.agency);
  expect(await sold()).toBe(days + 7);
  await auditAt(now + 2 * HOUR_MS, ref.agency);
  expect(await sold()).toBe(days + 7);
  // One credit a day from March 30 on.
  expect(await figures(ref.agency, { from: '2026-05-01', to: '2026-05-02' })).toMatchObject({
    items: [{ outstanding: 33 }, { outstanding: 34 }],
  });
});

test('changes over more days than one transaction writes are all counted', async () => {
  const refs = [await open('UTC')];
  const [first] = refs;
  if (!first) throw new Error('no account');
  refs.push({ ...first, account: 'second' }, { ...first, account: 'third' });
  now = START;
  const before = new Map(refs.map(({ account }) => [account, { number: 0, at: undefined }]));
  for (let day = 0; day < 70; day += 1) {
    now = START + day * DAY_MS;
    for (const ref of refs) await give(ledger, ref, 1);
  }
  const accounts = await Promise.all(refs.map((ref) => readAccount(ledger, ref)));
  expect(await countAccounts(ledger, first.agency, accounts, before)).toBe(3);
  expect(await soldIn(first.agency, { from: '2026-03-30', to: '2026-06-07' })).toEqual(
    Array.from({ length: 70 }, () => 3),
  );
});

test('an entry that cannot be read holds up the figures of its account alone, and no liability', async () => {
  now = START;
  const ref = await open('UTC');
  const other = { ...ref, account: 'other' };
  await counted(ref, () => give(ledger, ref, 10));
  await counted(ref, async () => {
    await give(ledger, ref, 5);
    const [, second] = await entriesOf(ledger, ref);
    if (second) await setField(ledger, entryKey(ref, second), 'amount', 'many');
  });
  await counted(other, () => give(ledger, other, 3));
  expect(await figures(ref.agency, { from: '2026-03-30', to: '2026-03-30' })).toMatchObject({
    items: [{ sold: 13 }],
  });
  expect(await readLiability(ledger.table, ref.agency)).toMatchObject({ paid: 18 });
});

test('a damaged day holds up the figures, and no liability; mended, the entries come in', async () => {
  now = START;
  const ref = await open('UTC');
  await counted(ref, () => give(ledger, ref, 10));
  const books = (await readLiability(ledger.table, ref.agency)).books?.id ?? '';
  const key = booksKey(ref.agency, books, '2026-03-30');
  await setField(ledger, key, 'moved', 'much');
  await counted(ref, () => give(ledger, ref, 5));
  expect(await readLiability(ledger.table, ref.agency)).toMatchObject({ paid: 15 });
  await setField(ledger, key, 'moved', { 'in checkout': { amount: 10 } });
  await counted(ref, () => give(ledger, ref, 1));
  expect(await figures(ref.agency, { from: '2026-03-30', to: '2026-03-30' })).toMatchObject({
    items: [{ sold: 16, outstanding: 16 }],
  });
});

test('where nobody can read which entries were counted, none is counted twice', async () => {
  now = START;
  const ref = await open('UTC');
  await counted(ref, () => give(ledger, ref, 10));
  await setField(ledger, countedKey(ref), 'paid', 'much');
  await auditAt(now + HOUR_MS, ref.agency);
  await auditAt(now + 2 * HOUR_MS, ref.agency);
  await counted(ref, () => give(ledger, ref, 5));
  expect(await figures(ref.agency, { from: '2026-03-30', to: '2026-03-30' })).toMatchObject({
    items: [{ sold: 15, outstanding: 15 }],
  });
});

test('I8: each agency has its own figures; one without settings has none', async () => {
  now = START;
  const [ref, other] = [await open('UTC'), await open('UTC')];
  await counted(ref, () => give(ledger, ref, 10));
  expect(await figures(other.agency, { from: '2026-03-30', to: '2026-03-30' })).toMatchObject({
    items: [{ sold: 0, outstanding: 0 }],
  });
  const asked = { from: '2026-03-30', to: '2026-03-30' };
  expect(await figures(someAccount().agency, asked)).toMatchObject({ status: 404 });
});

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, '/from'],
  [{ from: '2026-02-30', to: '2026-03-01' }, '/from'],
  [{ from: '1999-12-31', to: '2000-01-01' }, '/from'],
  [{ from: '2020-01-01', to: '2026-03-01' }, '/to'],
  [{ from: '2026-03-01', to: '2026-03-02', by: 'year' }, '/by'],
])('%j is refused', async (query, pointer) => {
  const { agency } = await open('UTC');
  expect(await figures(agency, query)).toMatchObject({ status: 400, faults: [{ pointer }] });
});

test('a year of days costs one Query and one BatchGet', async () => {
  now = START;
  const metered = openTestLedger({ now: () => now });
  const { during } = meter(metered);
  const ref = await open('UTC');
  await counted(ref, () => give(ledger, ref, 10));
  const cost = await during(() =>
    call(agencyHandler(metered), agencyRoutes.getFigures, {
      caller: adminAt(ref.agency),
      query: { from: '2026-01-01', to: '2026-12-31' },
    }),
  );
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'Query'], writeUnits: 0 });
});

test('counting a change costs 6 write units: the total, the account and the day', async () => {
  now = START;
  const metered = openTestLedger({ now: () => now });
  const { during } = meter(metered);
  const ref = await open('UTC');
  await counted(ref, () => give(ledger, ref, 10));
  const change = changeIn(await changeOf(ledger, accountKey(ref), () => move(ledger, ref, debitOf(1))));
  if (!change) throw new Error('no change');
  const again = () => countChangesInto(metered)(ref.agency, [change]);
  expect(await during(again)).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 6,
  });
  expect(await during(again)).toMatchObject({ writeUnits: 0 });
});
