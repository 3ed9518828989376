import { beforeEach, expect, test } from 'vitest';
import { beginBooks } from '../../shared/agency/close-books.ts';
import { readLiability } from '../../shared/agency/liability.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { addDays } from '../../shared/kernel/days.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { settle } from '../../shared/payments/settle.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { figuresItem, type Figures } from '../../shared/table/items/figures.ts';
import { booksKey, entryKey, settingsKey } from '../../shared/table/keys.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { apiEvent, call, lambdaContext } from '../support/api.ts';
import { debitOf } from '../support/commands.ts';
import { setField } from '../support/damage.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  leaveInDebt,
  move,
  moveWith,
  openTestLedger,
  someAccount,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { monthBooksOn } from '../support/month-books.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

const MARCH = Date.parse('2026-03-10T12:00:00.000Z');
const APRIL = Date.parse('2026-04-02T12:00:00.000Z');
let now = MARCH;
const ledger = openTestLedger({ now: () => now });
const handler = agencyHandler(ledger);
beforeEach(() => {
  now = MARCH;
});

const open = (timeZone = 'UTC') => accountOfOpenAgency(ledger, { timeZone });

const { books, counted, audit } = monthBooksOn(ledger);

const liabilityOn = async (agency: string, day: string) =>
  (await call(handler, agencyRoutes.getPastLiability, { caller: adminAt(agency), query: { day } })).body;

/** Sells 100 credits, with 10 as a bonus. */
const sell = async (ref: AccountRef, amount: number, currency = 'EUR'): Promise<void> => {
  const checkout = await openCheckout(ledger, ref, { price: { amount, currency } });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
};

const NONE = { credits: 0, paid: 0, promo: 0, debt: 0, unpriced: 0, deferred: [] };
const euros = (amount: string) => [{ currency: 'EUR', amount }];

test('a month’s lines add up from what there was to what there is, in credits and at the price of each lot', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  now = APRIL;
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  await counted(ref, () => sell(ref, 2000));
  const at100 = { credits: 110, paid: 100, promo: 10, debt: 0, unpriced: 0, deferred: euros('1000') };
  expect(await books(ref.agency, '2026-03')).toEqual({
    month: '2026-03',
    timeZone: 'UTC',
    closed: false,
    opening: { ...NONE, held: 0 },
    sold: { ...NONE, credits: 100, paid: 100, deferred: euros('1000') },
    bonus: { ...NONE, credits: 10, promo: 10 },
    granted: NONE,
    spent: NONE,
    refunded: NONE,
    expired: NONE,
    reclaimed: NONE,
    reinstated: NONE,
    withdrawn: NONE,
    transferredIn: NONE,
    transferredOut: NONE,
    closing: { ...at100, held: 0 },
    sales: [{ currency: 'EUR', amount: 1000 }],
    recognised: [],
  });
  expect(await books(ref.agency, '2026-04')).toMatchObject({
    opening: at100,
    sold: { paid: 100, deferred: euros('2000') },
    // Promo credits first, then those for 10 cents each.
    spent: { credits: -40, paid: -30, promo: -10, deferred: euros('-300') },
    closing: { credits: 180, paid: 170, promo: 10, deferred: euros('2700') },
    sales: [{ currency: 'EUR', amount: 2000 }],
    recognised: euros('300'),
  });
});

test('what is left over when a price is divided by its credits is revenue at once, to a millionth of a minor unit', async () => {
  const ref = await open();
  const checkout = await openCheckout(ledger, ref, {
    price: { amount: 1000, currency: 'EUR' },
    credits: 300,
    bonusCredits: 0,
  });
  await counted(ref, () => settle(ledger, ref.agency, 'stripe', paidFact(checkout)));
  expect(await books(ref.agency, '2026-03')).toMatchObject({
    sold: { deferred: euros('999.9999') },
    closing: { deferred: euros('999.9999') },
    recognised: euros('0.0001'),
  });
});

test('what is given back of a spend is no revenue any more, in the month in which it is given back', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  expect((await books(ref.agency, '2026-03')).recognised).toEqual(euros('300'));
  now = APRIL;
  const lots = (await entriesOf(ledger, ref)).at(-1)?.lots ?? [];
  await counted(ref, () =>
    move(ledger, ref, { type: 'restore', kind: 'spend_refund', reference: 'spend', lots }),
  );
  expect(await books(ref.agency, '2026-04')).toMatchObject({
    refunded: { credits: 40, paid: 30, promo: 10, deferred: euros('300') },
    recognised: euros('-300'),
  });
});

test('what a sale pays of a debt is revenue at once, since it had been spent before', async () => {
  const ref = await open();
  await counted(ref, () => leaveInDebt(ledger, ref, 30));
  expect((await books(ref.agency, '2026-03')).closing).toMatchObject({ credits: -30, debt: 30, paid: 0 });
  now = APRIL;
  await counted(ref, () => sell(ref, 1000));
  expect(await books(ref.agency, '2026-04')).toMatchObject({
    sold: { credits: 100, paid: 70, debt: -30, deferred: euros('700') },
    closing: { credits: 80, paid: 70, promo: 10, debt: 0, deferred: euros('700') },
    recognised: euros('300'),
  });
});

test('a hold is in no line: of what there is at the end, the books say how much is held', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  const endsAt = new Date(now + DAY_MS).toISOString();
  await counted(ref, () =>
    moveWith(ledger, ref, [{ type: 'hold', hold: 'hold_1', amount: 25, endsAt }], { outcome: undefined }),
  );
  expect((await books(ref.agency, '2026-03')).closing).toMatchObject({ credits: 110, held: 25 });
  now += HOUR_MS;
  await counted(ref, () =>
    moveWith(ledger, ref, [{ type: 'release', hold: 'hold_1' }], { outcome: undefined }),
  );
  expect(await books(ref.agency, '2026-03')).toMatchObject({
    closing: { credits: 110, held: 0 },
    spent: NONE,
  });
});

test('the first night after a month closes it, and the next month begins as it ended', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  now = MARCH + DAY_MS;
  await audit(ref.agency);
  expect((await books(ref.agency, '2026-03')).closed).toBe(false);
  now = APRIL;
  expect(await audit(ref.agency)).toMatchObject({ mismatchCount: 0 });
  const march = await books(ref.agency, '2026-03');
  expect(march).toMatchObject({ closed: true, closing: { credits: 110 } });
  await counted(ref, () => move(ledger, ref, debitOf(10)));
  const april = await books(ref.agency, '2026-04');
  expect(april).toMatchObject({ closed: false, opening: march.closing, closing: { credits: 100 } });
  expect(await books(ref.agency, '2026-05')).toMatchObject({
    opening: april.closing,
    closing: april.closing,
  });
});

test('what is counted after its month was closed shows in the month in which it is counted', async () => {
  const [ref, other] = [await open(), await open()];
  const late = { ...ref, account: 'late' };
  await counted(ref, () => sell(ref, 1000));
  now = APRIL;
  await audit(ref.agency);
  const march = await books(ref.agency, '2026-03');
  // A clock that was wrong by more than closing allows for.
  now = MARCH;
  await sell(late, 500);
  now = APRIL + HOUR_MS;
  await audit(ref.agency);
  expect(await books(ref.agency, '2026-03')).toEqual(march);
  expect(await books(ref.agency, '2026-04')).toMatchObject({
    sold: { paid: 100, deferred: euros('500') },
    closing: { paid: 200, deferred: euros('1500') },
  });
  expect(await books(other.agency, '2026-04')).toMatchObject({ closing: { credits: 0 } });
});

test('a closed month stays as it is when the agency moves to a zone in which it is not over', async () => {
  const ref = await open('Pacific/Kiritimati');
  await counted(ref, () => sell(ref, 1000));
  // In Kiritimati half past one on the first of April, in UTC still the day before.
  now = Date.parse('2026-03-31T11:30:00.000Z');
  await audit(ref.agency);
  const march = await books(ref.agency, '2026-03');
  expect(march.closed).toBe(true);
  await setField(ledger, settingsKey(ref.agency), 'timeZone', 'UTC');
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  expect(await books(ref.agency, '2026-03')).toEqual({ ...march, timeZone: 'UTC' });
  expect(await books(ref.agency, '2026-04')).toMatchObject({
    opening: march.closing,
    spent: { paid: -30, promo: -10 },
    closing: { credits: 70 },
  });
  now = APRIL;
  expect(await audit(ref.agency)).toMatchObject({ mismatchCount: 0 });
});

test('a month stays open while an entry of it can’t be counted', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  await counted(ref, async () => {
    await move(ledger, ref, debitOf(10));
    const entry = (await entriesOf(ledger, ref)).at(-1);
    if (entry) await setField(ledger, entryKey(ref, entry), 'amount', 'many');
  });
  now = APRIL;
  await audit(ref.agency);
  expect((await books(ref.agency, '2026-03')).closed).toBe(false);
});

test('the audit finds a day of the books that was altered, and closes nothing', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  const { books: { id = '' } = {} } = await readLiability(ledger.table, ref.agency);
  await setField(ledger, booksKey(ref.agency, id, '2026-03-10'), 'moved', { 'in checkout': { amount: 90 } });
  now = APRIL;
  expect(await audit(ref.agency)).toMatchObject({ mismatches: [{ code: 'books_differ' }] });
  expect((await books(ref.agency, '2026-03')).closed).toBe(false);
});

test('books that begin anew come to the same from the entries alone, by the zone of then', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1000));
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  now = APRIL;
  await counted(ref, () => sell(ref, 500, 'USD'));
  await audit(ref.agency);
  const [march, april] = [await books(ref.agency, '2026-03'), await books(ref.agency, '2026-04')];
  now += HOUR_MS;
  await beginBooks(ledger, ref.agency);
  expect(await books(ref.agency, '2026-03')).toMatchObject({ closed: false, closing: { credits: 0 } });
  // What moves meanwhile is counted once.
  await counted(ref, () => move(ledger, ref, debitOf(1)));
  now += DAY_MS;
  expect(await audit(ref.agency)).toMatchObject({ mismatchCount: 0 });
  expect(await books(ref.agency, '2026-03')).toEqual(march);
  expect(await books(ref.agency, '2026-04')).toMatchObject({ sold: april.sold, spent: { credits: -1 } });
});

test('the liability of a past day is what the books came to on it; without a day, what they come to now', async () => {
  const ref = await open('Pacific/Auckland');
  await counted(ref, () => sell(ref, 1000));
  now = APRIL;
  await counted(ref, () => move(ledger, ref, debitOf(40)));
  const { closing: march } = await books(ref.agency, '2026-03');
  const { closing: april } = await books(ref.agency, '2026-04');
  expect(await liabilityOn(ref.agency, '2026-03-31')).toEqual({ day: '2026-03-31', ...march, closed: false });
  expect(await liabilityOn(ref.agency, '2026-03-10')).toMatchObject({ credits: 0 });
  // In New Zealand it was after midnight.
  expect(await liabilityOn(ref.agency, '2026-03-11')).toMatchObject({ credits: 110 });
  const today = await call(handler, agencyRoutes.getLiability, { caller: adminAt(ref.agency) });
  expect(today.body).toMatchObject(april);
  await audit(ref.agency);
  expect(await liabilityOn(ref.agency, '2026-03-31')).toEqual({ day: '2026-03-31', ...march, closed: true });
});

test.each([
  ['2026-03-31T10:59:59.999Z', '2026-03'],
  ['2026-03-31T11:00:00.000Z', '2026-04'],
])(
  'without a month, the books are those of the month that it is for the agency: in Auckland at %s',
  async (time, month) => {
    const ref = await open('Pacific/Auckland');
    now = Date.parse(time);
    await counted(ref, () => sell(ref, 1000));
    const asked = { caller: adminAt(ref.agency) };
    expect((await call(handler, agencyRoutes.getBooks, asked)).body).toEqual(await books(ref.agency, month));
    const { headers } = await handler(apiEvent(agencyRoutes.getBooksStatement, asked), lambdaContext);
    expect(headers).toMatchObject({ 'content-disposition': `attachment; filename="books-${month}.csv"` });
  },
);

test('as CSV, money is in whole units of its currency and what goes out is below zero', async () => {
  const ref = await open();
  await counted(ref, () => sell(ref, 1050));
  await counted(ref, () => sell(ref, 900, 'JPY'));
  await counted(ref, () => move(ledger, ref, debitOf(70)));
  const asked = { caller: adminAt(ref.agency), query: { month: '2026-03' } };
  const answer = await handler(apiEvent(agencyRoutes.getBooksStatement, asked), lambdaContext);
  expect(answer.headers).toMatchObject({ 'content-disposition': 'attachment; filename="books-2026-03.csv"' });
  expect(String(answer.body).split('\r\n')).toEqual([
    'month,line,credits,paid,promo,debt,unpriced,EUR_whole_units,JPY_whole_units',
    '2026-03,opening,0,0,0,0,0,0,0',
    '2026-03,sold,200,200,0,0,0,10.5,900',
    '2026-03,bonus,20,0,20,0,0,0,0',
    '2026-03,granted,0,0,0,0,0,0,0',
    '2026-03,spent,-70,-50,-20,0,0,-5.25,0',
    ...['refunded', 'expired', 'reclaimed', 'reinstated', 'withdrawn', 'transferredIn', 'transferredOut'].map(
      (line) => `2026-03,${line},0,0,0,0,0,0,0`,
    ),
    '2026-03,closing,150,150,0,0,0,5.25,900',
    '2026-03,held,0,,,,,,',
    '2026-03,sales,,,,,,10.5,900',
    '2026-03,recognised,,,,,,5.25,0',
    '',
  ]);
});

test('a month of a million entries in the third year costs three reads, beyond the safe integers too', async () => {
  const ref = await open();
  const metered = openTestLedger({ now: () => now });
  const { during } = meter(metered);
  await counted(ref, () => sell(ref, 1000));
  const { books: { id = '' } = {} } = await readLiability(ledger.table, ref.agency);
  for (let place = 1; place <= 2 * 365 + 31; place += 1) {
    const day = addDays('2026-03-10', place);
    const amount = 9_000_000_000_000_000;
    const moved = { amount, promo: 5, cost: { EUR: String(10n ** 20n) } };
    const item: Figures = {
      agency: ref.agency,
      version: 0,
      day,
      moved: { 'in checkout': moved, 'out spend': moved, 'out usage': { amount: 1 }, 'in bonus': moved },
      sales: { EUR: 10_000 },
    };
    await putGuarded(ledger.table, {
      key: booksKey(ref.agency, id, day),
      schema: figuresItem,
      item,
      version: 0,
    });
  }
  const cost = await during(async () => {
    const answer = await call(agencyHandler(metered), agencyRoutes.getBooks, {
      caller: adminAt(ref.agency),
      query: { month: '2028-03' },
    });
    expect(answer.body).toMatchObject({ sold: { credits: String(31n * 9_000_000_000_000_000n) } });
  });
  expect(cost.calls.length).toBeLessThanOrEqual(3);
  expect(cost.readUnits).toBeLessThan(100);
});

test('I8: each agency has its own books; one without settings has none', async () => {
  const [ref, other] = [await open(), await open()];
  await counted(ref, () => sell(ref, 1000));
  expect(await books(other.agency, '2026-03')).toMatchObject({ closing: { credits: 0 }, sales: [] });
  const caller = adminAt(someAccount().agency);
  expect(await liabilityOn(other.agency, '2026-03-31')).toMatchObject({ credits: 0 });
  expect(await liabilityOn(caller.agency, '2026-03-31')).toMatchObject({ status: 404 });
  for (const route of [agencyRoutes.getBooks, agencyRoutes.getBooksStatement])
    expect((await call(handler, route, { caller, query: { month: '2026-03' } })).body).toMatchObject({
      status: 404,
    });
});

test.each(['2026-13', '2026-3', '1999-01', 'March'])('the month %s is refused', async (month) => {
  const { agency } = await open();
  const answer = await call(handler, agencyRoutes.getBooks, { caller: adminAt(agency), query: { month } });
  expect(answer.body).toMatchObject({ status: 400, faults: [{ pointer: '/month' }] });
});
