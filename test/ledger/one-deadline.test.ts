import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { run, type Decision } from '../../shared/ledger/run.ts';
import { accountKey, operationKey } from '../../shared/table/keys.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';

const DEADLINE_MS = 1000;
/** Milliseconds that DynamoDB takes for each answer. */
const ANSWER_MS = 40;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = () => new Promise((wake) => setTimeout(wake, ANSWER_MS));

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

test.each([
  ['each meets another transaction', ['None', 'TransactionConflict', 'None', 'None']],
  ['each was planned on an old account', ['None', 'ConditionalCheckFailed', 'None', 'None']],
  [
    'each was decided on an old record, which is read again',
    ['ConditionalCheckFailed', 'None', 'None', 'None'],
  ],
])('all attempts of an operation share one deadline, also where %s', async (_, codes) => {
  const ledger = openTestLedger({ deadline: DEADLINE_MS });
  const stub = mockClient(ledger.table.client);
  stub.on(BatchGetCommand).callsFake(async () => {
    await wait();
    return { Responses: {} };
  });
  const begun = performance.now();
  const attempts: number[] = [];
  stub.on(TransactWriteCommand).callsFake(async () => {
    attempts.push(performance.now() - begun);
    await wait();
    throw cancelled(...codes);
  });

  const ref = someAccount();
  const key = operationKey(ref, 'op_1');
  const credit = { type: 'credit', kind: 'bonus', reference: 'gift', amount: 1, class: 'promo' } as const;
  const ends: { result: unknown; took: number }[] = [];
  void run(ledger, {
    keys: [accountKey(ref), key],
    earlier: (read) => (read(key) ? ok('done') : undefined),
    decide: (): Result<Decision<string, 'credit'>, never> =>
      ok({
        account: ref,
        commands: [credit],
        conclude: () => ({
          outcome: 'done',
          writes: [{ key, schema: z.looseObject({}), item: {}, version: 0 }],
        }),
      }),
  }).then((result) => ends.push({ result, took: performance.now() - begun }));
  await vi.advanceTimersByTimeAsync(10 * DEADLINE_MS);

  expect(ends).toMatchObject([{ result: { ok: false, error: { code: 'busy' } } }]);
  // The last attempt begins before the deadline, after at most one more reading.
  expect(ends[0]?.took).toBeLessThanOrEqual(DEADLINE_MS + 2 * ANSWER_MS);
  expect(attempts.filter((at) => at > DEADLINE_MS + ANSWER_MS)).toEqual([]);
  expect(attempts.length).toBeGreaterThan(3);
});
