import { expect, test } from 'vitest';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { creditRequestsList, creditRequestsOfPartition } from '../../shared/table/keys.ts';
import { creditRequestItem, creditRequestPointerItem } from '../../shared/table/items/credit-request.ts';
import { listPage } from '../../shared/table/list.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { accountOfOpenAgency, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';
import { requestsOn } from '../support/credit-requests.ts';

const ledger = openTestLedger();
const { ask, asked, read } = requestsOn(ledger);

const requestsOf = async (caller: AccountRef) => {
  const pointers = await listPage(ledger.table, {
    partition: creditRequestsOfPartition(caller),
    item: creditRequestPointerItem,
    limit: 100,
  });
  const listed = await listPage(ledger.table, {
    partition: creditRequestsList(caller.agency, 'pending'),
    inIndex: true,
    item: creditRequestItem,
    limit: 100,
  });
  return { pointers: pointers.ok ? pointers.value.items : [], listed: listed.ok ? listed.value.items : [] };
};

test('a credit request for an amount returns its price, steps, payment instructions and payment reference', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const answer = await ask(caller, { method: 'bank_transfer', credits: 250 });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      status: 'pending',
      method: 'bank_transfer',
      label: '250 credits',
      credits: 250,
      bonusCredits: 0,
      price: { amount: 2500, currency: 'EUR' },
      reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      steps: [{ name: 'review', status: 'current' }],
      instructions: 'IBAN DE02 1203 0000 0000 2020 51',
      proofs: [],
    },
  });
  expect(answer.headers).not.toHaveProperty('idempotent-replayed');
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 0, version: 0 });
});

test('a credit request for a package uses its price, and its bonus credits count towards the steps', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const item = somePackage(caller.agency, { id: 'big', name: 'Big', credits: 900, bonusCredits: 100 });
  await putPackage(ledger.table, item);
  expect(await asked(caller, { method: 'bank_transfer', packageId: 'big' })).toMatchObject({
    packageId: 'big',
    label: 'Big',
    credits: 900,
    bonusCredits: 100,
    price: item.price,
    steps: [
      { name: 'review', status: 'current' },
      { name: 'finance', status: 'open' },
    ],
  });
});

test('the customer’s view of a credit request hides who decides', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { body } = await ask(caller, { method: 'bank_transfer', credits: 1000 });
  expect(body['steps']).toEqual([
    { name: 'review', status: 'current' },
    { name: 'finance', status: 'open' },
  ]);
  for (const inside of ['agency', 'requestedBy', 'decisions', 'version', 'remindAt'])
    expect(body).not.toHaveProperty(inside);
});

test('a credit request expires as the policy said when it was made; later policy changes do not affect it', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const made = await asked(caller, { method: 'bank_transfer', credits: 1000 });
  expect(made.expiresAt).toBe(instant(Date.parse(made.createdAt) + 14 * 24 * 60 * 60 * 1000));
  const settings = someSettings(caller.agency, {
    version: 1,
    requests: {
      methods: { crypto: { instructions: 'elsewhere' } },
      steps: [{ name: 'other' }],
      remindAfterHours: 1,
      expireAfterDays: 1,
    },
  });
  expect(await putGuarded(ledger.table, settingsWrite(settings))).toBe(true);
  const { instructions: _, ...unchanged } = made;
  expect(await read(caller, made.id)).toMatchObject({ status: 200, body: unchanged });
});

test('32 parallel requests with one key make one credit request and get 32 equal answers', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const body = { method: 'bank_transfer', credits: 100 };
  const answers = await Promise.all(Array.from({ length: 32 }, () => ask(caller, body, 'once')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body: told }) => JSON.stringify(told)))).toHaveProperty('size', 1);
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  const { pointers, listed } = await requestsOf(caller);
  expect(pointers).toEqual([{ id: answers[0]?.body['id'] }]);
  expect(listed).toHaveLength(1);
});

test('a replay keeps the first price, even when the agency has stopped selling', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const body = { method: 'bank_transfer', credits: 100 };
  const first = await ask(caller, body, 'a');
  await putGuarded(
    ledger.table,
    settingsWrite(someSettings(caller.agency, { version: 1, creditSales: false })),
  );
  expect(await ask(caller, body, 'a')).toMatchObject({
    status: 201,
    body: first.body,
    headers: { 'idempotent-replayed': 'true' },
  });
});

test('a key belongs to one request of one account', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const body = { method: 'bank_transfer', credits: 100 };
  const first = await ask(caller, body, 'a');
  expect(await ask(caller, { ...body, credits: 200 }, 'a')).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  const other = await ask({ ...caller, account: 'neighbour' }, body, 'a');
  expect(other).toMatchObject({ status: 201 });
  expect(other.body['id']).not.toBe(first.body['id']);
});

test.each([
  ['credit_sales_disabled', 409, { creditSales: false }, { credits: 100 }],
  ['package_not_available', 409, {}, { packageId: 'none' }],
  ['amount_out_of_bounds', 422, {}, { credits: 5 }],
])('%s', async (code, status, settings, body) => {
  const caller = await accountOfOpenAgency(ledger, settings);
  expect(await ask(caller, { method: 'bank_transfer', ...body })).toMatchObject({ status, body: { code } });
  expect(await requestsOf(caller)).toEqual({ pointers: [], listed: [] });
});

test('an amount that reaches a bonus tier has its bonus, in the request and in the steps that it needs', async () => {
  const bonusTiers = [{ fromCredits: 950, bonusCredits: 50 }];
  const customAmount = { unitPrice: 10, minimum: 10, maximum: 1000, bonusTiers };
  const caller = await accountOfOpenAgency(ledger, { customAmount });
  expect(await ask(caller, { method: 'bank_transfer', credits: 950 })).toMatchObject({
    status: 201,
    body: {
      credits: 950,
      bonusCredits: 50,
      price: { amount: 9500 },
      steps: [{ name: 'review' }, { name: 'finance' }],
    },
  });
});

test('an amount outside the limits is refused, and the answer names the limits', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect((await ask(caller, { method: 'bank_transfer', credits: 5 })).body).toMatchObject({
    minimum: 10,
    maximum: 1000,
  });
});

test('an agency that sells packages only refuses a custom amount', async () => {
  const caller = someAccount();
  const { customAmount: _, ...settings } = someSettings(caller.agency);
  await putGuarded(ledger.table, settingsWrite(settings));
  expect(await ask(caller)).toMatchObject({ status: 409, body: { code: 'custom_amount_not_available' } });
});

test('a payment method that the agency does not accept is refused, and so is any method without a policy', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const refusal = { status: 409, body: { code: 'method_not_available' } };
  expect(await ask(caller, { method: 'crypto', credits: 100 })).toMatchObject(refusal);
  const other = someAccount();
  const { requests: _, ...settings } = someSettings(other.agency);
  await putGuarded(ledger.table, settingsWrite(settings));
  expect(await ask(other)).toMatchObject(refusal);
});

test('an agency without settings is not found', async () => {
  expect(await ask(someAccount())).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test.each([
  [{ method: 'cash', credits: 100 }],
  [{ method: 'bank_transfer' }],
  [{ method: 'bank_transfer', credits: 100, packageId: 'starter' }],
  [{ method: 'bank_transfer', credits: 1.5 }],
  [{ method: 'bank_transfer', credits: 100, price: 1 }],
])('the body %j is refused', async (body) => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await ask(caller, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});
