import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { creditRequestQueue } from '../support/credit-request-queue.ts';
import { decisionBy } from '../support/credit-requests.ts';
import { startStackOnDisk } from '../support/stack-on-disk.ts';

const run = promisify(execFile);
const redrive = path.join(import.meta.dirname, '..', '..', 'infra', 'scripts', 'redrive.ts');

test('a delayed decision waits in the dead-letter queue, and a redrive applies it', async () => {
  const { stack, startTablesAgain } = await startStackOnDisk();
  const queue = creditRequestQueue(stack);
  await queue.comeAgainAfter(1);
  const customer = await newCustomer(stack.api);
  const { account } = customer;
  const requestId = await customer.ask({ credits: 100 });
  await stack.stopEngine('dynamoDb');
  await queue.send({ agency: 'demo', account, requestId, decision: decisionBy('ann', 0) });
  await vi.waitFor(async () => expect(await queue.deadLetters()).toBe(1), PATIENCE);

  await startTablesAgain();
  const port = String(Number(new URL(stack.endpoints.sqs).port) - 4);
  const moved = await run(process.execPath, [redrive, 'requests'], {
    env: { PATH: process.env['PATH'], SCRIP_PORT: port },
  });
  expect(moved).toMatchObject({ stdout: '1 of 1 messages are back on the requests queue.\n' });
  await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  expect(await queue.deadLetters()).toBe(0);
  expect((await customer.entries()).map(entryText)).toEqual(['in request 100 = 100']);
});
