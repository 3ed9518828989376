import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, entriesOf, give, openTestLedger, readAccount } from '../support/ledger.ts';

/** What the real engine never answers, answered in its place: everything else goes through to it. */
const real = openTestLedger();

type Stub = AwsClientStub<Table['client']>;

/** @param more a deadline, for what is to outlast it: a machine that others use takes its time for a try */
const faulty = (more: Partial<Pick<Ledger, 'deadline'>> = {}): { ledger: Ledger; stub: Stub } => {
  const ledger = openTestLedger(more);
  const stub = mockClient(ledger.table.client);
  stub.on(BatchGetCommand).callsFake((input) => real.table.client.send(new BatchGetCommand(input)));
  stub.on(TransactWriteCommand).callsFake(write);
  return { ledger, stub };
};

const write = (input: TransactWriteCommand['input']) =>
  real.table.client.send(new TransactWriteCommand(input));

const named = (name: string): Error => Object.assign(new Error(name), { name });

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const spend = (ledger: Ledger, caller: AccountRef, key = 'k') =>
  call(clientHandler(ledger), accountRoutes.createSpend, {
    caller,
    headers: { 'idempotency-key': key },
    body: { amount: 4, reference: 'order' },
  });

const fundedAccount = async (): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(real);
  await give(real, ref, 10);
  return ref;
};

test.each([
  ['a time-out', named('TimeoutError')],
  ['a connection that broke', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['an error of the service', named('InternalServerError')],
])('%s after the commit, then a retry: one movement, and the answer of a replay', async (_, error) => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty();
  stub
    .on(TransactWriteCommand)
    .callsFakeOnce(async (input) => {
      await write(input);
      throw error;
    })
    .callsFake(write);
  expect(await spend(ledger, caller)).toMatchObject({ status: 201, body: { entry: { balance: 6 } } });
  expect(await readAccount(real, caller)).toMatchObject({ balance: 6, entries: 2 });
  expect(await entriesOf(real, caller)).toHaveLength(2);
});

test('a time-out after the commit that outlasts the deadline is 503, and the caller’s retry finds the one movement', async () => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty({ deadline: 0 });
  stub.on(TransactWriteCommand).callsFakeOnce(async (input) => {
    await write(input);
    throw named('TimeoutError');
  });
  expect(await spend(ledger, caller)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  expect(await spend(real, caller)).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await readAccount(real, caller)).toMatchObject({ balance: 6, entries: 2 });
});

test.concurrent.each([
  ['conflicts with another transaction', cancelled('TransactionConflict', 'None', 'None')],
  ['a throttled transaction', cancelled('None', 'ThrottlingError', 'None')],
  ['too little capacity', named('ProvisionedThroughputExceededException')],
  ['throttling', named('ThrottlingException')],
  ['a rate limit', named('RequestLimitExceeded')],
])('%s without end: bounded retries, then 503 with Retry-After, and nothing written', async (_, error) => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty({ deadline: 2000 });
  stub.on(TransactWriteCommand).rejects(error);
  expect(await spend(ledger, caller)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1' },
    body: { code: 'busy' },
  });
  const tries = stub.commandCalls(TransactWriteCommand).length;
  expect(tries).toBeGreaterThan(1);
  // A wait lasts 10 ms on average, once many have failed.
  expect(tries).toBeLessThan(250);
  expect(await readAccount(real, caller)).toMatchObject({ balance: 10, entries: 1 });
});

test('a short conflict is invisible to the caller', async () => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty();
  stub
    .on(TransactWriteCommand)
    .rejectsOnce(cancelled('None', 'TransactionConflict'))
    .rejectsOnce(named('ThrottlingException'))
    .callsFake(write);
  expect(await spend(ledger, caller)).toMatchObject({ status: 201 });
  expect(await readAccount(real, caller)).toMatchObject({ balance: 6 });
});

test('an error that no retry can fix fails at once, and nothing is written', async () => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty();
  stub.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'None'));
  expect(await spend(ledger, caller)).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  stub.on(TransactWriteCommand).rejects(named('AccessDeniedException'));
  expect(await spend(ledger, caller)).toMatchObject({ status: 500 });
  expect(stub.commandCalls(TransactWriteCommand)).toHaveLength(2);
  expect(await readAccount(real, caller)).toMatchObject({ balance: 10, entries: 1 });
});

test('keys that a read leaves unprocessed are read again, and finally answered with 503', async () => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty();
  const unprocessed = (input: BatchGetCommand['input']) => ({
    Responses: {},
    UnprocessedKeys: input.RequestItems,
  });
  stub
    .on(BatchGetCommand)
    .callsFakeOnce(unprocessed)
    .callsFake((input) => real.table.client.send(new BatchGetCommand(input)));
  expect(await spend(ledger, caller)).toMatchObject({ status: 201 });
  stub.on(BatchGetCommand).callsFake(unprocessed);
  expect(await spend(ledger, caller, 'other')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1' },
  });
});

test('a damaged item is a server error, reported without its content', async () => {
  const caller = await fundedAccount();
  const { ledger, stub } = faulty();
  stub.on(BatchGetCommand).callsFake(async (input) => {
    const answer = await real.table.client.send(new BatchGetCommand(input));
    const items = Object.values(answer.Responses ?? {}).flat();
    return { Responses: { [ledger.table.name]: items.map((item) => ({ ...item, lots: 'none' })) } };
  });
  const answer = await spend(ledger, caller);
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(JSON.stringify(answer.body)).not.toContain('lots');
});
