import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import type { PaymentFact } from '../../shared/messages/payment.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();
const settle = settlePayment(ledger);

const record = (body: string): SQSRecord => ({
  messageId: 'message-1',
  receiptHandle: 'handle',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:payments',
  awsRegion: 'eu-central-1',
});

const message = (agency: string, fact: PaymentFact) =>
  record(JSON.stringify({ agency, provider: 'stripe', eventId: 'evt_1', fact }));

test('a message about a payment credits it', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(message(ref.agency, paidFact(checkout)));
  await settle(message(ref.agency, paidFact(checkout)));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 110 });
});

test('a payment that does not fit is worked off: it is flagged, not tried for ever', async () => {
  const ref = someAccount();
  const checkout = await openCheckout(ledger, ref);
  await settle(message(ref.agency, paidFact(checkout, { money: { amount: 1, currency: 'EUR' } })));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
});

test('a checkout that the provider closed is closed, once', async () => {
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

test('a checkout that we do not know has nothing to close', async () => {
  const { agency } = someAccount();
  const fact = {
    type: 'checkout_closed',
    checkoutId: 'chk_none',
    account: 'customer',
    at: '2026-03-01T00:00:00.000Z',
  } as const;
  await expect(settle(message(agency, fact))).resolves.toBeUndefined();
});

test.each([
  ['no JSON', 'paid: yes, card 4242', 'the message is not JSON'],
  ['no message', '{"card":4242}', 'unrecognized_keys'],
  [
    'a message with a field too many',
    JSON.stringify({ agency: 'a', provider: 'stripe', eventId: 'e', fact: {}, card: '4242' }),
    'unrecognized_keys',
  ],
])('%s fails, and its error does not quote it', async (_, body, complaint) => {
  const failed = settle(record(body));
  await expect(failed).rejects.toThrow(complaint);
  await expect(failed).rejects.not.toThrow('4242');
});
