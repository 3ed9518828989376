import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { paymentQueue } from '../support/queue.ts';
import { startStackOnDisk } from '../support/stack-on-disk.ts';
import type { TestStack } from '../support/stack.ts';

const run = promisify(execFile);
const redrive = path.join(import.meta.dirname, '..', '..', 'infra', 'scripts', 'redrive.ts');

/** The queues of a stack are four ports above its first. */
const basePort = ({ endpoints: { sqs } }: TestStack): number => Number(new URL(sqs).port) - 4;

/** Runs what `npm run redrive` runs. */
const redriveOf = (stack: TestStack, ...what: string[]) =>
  run(process.execPath, [redrive, ...what], {
    env: { PATH: process.env['PATH'], SCRIP_PORT: String(basePort(stack)) },
  });

test('a delayed payment waits in the dead-letter queue, and a redrive settles it; a poison message returns there', async () => {
  const { stack, startTablesAgain } = await startStackOnDisk();
  const queue = paymentQueue(stack);
  const customer = await newCustomer(stack.api);
  const { url } = await customer.begin();
  await queue.configure({ VisibilityTimeout: 1 });
  await queue.send('{"fact":"none"}');
  await stack.stopEngine('dynamoDb');
  await payAt(url, 'paid');
  await vi.waitFor(async () => expect(await queue.deadLetters()).toBe(2), PATIENCE);

  await startTablesAgain();
  expect(await customer.balance()).toBe(0);
  expect(await redriveOf(stack, 'payments')).toMatchObject({
    stdout: '2 of 2 messages are back on the payments queue.\n',
  });
  await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  await vi.waitFor(async () => expect(await queue.deadLetters()).toBe(1), PATIENCE);
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
});

test.each<[string, string[], string]>([
  ['no queue', [], 'usage: npm run redrive'],
  ['a queue that there is not', ['refunds'], 'usage: npm run redrive'],
])('a redrive of %s prints its usage', async (_, what, message) => {
  const failed = run(process.execPath, [redrive, ...what], { env: { PATH: process.env['PATH'] } });
  await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});
