import type { SQSEvent } from 'aws-lambda';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { give, move } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { decisionBy, messageFor, putRequest } from '../support/credit-requests.ts';
import { record } from '../support/sqs.ts';
import { changeOf } from '../support/stream.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

/** What a queue and the table's stream hand over at a time. */
export const MESSAGES = 10;
export const CHANGES = 100;

/** Messages as Lambda takes them off a queue at once. */
export const batch = (messages: readonly object[]): SQSEvent => ({
  Records: messages.map((message, place) => {
    const one = record(JSON.stringify(message));
    const attributes = { ...one.attributes, ApproximateFirstReceiveTimestamp: String(Date.now()) };
    return { ...one, messageId: `message-${place}`, attributes };
  }),
});

export const batchesOf = async (
  count: number,
  make: (place: number) => Promise<SQSEvent>,
): Promise<SQSEvent[]> => {
  const batches: SQSEvent[] = [];
  for (let place = 0; place < count; place += 1) batches.push(await make(place));
  return batches;
};

/** Payments of as many checkouts. */
export const payments = (ledger: Ledger, agency: string) => async (): Promise<SQSEvent> => {
  const messages = [];
  for (let place = 0; place < MESSAGES; place += 1) {
    const checkout = await openCheckout(ledger, { agency, account: `payer-${place}` });
    messages.push({ agency, provider: 'stripe', eventId: 'evt_1', fact: paidFact(checkout) });
  }
  return batch(messages);
};

/** Requests, each with the two decisions that accept it. */
export const decisions = (ledger: Ledger, agency: string) => async (): Promise<SQSEvent> => {
  const messages = [];
  for (let place = 0; place < MESSAGES / 2; place += 1) {
    const request = await putRequest(ledger, { agency, account: `asker-${place}` });
    messages.push(
      messageFor(request, decisionBy('reviewer', 0)),
      messageFor(request, decisionBy('payer', 1)),
    );
  }
  return batch(messages);
};

/** Changes of an account, as stream records. */
export const changes = async (ledger: Ledger, ref: AccountRef): Promise<object> => {
  const Records = [];
  for (let place = 0; place < CHANGES; place += 1) {
    Records.push(await changeOf(ledger, accountKey(ref), () => give(ledger, ref, 1)));
  }
  return { Records };
};

/** Leaves credits in so many accounts that expired a day ago. */
export const leaveExpired = async (ledger: Ledger, agency: string, accounts: number): Promise<void> => {
  const past = { ...ledger, now: () => Date.now() - 2 * DAY_MS };
  for (let place = 0; place < accounts; place += 1) {
    const expiresAt = instant(Date.now() - DAY_MS);
    const credit = { type: 'credit', kind: 'redemption', reference: 'code', amount: 5 } as const;
    await move(past, { agency, account: `late-${place}` }, { ...credit, class: 'promo', expiresAt });
  }
};
