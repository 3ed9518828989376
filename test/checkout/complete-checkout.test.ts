import { describe, expect, test } from 'vitest';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Refusal } from '../../shared/ledger/command.ts';
import type { Busy } from '../../shared/ledger/run.ts';
import { completeOwnCheckout } from '../../shared/payments/read-checkout.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { call } from '../support/api.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { entriesOf, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, type Paid, paidFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();
const session = { id: 'cs_1', url: 'https://pay.example/cs_1' };

const complete = async (caller: AccountRef, checkoutId: string, connect: Connect) =>
  await call(checkoutHandler(ledger, connect), checkoutRoutes.completeCheckout, {
    caller,
    params: { checkoutId },
  });

const begin = async (more: Partial<Checkout> = {}) =>
  await openCheckout(ledger, someAccount(), { session, ...more });

/** A provider that says these facts, and counts how often it is asked. */
const saying = (...facts: PaymentFact[]) => {
  const asked: string[] = [];
  const connect = connecting({
    ask: async ({ id }) => {
      asked.push(id);
      return ok(facts);
    },
  });
  return { asked, connect };
};

test('a customer who has paid gets the credits with the answer, without a webhook', async () => {
  const checkout = await begin();
  const { body } = await complete(checkout, checkout.id, saying(paidFact(checkout)).connect);
  expect(body).toMatchObject({ id: checkout.id, status: 'paid', credits: 100, bonusCredits: 10 });
  expect(body).not.toHaveProperty('url');
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 110 });
});

test('ten parallel completions, a later one and the webhook credit a payment once', async () => {
  const checkout = await begin();
  const { connect } = saying(paidFact(checkout));
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, async () => await complete(checkout, checkout.id, connect)),
    settle(ledger, checkout.agency, 'stripe', paidFact(checkout)),
  ]);
  await complete(checkout, checkout.id, connect);
  expect(answers.map((answer) => ('status' in answer ? answer.status : 200))).toEqual(Array(11).fill(200));
  expect(await entriesOf(ledger, checkout)).toHaveLength(2);
});

test.each<[string, Partial<Paid>]>([
  ['processing', { status: 'pending' }],
  ['failed', { status: 'failed' }],
  ['under_review', { money: { amount: 1, currency: 'EUR' } }],
])('a payment may also make it %s', async (status, more) => {
  const checkout = await begin();
  const answer = await complete(checkout, checkout.id, saying(paidFact(checkout, more)).connect);
  expect(answer).toMatchObject({ status: 200, body: { status } });
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 0 });
});

test('an unpaid checkout says where to pay', async () => {
  const checkout = await begin();
  expect(await complete(checkout, checkout.id, saying().connect)).toMatchObject({
    status: 200,
    body: { status: 'open', url: session.url },
  });
});

test('a checkout that can no longer be paid is closed', async () => {
  const checkout = await begin();
  const at = '2026-03-01T00:00:00.000Z';
  const closed = { type: 'checkout_closed', checkoutId: checkout.id, account: checkout.account, at } as const;
  const { asked, connect } = saying(closed);
  expect(await complete(checkout, checkout.id, connect)).toMatchObject({ body: { status: 'expired' } });
  expect(await complete(checkout, checkout.id, connect)).toMatchObject({ body: { status: 'expired' } });
  expect(asked).toHaveLength(1);
});

test('the customer sees why the last attempt to pay was declined, until one succeeds', async () => {
  const checkout = await begin();
  const declined = (reason: 'declined' | 'insufficient_funds', second: number): PaymentFact => ({
    type: 'payment_declined',
    checkoutId: checkout.id,
    account: checkout.account,
    reason,
    at: `2026-03-01T00:00:0${second}.000Z`,
  });
  const [early, late] = [declined('declined', 1), declined('insufficient_funds', 2)];
  const { connect } = saying(late, early);
  for (let times = 0; times < 2; times += 1)
    expect(await complete(checkout, checkout.id, connect)).toMatchObject({
      body: { status: 'open', declineReason: 'insufficient_funds' },
    });
  const answer = await complete(checkout, checkout.id, saying(paidFact(checkout)).connect);
  expect(answer).toMatchObject({ body: { status: 'paid' } });
  expect(answer.body).not.toHaveProperty('declineReason');
});

test.each<[string, Partial<Paid>, number]>([
  ['is paid', {}, 0],
  ['is under review', { money: { amount: 1, currency: 'EUR' } }, 0],
  ['takes days', { status: 'pending' }, 1],
  ['failed', { status: 'failed' }, 1],
])('the number of calls to the provider for a checkout that %s', async (_, more, times) => {
  const checkout = await begin();
  await settle(ledger, checkout.agency, 'stripe', paidFact(checkout, more));
  const { asked, connect } = saying();
  expect(await complete(checkout, checkout.id, connect)).toMatchObject({ status: 200 });
  expect(asked).toHaveLength(times);
});

describe('when the provider', () => {
  const failing = (code: ProviderError['code']): Connect => connecting({ ask: async () => err({ code }) });
  const noConnection: Connect = async () => undefined;

  test('does not answer, the customer can retry', async () => {
    const checkout = await begin();
    expect(await complete(checkout, checkout.id, failing('provider_unreachable'))).toMatchObject({
      status: 503,
      body: { code: 'provider_unreachable' },
      headers: { 'retry-after': '1' },
    });
  });

  test.each([
    ['refuses', failing('provider_refused')],
    ['is not available to the agency', noConnection],
  ])('%s, the answer is our own record', async (_, connect) => {
    const checkout = await begin();
    const pending = paidFact(checkout, { status: 'pending' });
    await settle(ledger, checkout.agency, 'stripe', pending);
    expect(await complete(checkout, checkout.id, connect)).toMatchObject({
      status: 200,
      body: { status: 'processing' },
    });
  });
});

describe('when the ledger', () => {
  const answering = async (error: Refusal | Busy) => {
    const checkout = await begin();
    const completing = completeCheckoutWith(
      saying(paidFact(checkout)).connect,
      async () => err(error),
      ledger.now,
    );
    return await completeOwnCheckout(ledger, completing, checkout, checkout.id);
  };

  test('cannot write before the deadline, the customer can retry', async () => {
    expect(await answering({ code: 'busy' })).toEqual({ ok: false, error: { code: 'busy' } });
  });

  test('refuses, the answer is our own record', async () => {
    const answer = await answering({ code: 'balance_limit' });
    expect(answer).toMatchObject({ ok: true, value: { receipt: undefined } });
    expect(answer).not.toHaveProperty('value.checkout.closedAt');
  });
});

test('I8: a checkout of another account or agency is not found, and its provider is not called', async () => {
  const checkout = await begin();
  const { asked, connect } = saying(paidFact(checkout));
  for (const stranger of [
    { agency: checkout.agency, account: 'neighbour' },
    { ...someAccount(), account: checkout.account },
  ]) {
    expect(await complete(stranger, checkout.id, connect)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  }
  expect(asked).toEqual([]);
});

test.each(['chk_none', 'a'.repeat(128)])('an unknown id is not found: %s', async (id) => {
  expect(await complete(someAccount(), id, saying().connect)).toMatchObject({ status: 404 });
});
