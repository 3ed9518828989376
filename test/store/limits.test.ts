import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { SLOTS } from '../../shared/store/slots.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { type Answer, call } from '../support/api.ts';
import { loseAnswerOf } from '../support/broken-writes.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { decided, decisionBy, readRequest, requestsOn } from '../support/credit-requests.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { paidFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';

const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
const openLedger = () => openTestLedger({ now: () => clock.now, deadline: 30_000 });
const ledger = openLedger();
const { asked, ask, cancel, upload } = requestsOn(ledger);

const startOn = (on = ledger) => {
  const handler = checkoutHandler(on, connecting());
  return async (caller: AccountRef, key: string): Promise<Answer> =>
    await call(handler, checkoutRoutes.createCheckout, {
      caller,
      headers: { 'idempotency-key': key },
      body: { provider: 'stripe', credits: 10 },
    });
};
const start = startOn();

const request = async (caller: AccountRef, key?: string): Promise<Answer> =>
  await ask(caller, { method: 'bank_transfer', credits: 100 }, key);

const times = async (count: number, one: (index: number) => Promise<Answer>): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await one(index));
  return answers;
};

const atOnce = (count: number, one: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)));

const made = (answers: readonly Answer[]): Answer[] => answers.filter(({ status }) => status === 201);

const shop = async (): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(ledger, { quoteMinutes: 15 });
  await give(ledger, ref, 1000);
  await putProduct(ledger, someProduct(ref.agency));
  return ref;
};

const checkoutOf = async (caller: AccountRef, answer: Answer) =>
  checkoutItem.parse(await readOne(ledger.table, checkoutKey(caller, idOf(answer)), checkoutItem));

type Kind = {
  limit: number;
  status: number;
  code: string;
  one: (caller: AccountRef, index: number) => Promise<Answer>;
  /** Ends one before its time. */
  end: (caller: AccountRef, answer: Answer) => Promise<unknown>;
};

const kinds: [string, Kind][] = [
  [
    'pending credit requests',
    {
      limit: SLOTS.requests,
      status: 409,
      code: 'credit_request_limit',
      one: (caller) => request(caller),
      end: (caller, answer) => cancel(caller, idOf(answer)),
    },
  ],
  [
    'open checkouts',
    {
      limit: SLOTS.checkouts,
      status: 429,
      code: 'checkout_limit',
      one: (caller, index) => start(caller, `key-${index}`),
      end: async (caller, answer) => {
        const paid = paidFact(await checkoutOf(caller, answer));
        return await takeFactsInto(ledger)(caller.agency, 'stripe', paid);
      },
    },
  ],
  [
    'open quotes',
    {
      limit: SLOTS.quotes,
      status: 429,
      code: 'quote_limit',
      one: (caller) => buyerAt(ledger, caller).quote(),
      end: async (caller, quoted) => {
        const buyer = buyerAt(ledger, caller);
        await buyer.refund(idOf(await buyer.purchase(idOf(quoted))));
      },
    },
  ],
];

describe.each(kinds)('the limit of %s', (_, { limit, status, code, one, end }) => {
  test('is exact when they come at once, also after some ended, and concerns this account alone', async () => {
    const caller = await shop();
    const before = await times(limit - 3, (index) => one(caller, index));
    expect(made(before)).toHaveLength(limit - 3);
    const rush = await atOnce(8, (index) => one(caller, limit + index));
    expect(made(rush)).toHaveLength(3);
    for (const refusal of rush.filter((answer) => answer.status !== 201))
      expect(refusal).toMatchObject({ status, body: { code } });
    expect(await one({ ...caller, account: 'neighbour' }, 0)).toMatchObject({ status: 201 });

    const [first] = before;
    if (first) await end(caller, first);
    const next = await atOnce(4, (index) => one(caller, 2 * limit + index));
    expect(made(next)).toHaveLength(1);
  });
});

test('a quote at the limit is refused until one expires, and the answer says when', async () => {
  const caller = await shop();
  const { quote } = buyerAt(ledger, caller);
  await times(SLOTS.quotes, () => quote());
  expect(await quote()).toMatchObject({ status: 429, headers: { 'retry-after': String(15 * 60) } });
  clock.now += 15 * MINUTE_MS - 1000;
  expect(await quote()).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  clock.now += 1000;
  expect(await quote()).toMatchObject({ status: 201 });
});

test('at the limit the key of an earlier checkout or credit request gets its answer again', async () => {
  const caller = await shop();
  const flaky = openLedger();
  loseAnswerOf(flaky, ({ id }) => String(id).startsWith('chk_'));
  const checkouts = await times(SLOTS.checkouts - 1, (index) => start(caller, `key-${index}`));
  const last = await startOn(flaky)(caller, 'last');
  expect(last).toMatchObject({ status: 201 });
  const requests = await times(SLOTS.requests, (index) => request(caller, `key-${index}`));
  expect(await start(caller, 'new')).toMatchObject({ status: 429 });
  expect(await request(caller, 'new')).toMatchObject({ status: 409 });
  const replayed = { status: 201, headers: { 'idempotent-replayed': 'true' } };
  expect(await start(caller, 'key-0')).toMatchObject({ ...replayed, body: { id: checkouts[0]?.body['id'] } });
  expect(await start(caller, 'last')).toMatchObject({ ...replayed, body: { id: last.body['id'] } });
  expect(await request(caller, 'key-0')).toMatchObject({
    ...replayed,
    body: { id: requests[0]?.body['id'] },
  });
});

test('one key sent many times at once takes one slot', async () => {
  const caller = await shop();
  const answers = await atOnce(SLOTS.requests + 2, () => request(caller, 'same'));
  expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
  expect(made(await times(SLOTS.requests, () => request(caller)))).toHaveLength(SLOTS.requests - 1);
});

test('a checkout that failed, was closed or expired frees its slot', async () => {
  const caller = await shop();
  const take = takeFactsInto(ledger);
  const begun = await times(SLOTS.checkouts, (index) => start(caller, `key-${index}`));
  expect(await start(caller, 'refused')).toMatchObject({ headers: { 'retry-after': String(2 * 60 * 60) } });

  const [failed, closed] = await Promise.all(begun.slice(7, 9).map((one) => checkoutOf(caller, one)));
  assert(failed && closed);
  await take(caller.agency, 'stripe', paidFact(failed, { status: 'failed' }));
  expect(await start(caller, 'after-failure')).toMatchObject({ status: 201 });
  const [account, checkoutId, at] = [caller.account, closed.id, instant(clock.now)];
  await take(caller.agency, 'stripe', { type: 'checkout_closed', account, checkoutId, at });
  expect(await start(caller, 'after-closing')).toMatchObject({ status: 201 });
  expect(await start(caller, 'refused')).toMatchObject({ status: 429 });

  clock.now += 2 * HOUR_MS;
  expect(await start(caller, 'later')).toMatchObject({ status: 201 });
});

describe('a credit request frees its slot when it', () => {
  const full = async () => {
    const caller = await shop();
    const ids = (await times(SLOTS.requests, () => request(caller))).map(idOf);
    expect(await request(caller)).toMatchObject({ status: 409 });
    return { caller, id: ids[4] ?? '' };
  };

  test('is decided', async () => {
    const { caller, id } = await full();
    const pending = await readRequest(ledger, { ...caller, id });
    await decided(ledger, pending, decisionBy('ann', 0, { approved: false, at: instant(clock.now) }));
    expect(await request(caller)).toMatchObject({ status: 201 });
    expect(await request(caller)).toMatchObject({ status: 409 });
  });

  test('expires', async () => {
    const { caller } = await full();
    clock.now += 14 * DAY_MS;
    expect(await request(caller)).toMatchObject({ status: 201 });
  });
});

test('the limit of uploads counts all credit requests of one day', async () => {
  const caller = await shop();
  let links = 0;
  const tenUploads = async (): Promise<Answer[]> => {
    const { id } = await asked(caller);
    const answers = await times(10, () => upload(caller, id));
    await cancel(caller, id);
    links += made(answers).length;
    return answers;
  };
  for (let turn = 0; turn < 6; turn += 1) await tenUploads();
  expect(links).toBe(SLOTS.uploads);
  const [refusal] = await tenUploads();
  expect(refusal).toMatchObject({
    status: 429,
    body: { code: 'upload_limit' },
    headers: { 'retry-after': String(24 * 60 * 60) },
  });
  clock.now += DAY_MS;
  expect(made(await tenUploads())).toHaveLength(10);
});
