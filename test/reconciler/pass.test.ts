import { afterEach, expect, test, vi } from 'vitest';
import { runPass } from '../../functions/reconciler/pass.ts';
import { OvertakenError } from '../../functions/reconciler/report.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Books, FactSource } from '../../shared/payments/source.ts';
import { settle } from '../../shared/payments/settle.ts';
import { err } from '../../shared/kernel/result.ts';
import { type TakeFact, takeFactsInto } from '../../shared/payments/take-fact.ts';
import { reconciliationItem } from '../../shared/table/items/reconciliation.ts';
import { reconciliationsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { booksOf, listing } from '../support/books.ts';
import { accountOfOpenAgency, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
afterEach(() => {
  vi.useRealTimers();
});

const run = (ref: AccountRef, books: Books, { timeLeft = () => 15 * MINUTE_MS, now = Date.now } = {}) => {
  const at = { ...ledger, now };
  return runPass(
    { ledger: at, takeFact: takeFactsInto(at), timeLeft },
    ref.agency,
    'stripe',
    'recent',
    books,
  );
};

const reports = async ({ agency }: AccountRef) => {
  const page = await listPage(ledger.table, {
    partition: reconciliationsPartition(agency),
    item: reconciliationItem,
    limit: 100,
  });
  return page.ok ? page.value.items : [];
};

test('a payment whose webhook was lost is credited by the next run, and only by that one', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref);
  const { books } = booksOf([paidFact(checkout)]);
  expect(await run(ref, books)).toMatchObject({ status: 'complete', seen: 1, healed: 1, mismatchCount: 0 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
  expect(await run(ref, books)).toMatchObject({ status: 'complete', seen: 1, healed: 0 });
});

test('a lost refund takes its credits back', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref);
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  const { books } = booksOf([refundFact(checkout, 're_1', 1000), paidFact(checkout)]);
  expect(await run(ref, books)).toMatchObject({ seen: 2, healed: 1 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});

test('a mismatch is flagged once, in the report of the run that found it', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref);
  const { books } = booksOf([
    paidFact(checkout, { money: { amount: 1, currency: 'EUR' } }),
    { ...paidFact(checkout), paymentId: 'pi_stranger', checkoutId: 'chk_unknown' },
  ]);
  const first = await run(ref, books);
  expect(first).toMatchObject({
    mismatchCount: 2,
    mismatches: [
      { code: 'amount_differs', paymentId: `pi_${checkout.id}` },
      { code: 'checkout_unknown', paymentId: 'pi_stranger' },
    ],
  });
  expect(await run(ref, books)).toMatchObject({ seen: 2, mismatchCount: 0 });
  expect(await reports(ref)).toHaveLength(2);
});

test('a run cut off after any page resumes there and ends as an uninterrupted one', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkouts = await Promise.all(Array.from({ length: 6 }, () => openCheckout(ledger, ref)));
  const { state, books } = booksOf(...checkouts.map((checkout) => [paidFact(checkout)]));
  let pages = 0;
  const oneAtATime = () => (pages++ === 0 ? 15 * MINUTE_MS : 0);
  for (let night = 0; night < 5; night += 1) {
    pages = 0;
    expect(await run(ref, books, { timeLeft: oneAtATime })).toMatchObject({
      status: 'interrupted',
      interruption: 'out_of_time',
    });
  }
  pages = -1;
  expect(await run(ref, books)).toMatchObject({ status: 'complete', seen: 6, healed: 6 });
  expect(state.asked).toBe(6);
  expect(await reports(ref)).toHaveLength(1);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 660 });
});

test.each([
  ['answers that it is busy', async () => err({ code: 'busy' as const })],
  [
    'is throttled',
    async () => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    },
  ],
])('a page of which one settlement %s is settled whole by the next run', async (_, busy) => {
  const ref = await accountOfOpenAgency(ledger);
  const others = Array.from({ length: 3 }, (__, place) => ({ ...ref, account: `customer-${place}` }));
  const checkouts = await Promise.all([ref, ...others].map((one) => openCheckout(ledger, one)));
  const [first, ...page] = checkouts.map((checkout) => paidFact(checkout));
  const { books } = booksOf(first ? [first] : [], page);
  const takeFact = takeFactsInto(ledger);
  let isBusy = true;
  const sometimesBusy: TakeFact = async (agency, provider, fact) =>
    isBusy && fact === page[1] ? await busy() : await takeFact(agency, provider, fact);
  const pass = () =>
    runPass(
      { ledger, takeFact: sometimesBusy, timeLeft: () => 15 * MINUTE_MS },
      ref.agency,
      'stripe',
      'recent',
      books,
    );
  expect(await pass()).toMatchObject({ status: 'interrupted', interruption: 'busy', seen: 1, healed: 1 });
  isBusy = false;
  expect(await pass()).toMatchObject({ status: 'complete', seen: 4, mismatchCount: 0 });
  const balances = await Promise.all([ref, ...others].map((one) => readAccount(ledger, one)));
  expect(balances.map(({ balance }) => balance)).toEqual([110, 110, 110, 110]);
});

test('a run that died is resumed as well', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkouts = await Promise.all(Array.from({ length: 3 }, () => openCheckout(ledger, ref)));
  const { books, payments } = booksOf(...checkouts.map((checkout) => [paidFact(checkout)]));
  const dying: FactSource = async (window, page) => {
    if (page === '2') throw new Error('killed');
    return await payments(window, page);
  };
  await expect(run(ref, listing(dying))).rejects.toThrow('killed');
  expect(await run(ref, books)).toMatchObject({ status: 'complete', seen: 3, healed: 3 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 330 });
});

test('a run that another one overtakes stops', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkouts = await Promise.all(Array.from({ length: 3 }, () => openCheckout(ledger, ref)));
  const { books, payments } = booksOf(...checkouts.map((checkout) => [paidFact(checkout)]));
  const overtaking: { status: string }[] = [];
  const slow: FactSource = async (window, page) => {
    if (page === '1') overtaking.push(await run(ref, books));
    return await payments(window, page);
  };
  await expect(run(ref, listing(slow))).rejects.toThrow(OvertakenError);
  expect(overtaking).toMatchObject([{ status: 'complete' }]);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 330, entries: 6 });
});

test('runs at the same time credit once, and only an overtaken one fails', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkouts = await Promise.all(Array.from({ length: 5 }, () => openCheckout(ledger, ref)));
  const { books } = booksOf(...checkouts.map((checkout) => [paidFact(checkout)]));
  const runs = await Promise.allSettled([run(ref, books), run(ref, books), run(ref, books)]);
  const failed = runs.flatMap((outcome): unknown[] =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  expect(failed.every((error) => error instanceof OvertakenError)).toBe(true);
  await run(ref, books);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 550, entries: 10 });
});

test('an unreachable provider is asked again, and in the end the report says so', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 2000 });
  const ref = await accountOfOpenAgency(ledger);
  const { state, books } = booksOf([paidFact(await openCheckout(ledger, ref))]);
  state.failing = { code: 'provider_unreachable' };
  expect(await run(ref, books)).toMatchObject({
    status: 'interrupted',
    interruption: 'provider_unreachable',
  });
  expect(state.asked).toBe(4);
  vi.useRealTimers();
  delete state.failing;
  expect(await run(ref, books)).toMatchObject({ status: 'complete', healed: 1 });
});

test.each([401, 403])('a provider that refuses our credentials is not asked again: %i', async (status) => {
  const ref = await accountOfOpenAgency(ledger);
  const { state, books } = booksOf([]);
  state.failing = { code: 'provider_refused', status };
  expect(await run(ref, books)).toMatchObject({ status: 'interrupted', interruption: 'provider_refused' });
  expect(state.asked).toBe(1);
});

test('a window starts where the last one ended, with some hours of overlap', async () => {
  const ref = someAccount();
  const { books } = booksOf([]);
  const now = Date.parse('2026-06-01T12:00:00.000Z');
  await run(ref, books, { now: () => now });
  const second = await run(ref, books, { now: () => now + 15 * MINUTE_MS });
  expect(second).toMatchObject({ from: '2026-06-01T06:00:00.000Z', to: '2026-06-01T12:15:00.000Z' });
});
