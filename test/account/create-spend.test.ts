import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);

const spend = (caller: AccountRef, key: string, body: unknown = { amount: 1, reference: 'order-1' }) =>
  call(handler, accountRoutes.createSpend, { caller, headers: { 'idempotency-key': key }, body });

test('a spend returns its entry and the new balance', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  const answer = await spend(caller, 'k', { amount: 4, reference: 'order-1', note: 'two seats' });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      entry: {
        number: 2,
        type: 'out',
        kind: 'spend',
        reference: 'order-1',
        note: 'two seats',
        amount: 4,
        balance: 6,
      },
    },
  });
  expect(answer.headers).not.toHaveProperty('idempotent-replayed');
});

test('the entry in the response has no internal fields', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  const { body } = await spend(caller, 'k');
  expect(Object.keys(body['entry'] ?? {}).sort()).toEqual([
    'amount',
    'at',
    'balance',
    'kind',
    'number',
    'reference',
    'type',
  ]);
});

test('I5: 32 parallel requests with one key make one movement and get 32 equal answers', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 100);
  const answers = await Promise.all(Array.from({ length: 32 }, () => spend(caller, 'once')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1);
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 99, entries: 2 });
});

test('64 parallel spends of 1 on a balance of 40: 40 succeed, 24 get insufficient credits, nothing else happens', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 40);
  const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => spend(caller, `k${index}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
  expect(answers.filter(({ body }) => body['code'] === 'insufficient_credits')).toHaveLength(24);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 0, entries: 41 });
  expect(await entriesOf(ledger, caller)).toHaveLength(41);
  // Each answer is about its own entry, whichever spends were made at the same time.
  const numbers = answers.flatMap(({ status, body }) =>
    status === 201 ? [accountRoutes.createSpend.responses[201].body.parse(body).entry.number] : [],
  );
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, place) => place + 2));
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('a replay returns the first outcome, even when the balance is now too low', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 5);
  const first = await spend(caller, 'a', { amount: 5, reference: 'all' });
  const again = await spend(caller, 'a', { amount: 5, reference: 'all' });
  expect(again.body).toEqual(first.body);
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
});

test('another request under the same key is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 5);
  await spend(caller, 'a', { amount: 1, reference: 'x' });
  expect(await spend(caller, 'a', { amount: 2, reference: 'x' })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
});

test('a refused spend can be retried under its key once the account has credits', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await spend(caller, 'a')).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 0, shortfall: 1 },
  });
  await give(ledger, caller, 1);
  expect(await spend(caller, 'a')).toMatchObject({ status: 201 });
});

test('an account in debt cannot spend', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, caller, 7);
  expect(await spend(caller, 'a')).toMatchObject({ status: 402, body: { code: 'account_in_debt', debt: 7 } });
});

test('a spend is refused while the agency has paused payments', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditPayments: false });
  await give(ledger, caller, 10);
  expect(await spend(caller, 'a')).toMatchObject({ status: 409, body: { code: 'credit_payments_disabled' } });
});

test('an agency without settings is not found', async () => {
  expect(await spend(someAccount(), 'a')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('I8: the same key in another account or agency is another operation', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const neighbour = { ...caller, account: 'neighbour' };
  await give(ledger, caller, 5);
  await give(ledger, neighbour, 5);
  await spend(caller, 'same');
  expect(await spend(neighbour, 'same')).not.toHaveProperty('headers.idempotent-replayed');
  expect(await readAccount(ledger, neighbour)).toMatchObject({ balance: 4 });
});

test('I9: expired credits cannot be spent, even before their expiry is posted', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  await move(ledger, caller, {
    type: 'credit',
    kind: 'bonus',
    reference: 'b',
    amount: 9,
    class: 'promo',
    expiresAt,
  });
  expect(await spend(caller, 'a')).toMatchObject({ status: 402, body: { available: 0 } });
});
