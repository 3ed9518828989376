import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { QueuedFact } from '../../shared/payments/message.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';
import { record } from '../support/sqs.ts';

const ledger = openTestLedger();
const captured: unknown[] = [];
const worker = settlePayment(
  takeFactsInto(ledger),
  async (...order) => {
    captured.push(order);
    return 'done';
  },
  connecting(),
);
const settle = async (message: SQSRecord) => await workOff(worker, [message], () => 30_000);

const worked = { batchItemFailures: [] };
const comesAgain = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };

const message = (agency: string, fact: QueuedFact) =>
  record(JSON.stringify({ agency, provider: 'stripe', eventId: 'evt_1', fact }));

test('a message about a payment credits it', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(message(ref.agency, paidFact(checkout)));
  await settle(message(ref.agency, paidFact(checkout)));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test('a payment that does not match its checkout is done: flagged, not retried', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const fact = paidFact(checkout, { money: { amount: 1, currency: 'EUR' } });
  expect(await settle(message(ref.agency, fact))).toEqual(worked);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});

test('a checkout closed by the provider is closed, once', async () => {
  const ref = someAccount();
  const { id } = await openCheckout(ledger, ref);
  const closed = message(ref.agency, {
    type: 'checkout_closed',
    checkoutId: id,
    account: ref.account,
    at: '2026-03-01T00:00:00.000Z',
  });
  await settle(closed);
  await settle(closed);
  const key = checkoutKey(ref, id);
  const read = await readTogether(ledger.table, [key]);
  expect(checkoutItem.parse(read(key))).toMatchObject({ closedAt: '2026-03-01T00:00:00.000Z', version: 2 });
});

test('an unknown checkout has nothing to close', async () => {
  const { agency } = someAccount();
  const fact = {
    type: 'checkout_closed',
    checkoutId: 'chk_none',
    account: 'customer',
    at: '2026-03-01T00:00:00.000Z',
  } as const;
  expect(await settle(message(agency, fact))).toEqual(worked);
});

test('an approved order goes to the capture', async () => {
  const fact = {
    type: 'order_approved',
    orderId: 'ORDER1',
    checkoutId: 'chk_1',
    account: 'customer',
    at: '2026-03-01T00:00:00.000Z',
  } as const;
  await settle(message('acme', fact));
  expect(captured).toEqual([['acme', 'stripe', fact]]);
});

test('a fact that cannot be settled now is retried', async () => {
  const busy = settlePayment(
    async () => err({ code: 'busy' }),
    async () => 'done',
    connecting(),
  );
  const checkout = await openCheckout(ledger, someAccount());
  expect(await workOff(busy, [message('acme', paidFact(checkout))], () => 30_000)).toEqual(comesAgain);
});

test('a message without enough time left is retried', async () => {
  const checkout = await openCheckout(ledger, someAccount());
  const paid = message(checkout.agency, paidFact(checkout));
  expect(await workOff(worker, [paid], () => 14_000)).toEqual(comesAgain);
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 0 });
});

test('a message with an unknown field is not treated as done', async () => {
  const odd = { agency: 'a', provider: 'stripe', eventId: 'e', fact: {}, card: '4242' };
  expect(await settle(record(JSON.stringify(odd)))).toEqual(comesAgain);
});

test.each([
  [true, false, 0],
  [false, true, 0],
  [true, true, 110],
  [false, undefined, 110],
  [undefined, true, 110],
])('an event with livemode %s at an account with livemode %s credits %i', async (event, account, credits) => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  const minded = settlePayment(
    takeFactsInto(ledger),
    async () => 'done',
    connecting(account === undefined ? {} : { livemode: account }),
  );
  const body = {
    agency: ref.agency,
    provider: 'stripe',
    eventId: 'evt_1',
    livemode: event,
    fact: paidFact(checkout),
  };
  expect(await workOff(minded, [record(JSON.stringify(body))], () => 30_000)).toEqual(worked);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: credits });
});

describe('a message about a refunded payment', () => {
  const refunded =
    (more: Parameters<typeof connecting>[0]) =>
    async (taking = takeFactsInto(ledger)) => {
      const ref = someAccount();
      const checkout = await openCheckout(ledger, ref);
      await settle(message(ref.agency, paidFact(checkout)));
      const refunds = [refundFact(checkout, 're_1', 300), refundFact(checkout, 're_2', 200)];
      const reader = settlePayment(
        taking,
        async () => 'done',
        connecting({ refundsOf: async () => ok(refunds), ...more }),
      );
      const { paymentId, at } = paidFact(checkout);
      const asked = message(ref.agency, { type: 'refunds_changed', paymentId, at });
      const answer = await workOff(reader, [asked], () => 30_000);
      return { answer, balance: (await readAccount(ledger, ref)).balance };
    };

  test('settles the refunds that the provider lists', async () => {
    expect(await refunded({})()).toEqual({ answer: worked, balance: 55 });
  });

  test('is retried when the provider does not answer or the account is busy', async () => {
    const silent = async () => err({ code: 'provider_unreachable' } as const);
    expect(await refunded({ refundsOf: silent })()).toEqual({ answer: comesAgain, balance: 110 });
    const busy = async () => err({ code: 'busy' } as const);
    expect(await refunded({})(busy)).toEqual({ answer: comesAgain, balance: 110 });
  });
});
