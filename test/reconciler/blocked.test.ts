import { describe, expect, test, vi } from 'vitest';
import { runPass } from '../../functions/reconciler/pass.ts';
import { MIN_WINDOW_MS } from '../../functions/reconciler/walk.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { Books, FactSource, Window } from '../../shared/payments/source.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import { accountOfOpenAgency, openTestLedger, readAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

vi.mock('../../shared/kernel/metrics.ts');

const ledger = openTestLedger();
const start = Date.now();

const passOf = async (
  ref: AccountRef,
  books: Books,
  { days = 0, pass = 'recent' }: { days?: number; pass?: Pass } = {},
) => {
  const at = { ...ledger, now: () => start + days * DAY_MS };
  const run = { ledger: at, takeFact: takeFactsInto(at), timeLeft: () => 15 * MINUTE_MS };
  return await runPass(run, ref.agency, 'paypal', pass, books);
};

const nothing: FactSource = async () => ok({ facts: [], next: null });

const within = ({ from, to }: Window, { at }: PaymentFact): boolean => at >= from && at < to;

/** A list of these facts, with what it was asked for. */
const listOf = (...facts: PaymentFact[]) => {
  const asked: Window[] = [];
  const list: FactSource = async (window) => {
    asked.push(window);
    return ok({ facts: facts.filter((fact) => within(window, fact)), next: null });
  };
  return { asked, list };
};

/** A customer whose webhook is lost: what the reconciler does not find is. */
const lostPayment = async (days: number) => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref, { provider: 'paypal' });
  const fact = paidFact(checkout, { at: instant(start + days * DAY_MS) });
  return { ref, fact, balance: async () => (await readAccount(ledger, ref)).balance };
};

describe('an unreadable object', () => {
  test('is skipped, flagged and counted once, and blocks nothing', async () => {
    const { ref, fact, balance } = await lostPayment(3);
    const { list } = listOf(fact);
    const disputes: FactSource = async () =>
      ok({ facts: [], skipped: [{ id: 'PP-D-1', issue: 'dispute_amount' }], next: null });
    const books = { sources: { payments: list, disputes }, maxWindowMs: Infinity };
    vi.mocked(count).mockClear();
    expect(await passOf(ref, books)).toMatchObject({
      status: 'complete',
      mismatchCount: 1,
      mismatches: [{ code: 'skipped', source: 'disputes', objectId: 'PP-D-1', issue: 'dispute_amount' }],
    });
    expect(await passOf(ref, books, { days: 4 })).toMatchObject({ status: 'complete', mismatchCount: 0 });
    expect(await balance()).toBe(110);
    const counted = vi.mocked(count).mock.calls.filter(([name]) => name === 'ReconciliationMismatches');
    expect(counted).toHaveLength(1);
  });

  test('that the ledger refuses is skipped as well', async () => {
    const { ref, fact, balance } = await lostPayment(0);
    const odd = { ...fact, paymentId: 'ODD' };
    const takeFact = takeFactsInto(ledger);
    const run = {
      ledger,
      timeLeft: () => 15 * MINUTE_MS,
      takeFact: (async (agency, provider, one) => {
        if (one.type === 'payment' && one.paymentId === 'ODD') throw new TypeError('odd');
        return await takeFact(agency, provider, one);
      }) satisfies typeof takeFact,
    };
    const payments: FactSource = async () => ok({ facts: [odd, fact], next: null });
    const books = { sources: { payments }, maxWindowMs: Infinity };
    expect(await runPass(run, ref.agency, 'paypal', 'recent', books)).toMatchObject({
      status: 'complete',
      mismatches: [{ code: 'skipped', paymentId: 'ODD', issue: 'failed' }],
    });
    expect(await balance()).toBe(110);
  });
});

describe('a too large window', () => {
  /** Refuses any window with more than so many facts. */
  const limited =
    (list: FactSource, most: number): FactSource =>
    async (window, page) => {
      const read = await list(window, page);
      return read.ok && read.value.facts.length > most ? err({ code: 'window_too_large' }) : read;
    };

  test('is halved until the provider lists it', async () => {
    const ref = await accountOfOpenAgency(ledger);
    const facts = await Promise.all(
      [1, 2, 3, 4, 5].map(async (day) =>
        paidFact(await openCheckout(ledger, ref), { at: instant(start - day * DAY_MS) }),
      ),
    );
    const { asked, list } = listOf(...facts);
    const books = { sources: { payments: limited(list, 1) }, maxWindowMs: Infinity };
    expect(await passOf(ref, books)).toMatchObject({ status: 'complete', seen: 5, mismatchCount: 0 });
    expect(await readAccount(ledger, ref)).toMatchObject({ balance: 550 });
    expect(asked.length).toBeLessThan(30);
  });

  test('is skipped and flagged at the minimum length, and the next ones are read', async () => {
    const { ref, fact, balance } = await lostPayment(-1);
    const crowd = (number: number): PaymentFact => ({
      type: 'refund',
      paymentId: `STRANGER${number}`,
      refundId: 'R',
      cause: 'refund',
      status: 'succeeded',
      money: fact.money,
      at: instant(start - 2 * DAY_MS),
    });
    const { list } = listOf(crowd(1), crowd(2), fact);
    const books = { sources: { payments: limited(list, 1) }, maxWindowMs: Infinity };
    const report = await passOf(ref, books);
    expect(report).toMatchObject({
      status: 'complete',
      mismatchCount: 1,
      mismatches: [{ code: 'window_skipped', source: 'payments', issue: 'window_too_large' }],
    });
    const [{ from = '', to = '' } = {}] = report.mismatches;
    expect(Date.parse(to) - Date.parse(from)).toBeLessThan(2 * MIN_WINDOW_MS);
    expect(await balance()).toBe(110);
  });
});

test('after a long pause no window exceeds the provider’s maximum, and the whole pause is covered', async () => {
  const { ref, fact, balance } = await lostPayment(5);
  const { asked, list } = listOf(fact);
  const books = { sources: { payments: list }, maxWindowMs: 30 * DAY_MS };
  await passOf(ref, books);
  asked.length = 0;
  expect(await passOf(ref, books, { days: 70 })).toMatchObject({ status: 'complete' });
  expect(asked).toHaveLength(3);
  for (const { from, to } of asked)
    expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(30 * DAY_MS);
  expect(await balance()).toBe(110);
});

describe('a failing list', () => {
  const forbidden: FactSource = async () =>
    err({ code: 'provider_refused', status: 403, issue: 'NOT_AUTHORIZED' });

  test('does not stop the others, is named in the report, and is read from there once it works', async () => {
    const { ref, fact, balance } = await lostPayment(2);
    const disputes = listOf();
    const books = (payments: FactSource) => ({
      sources: { payments, disputes: disputes.list },
      maxWindowMs: 30 * DAY_MS,
    });
    for (const days of [0, 1, 50]) {
      const report = await passOf(ref, books(forbidden), { days });
      expect(report).toMatchObject({
        status: 'interrupted',
        interruption: 'provider_refused',
        failures: [{ source: 'payments', code: 'provider_refused', status: 403, issue: 'NOT_AUTHORIZED' }],
      });
    }
    expect(disputes.asked.at(-1)?.to).toBe(instant(start + 50 * DAY_MS));
    const healed = await passOf(ref, books(listOf(fact).list), { days: 51 });
    expect(healed).toMatchObject({ status: 'complete', failures: [], healed: 1 });
    expect(await balance()).toBe(110);
    const next = listOf();
    await passOf(ref, books(next.list), { days: 52 });
    expect(next.asked).toEqual([{ from: instant(start + 50.75 * DAY_MS), to: instant(start + 52 * DAY_MS) }]);
  });

  test('is skipped for the rest of a nightly pass, and no payment is reported as missing', async () => {
    const { ref, fact } = await lostPayment(-3);
    await takeFactsInto(ledger)(ref.agency, 'paypal', fact);
    const asked = vi.fn<FactSource>(forbidden);
    const disputes = listOf();
    const books = { sources: { payments: asked, disputes: disputes.list }, maxWindowMs: 30 * DAY_MS };
    const report = await passOf(ref, books, { pass: 'nightly' });
    expect(report).toMatchObject({ status: 'interrupted', mismatchCount: 0 });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(disputes.asked).toHaveLength(30);
  });

  test('that is unreachable makes the run ask the others only once each', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 2000 });
    const ref = await accountOfOpenAgency(ledger);
    const list = () => vi.fn<FactSource>(async () => err({ code: 'provider_unreachable' }));
    const sources = { payments: list(), disputes: list() };
    const report = await passOf(ref, { sources, maxWindowMs: Infinity });
    vi.useRealTimers();
    expect(report.failures.map(({ source, code }) => [source, code])).toEqual([
      ['payments', 'provider_unreachable'],
      ['disputes', 'provider_unreachable'],
    ]);
    expect(sources.payments).toHaveBeenCalledTimes(4);
    expect(sources.disputes).toHaveBeenCalledTimes(1);
  });
});

describe('a refused page', () => {
  const refusing = (isRefused: (page: string | null) => boolean) =>
    vi.fn<FactSource>(async (_, page) =>
      isRefused(page)
        ? err({ code: 'provider_refused', status: 400, issue: 'INVALID_REQUEST' })
        : ok({ facts: [], next: page === null ? 'second' : null }),
    );

  test('has its window read from the start', async () => {
    const ref = await accountOfOpenAgency(ledger);
    let refusals = 0;
    const payments = refusing((page) => page === 'second' && refusals++ === 0);
    const report = await passOf(ref, { sources: { payments }, maxWindowMs: Infinity });
    expect(report).toMatchObject({ status: 'complete', mismatchCount: 0 });
    expect(payments.mock.calls.map(([, page]) => page)).toEqual([null, 'second', null, 'second']);
  });

  test.each([
    ['after a first retry', (page: string | null) => page === 'second', 4],
    ['on each try', () => true, 1],
  ])('%s has its window skipped, and the pass continues', async (_, isRefused, asked) => {
    const ref = await accountOfOpenAgency(ledger);
    const payments = refusing(isRefused);
    const books = { sources: { payments, disputes: nothing }, maxWindowMs: Infinity };
    expect(await passOf(ref, books)).toMatchObject({
      status: 'complete',
      mismatches: [{ code: 'window_skipped', source: 'payments', issue: 'INVALID_REQUEST' }],
    });
    expect(payments).toHaveBeenCalledTimes(asked);
    const later = listOf();
    await passOf(ref, { ...books, sources: { payments: later.list } }, { days: 1 });
    expect(later.asked).toEqual([{ from: instant(start - DAY_MS / 4), to: instant(start + DAY_MS) }]);
  });
});
