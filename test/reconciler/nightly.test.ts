import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { runPass } from '../../functions/reconciler/pass.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { FactSource, Window } from '../../shared/payments/source.ts';
import { settle } from '../../shared/payments/settle.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { reconcilerKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { listing } from '../support/books.ts';
import { meter } from '../support/meter.ts';
import { accountOfOpenAgency, openTestLedger, readAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const night = (ref: AccountRef, source: FactSource, timeLeft = () => 900_000, books = ledger) =>
  runPass(
    { ledger: books, takeFact: takeFactsInto(books), timeLeft },
    ref.agency,
    'stripe',
    'nightly',
    listing(source),
  );

/** A provider's books: what it has, at the time that it has it. */
const having =
  (...facts: PaymentFact[]): FactSource =>
  async ({ from, to }: Window) =>
    ok({ facts: facts.filter(({ at }) => at >= from && at < to), next: null });

const paidCheckout = async (ref: AccountRef, days: number) => {
  const checkout = await openCheckout(ledger, ref, { createdAt: daysAgo(days) });
  const fact = paidFact(checkout);
  await settle(ledger, ref.agency, 'stripe', fact);
  return fact;
};

test('30 days are read again, and unknown payments are credited', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const heard = await paidCheckout(ref, 3);
  const missed = paidFact(await openCheckout(ledger, ref, { createdAt: daysAgo(20) }));
  expect(await night(ref, having(heard, missed))).toMatchObject({
    status: 'complete',
    healed: 1,
    mismatchCount: 0,
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 220 });
});

test('credits for a payment that the provider does not list are flagged, once', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const known = await paidCheckout(ref, 3);
  const invented = await paidCheckout(ref, 5);
  expect(await night(ref, having(known))).toMatchObject({
    mismatches: [{ code: 'payment_missing', paymentId: invented.paymentId, account: ref.account }],
  });
  expect(await night(ref, having(known))).toMatchObject({ mismatchCount: 0 });
});

test('a payment that the provider may not have listed yet is not missing', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await paidCheckout(ref, 0.1);
  expect(await night(ref, having())).toMatchObject({ status: 'complete', mismatchCount: 0 });
});

test('a payment hours after its checkout, on the next day, is not missing', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const checkout = await openCheckout(ledger, ref, {
    createdAt: new Date(Date.now() - 29 * DAY_MS - 60_000).toISOString(),
  });
  const fact = paidFact(checkout, {
    at: new Date(Date.parse(checkout.createdAt) + 3 * 60 * 60_000).toISOString(),
  });
  await settle(ledger, ref.agency, 'stripe', fact);
  expect(await night(ref, having(fact))).toMatchObject({ mismatchCount: 0 });
});

test('a pass cut off within a day does not report unread payments as missing', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const first = await paidCheckout(ref, 10);
  const second = await paidCheckout(ref, 10);
  // Two pages a day: the first payment on one, the second on the other.
  const source: FactSource = async ({ from, to }, page) => {
    const has = ({ at }: PaymentFact) => at >= from && at < to;
    return page === null
      ? ok({ facts: [first].filter(has), next: 'second' })
      : ok({ facts: [second].filter(has), next: null });
  };
  for (let pages = 1, done = false; !done;) {
    let left = pages;
    const report = await night(ref, source, () => (left-- > 0 ? 900_000 : 0));
    expect(report.mismatchCount).toBe(0);
    done = report.status === 'complete';
    pages = 7;
  }
});

const NOTHING: FactSource = async () => ok({ facts: [], next: null });

test('a day without payments costs one write: the place to go on from', async () => {
  const metered = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  let days = 0;
  const counted: FactSource = (window, page) => {
    days += 1;
    return NOTHING(window, page);
  };
  const { calls } = await meter(metered).during(() => night(ref, counted, undefined, metered));
  expect(days).toBeGreaterThanOrEqual(30);
  // The report is written at the start and at the end, and so is the place to start from.
  expect(calls.filter((name) => name === 'PutItem')).toHaveLength(days + 3);
  // The place to go on from is read at the start, the report before its last write.
  expect(calls.filter((name) => name === 'BatchGetItem')).toHaveLength(2);
});

test('fields that another version wrote into the cursor outlive a pass', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await night(ref, NOTHING);
  const { client, name } = ledger.table;
  const key = reconcilerKey(ref.agency, 'stripe_nightly');
  const read = async () => (await readTogether(ledger.table, [key]))(key);
  await client.send(new PutCommand({ TableName: name, Item: { ...(await read()), newer: { field: 1 } } }));
  await night(ref, NOTHING);
  expect(await read()).toMatchObject({ newer: { field: 1 } });
});
