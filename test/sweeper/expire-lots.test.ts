import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { expireLots } from '../../functions/sweeper/expire-lots.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, entriesOf, findingsOf, give, move, openTestLedger } from '../support/ledger.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

vi.mock('../../shared/kernel/metrics.ts');
beforeEach(() => vi.mocked(count).mockClear());

const ledger = openTestLedger();

/** By the clock of a test, so many hours from now. */
const hoursOn = (hours: number): Ledger => ({ ...ledger, now: () => Date.now() + hours * HOUR_MS });
const sweep = (at: Ledger, { agency }: AccountRef, timeLeft = () => 900_000) =>
  expireLots(at, agency, timeLeft);

const promise = async (ref: AccountRef, amount: number, hours: number) =>
  await move(ledger, ref, {
    type: 'credit',
    kind: 'bonus',
    reference: 'welcome',
    amount,
    class: 'promo',
    expiresAt: new Date(Date.now() + hours * HOUR_MS).toISOString(),
  });

const expiries = async (ref: AccountRef) =>
  (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'expiry').map(({ amount }) => amount);

const failures = () => vi.mocked(count).mock.calls.filter(([name]) => name === 'SweeperFailures').length;

test('expired credits are posted once, and balance and state follow', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 5);
  await promise(caller, 20, 1);
  const later = hoursOn(2);
  await sweep(later, caller);
  await sweep(later, caller);
  expect((await entriesOf(ledger, caller)).at(-1)).toMatchObject({
    number: 3,
    type: 'out',
    kind: 'expiry',
    amount: 20,
    balance: 5,
  });
  expect(await expiries(caller)).toEqual([20]);
  expect(await call(clientHandler(later), accountRoutes.getAccount, { caller })).toMatchObject({
    body: { balance: 5, state: 'low', expiring: [] },
  });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('I5: concurrent sweepers post an expiry once', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await promise(caller, 20, 1);
  await Promise.all(Array.from({ length: 4 }, () => sweep(hoursOn(2), caller)));
  expect(await expiries(caller)).toEqual([20]);
  expect(await findingsOf(ledger, caller)).toEqual([]);
  expect(failures()).toBe(0);
});

test('a sweeper and 16 concurrent spends: no expired credit is spent, and nothing is posted twice', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  await promise(caller, 20, 1);
  const later = hoursOn(2);
  const spend = (key: string) =>
    call(clientHandler(later), accountRoutes.createSpend, {
      caller,
      headers: { 'idempotency-key': key },
      body: { amount: 1, reference: 'order' },
    });
  const spends = Array.from({ length: 16 }, (_, index) => spend(`k${index}`));
  const [, ...answers] = await Promise.all([sweep(later, caller), ...spends]);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(await expiries(caller)).toEqual([20]);
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('credits that are not due stay, and are posted when they expire', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await promise(caller, 7, 1);
  await promise(caller, 8, 3);
  await sweep(hoursOn(0), caller);
  expect(await expiries(caller)).toEqual([]);
  await sweep(hoursOn(2), caller);
  expect(await expiries(caller)).toEqual([7]);
  await sweep(hoursOn(4), caller);
  expect(await expiries(caller)).toEqual([7, 8]);
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('all accounts of the agency are swept, over all pages, and no other agency’s', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  const accounts = Array.from({ length: 45 }, (_, index) => ({ ...caller, account: `customer-${index}` }));
  for (const ref of [...accounts, other]) await promise(ref, 9, 1);
  await sweep(hoursOn(2), caller);
  expect(await Promise.all(accounts.map(expiries))).toEqual(accounts.map(() => [9]));
  expect(await expiries(other)).toEqual([]);
});

test('a failing account is counted and does not stop the others', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const sound = { ...caller, account: 'sound' };
  await promise(caller, 9, 1);
  await promise(sound, 9, 1.5);
  await ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: accountKey(caller),
      UpdateExpression: 'SET #balance = :balance',
      ExpressionAttributeNames: { '#balance': 'balance' },
      ExpressionAttributeValues: { ':balance': 'nine' },
    }),
  );
  await sweep(hoursOn(2), caller);
  expect(await expiries(sound)).toEqual([9]);
  expect(failures()).toBe(1);
});

test('an account under constant writes is counted and left to the next run', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await promise(caller, 9, 1);
  const later = hoursOn(2);
  const conflict = new TransactionCanceledException({
    $metadata: {},
    message: 'conflict',
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });
  const busy = openTestLedger({ now: later.now, deadline: 50 });
  busy.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'TransactWriteItemsCommand') throw conflict;
        return await next(args);
      },
    { step: 'initialize', name: 'conflict' },
  );
  await sweep(busy, caller);
  expect(failures()).toBe(1);
  await sweep(later, caller);
  expect(await expiries(caller)).toEqual([9]);
});

test('the next run sweeps the accounts that a run had no time for', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await promise(caller, 9, 1);
  await sweep(hoursOn(2), caller, () => 10_000);
  expect(await expiries(caller)).toEqual([]);
  await sweep(hoursOn(2), caller);
  expect(await expiries(caller)).toEqual([9]);
});
