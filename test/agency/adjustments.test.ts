import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { accountNameItem } from '../../shared/table/items/account-name.ts';
import { accountNameKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { someAgency } from '../support/agency.ts';
import {
  entriesOf,
  findingsOf,
  give,
  giveLots,
  leaveInDebt,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';

const ledger = openTestLedger();

const setUp = async (options: { hasBegun?: boolean } = {}, on = ledger) => {
  const agency = await someAgency(on, options);
  const adjust = (key: string, body: object, accountId = 'customer') =>
    agency.call(agencyRoutes.createAdjustment, {
      params: { accountId },
      headers: { 'idempotency-key': key },
      body: { reason: 'goodwill', ...('type' in body && body.type === 'in' && { create: true }), ...body },
    });
  return { ...agency, adjust };
};

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

test('an adjustment adds promo credits by default, and the history shows the reason', async () => {
  const { adjust, ref } = await setUp();
  const answer = await adjust('a', { type: 'in', amount: 30, expiresAt: tomorrow });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      entry: { number: 1, type: 'in', kind: 'adjustment', note: 'goodwill', amount: 30, balance: 30 },
    },
  });
  expect(answer.body).toMatchObject({ entry: { reference: answer.body['id'] } });
  await adjust('b', { type: 'in', amount: 5, class: 'paid' });
  expect(await readAccount(ledger, ref())).toMatchObject({
    balance: 35,
    lots: [
      { class: 'promo', amount: 30, expiresAt: tomorrow },
      { class: 'paid', amount: 5 },
    ],
  });
  expect(await readOne(ledger.table, accountNameKey(ref()), accountNameItem)).toEqual(ref());
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('an adjustment refers to what the agency says, in one line', async () => {
  const { adjust, ref } = await setUp();
  for (const [key, type] of [
    ['a', 'in'],
    ['b', 'out'],
  ] as const) {
    const answer = await adjust(key, { type, amount: 3, reference: 'C-1042' });
    expect(answer).toMatchObject({ status: 201, body: { entry: { type, reference: 'C-1042' } } });
    expect(await adjust(key, { type, amount: 3, reference: 'C-1043' })).toMatchObject({ status: 422 });
  }
  expect(await adjust('c', { type: 'in', amount: 3, reference: 'two\nlines' })).toMatchObject({
    status: 400,
  });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('an account that nobody used before is refused as mistyped, unless it may be new or has a profile', async () => {
  const { adjust, ref, call } = await setUp();
  const gift = { type: 'in', amount: 5, create: undefined };
  expect(await adjust('a', gift, 'custmer')).toMatchObject({
    status: 404,
    body: { code: 'unknown_account' },
  });
  expect(await adjust('b', { ...gift, create: false }, 'custmer')).toMatchObject({ status: 404 });
  expect(await readAccount(ledger, ref('custmer'))).toMatchObject({ version: 0 });
  expect(await adjust('c', { ...gift, create: true })).toMatchObject({ status: 201 });
  expect(await adjust('d', gift)).toMatchObject({ status: 201 });
  await call(agencyRoutes.putProfile, { params: { accountId: 'ada' }, body: { name: 'Ada' } });
  expect(await adjust('e', gift, 'ada')).toMatchObject({ status: 201 });
  const other = await setUp();
  expect(await other.adjust('f', gift)).toMatchObject({ status: 404, body: { code: 'unknown_account' } });
});

test('an adjustment can remove credits like a spend, also while the agency has paused payments', async () => {
  const { adjust, ref, etagOf, call: admin } = await setUp();
  await give(ledger, ref(), 10);
  const { getSettings, putSettings } = agencyRoutes;
  const { body } = await admin(getSettings);
  const headers = { 'if-match': await etagOf(getSettings) };
  await admin(putSettings, { headers, body: { ...body, creditPayments: false } });
  expect(await adjust('a', { type: 'out', amount: 4 })).toMatchObject({
    status: 201,
    body: { entry: { type: 'out', kind: 'adjustment', amount: 4, balance: 6 } },
  });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('I2: an adjustment cannot remove more than the available credits, nor any in debt', async () => {
  const { adjust, ref } = await setUp();
  await give(ledger, ref(), 3);
  expect(await adjust('a', { type: 'out', amount: 4 })).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 3, shortfall: 1 },
  });
  await leaveInDebt(ledger, ref('debtor'), 5);
  expect(await adjust('a', { type: 'out', amount: 1 }, 'debtor')).toMatchObject({
    status: 402,
    body: { code: 'account_in_debt', debt: 5 },
  });
  expect(await adjust('b', { type: 'in', amount: 7 }, 'debtor')).toMatchObject({
    status: 201,
    body: { entry: { balance: 2 } },
  });
  expect(await findingsOf(ledger, ref('debtor'))).toEqual([]);
});

test('I5: 32 parallel requests with one key make one movement, one audit log entry and 32 equal answers', async () => {
  const { adjust, ref, changes } = await setUp();
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => adjust('once', { type: 'in', amount: 10 })),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`))).toHaveProperty(
    'size',
    1,
  );
  expect(answers[0]).toMatchObject({ status: 201 });
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 10, entries: 1 });
  expect(await changes({ kind: 'adjustment' })).toHaveLength(1);
});

test('32 parallel adjustments of a balance of 20: 20 succeed, each with its audit log entry', async () => {
  const { adjust, ref, changes } = await setUp();
  await give(ledger, ref(), 20);
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, index) => adjust(`k${index}`, { type: 'out', amount: 1 })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ body }) => body['code'] === 'insufficient_credits')).toHaveLength(12);
  expect(await entriesOf(ledger, ref())).toHaveLength(21);
  expect(await changes({ kind: 'adjustment', limit: '100' })).toHaveLength(20);
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('a replay returns the first outcome, also after its expiry; another request under the key is refused', async () => {
  let time = Date.now();
  const { adjust, ref } = await setUp({}, { ...ledger, now: () => time });
  const expiresAt = new Date(time + 1000).toISOString();
  const first = await adjust('a', { type: 'in', amount: 5, expiresAt });
  expect(first).toMatchObject({ status: 201 });
  time += 2000;
  expect(await adjust('a', { type: 'in', amount: 5, expiresAt })).toMatchObject({
    status: 201,
    body: first.body,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await adjust('a', { type: 'in', amount: 6, expiresAt })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test.each([
  ['a millisecond ago', -1],
  ['at this instant', 0],
])('credits that expired %s cannot be added', async (_, milliseconds) => {
  const now = Date.now();
  const { adjust, ref } = await setUp({}, { ...ledger, now: () => now });
  const expiresAt = new Date(now + milliseconds).toISOString();
  expect(await adjust('a', { type: 'in', amount: 5, expiresAt })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', faults: [{ pointer: '/expiresAt' }] },
  });
  expect(await readAccount(ledger, ref())).toMatchObject({ version: 0 });
});

test.each<[pointer: string, body: object]>([
  ['/amount', { type: 'in', amount: 0 }],
  ['/amount', { type: 'out', amount: -5 }],
  ['/amount', { type: 'in', amount: 1e12 + 1 }],
  ['/type', { type: 'both', amount: 1 }],
  ['/class', { type: 'in', amount: 1, class: 'gift' }],
  ['/expiresAt', { type: 'in', amount: 1, expiresAt: 'soon' }],
  ['/reason', { type: 'in', amount: 1, reason: '' }],
  ['/reason', { type: 'in', amount: 1, reason: 'x'.repeat(257) }],
  ['', { type: 'out', amount: 1, class: 'paid' }],
])('a fault is reported at %j', async (pointer, body) => {
  const { adjust, ref } = await setUp();
  await give(ledger, ref(), 10);
  expect(await adjust('a', body)).toMatchObject({
    status: 400,
    body: { faults: expect.arrayContaining([expect.objectContaining({ pointer })]) },
  });
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 10 });
});

test('an agency without settings cannot adjust accounts', async () => {
  const { adjust } = await setUp({ hasBegun: false });
  expect(await adjust('a', { type: 'in', amount: 1 })).toMatchObject({ status: 404 });
});

test('I8: the same account name and key at another agency are another account and operation', async () => {
  const { adjust, ref } = await setUp();
  const stranger = await setUp();
  await adjust('same', { type: 'in', amount: 10 });
  const theirs = await stranger.adjust('same', { type: 'out', amount: 10 });
  expect(theirs).toMatchObject({ status: 402, body: { available: 0 } });
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 10 });
});

test('an account with 400 lots takes no credits with another expiry, but all others', async () => {
  const { adjust, ref } = await setUp();
  await giveLots(ledger, ref(), MAX_LOTS);
  const refused = await adjust('a', { type: 'in', amount: 30, expiresAt: tomorrow });
  expect(refused).toMatchObject({ status: 409, body: { code: 'lot_limit' } });
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: MAX_LOTS, entries: MAX_LOTS });

  const sameDay = (await readAccount(ledger, ref())).lots[0]?.expiresAt;
  expect(await adjust('b', { type: 'in', amount: 30, expiresAt: sameDay })).toMatchObject({ status: 201 });
  expect(await adjust('c', { type: 'in', amount: 30 })).toMatchObject({ status: 201 });
  expect(await adjust('d', { type: 'in', amount: 30, class: 'paid' })).toMatchObject({ status: 201 });
  expect(await adjust('e', { type: 'out', amount: 35 })).toMatchObject({ status: 201 });
  expect(await adjust('a', { type: 'in', amount: 30, expiresAt: tomorrow })).toMatchObject({ status: 201 });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});
