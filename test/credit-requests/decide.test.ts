import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { decideIn } from '../../functions/credit-request-worker/decide.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { decisionBy, messageFor, putRequest, readRequest } from '../support/credit-requests.ts';
import { record } from '../support/sqs.ts';

const ledger = openTestLedger();
const decide = async (message: SQSRecord, timeLeft = 60_000) =>
  await workOff(decideIn(ledger), [message], () => timeLeft);

const worked = { batchItemFailures: [] };
const comesAgain = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };

test('a message advances its credit request by one step', async () => {
  const request = await putRequest(ledger, await accountOfOpenAgency(ledger));
  const message = record(JSON.stringify(messageFor(request, decisionBy('ann', 0))));
  expect(await decide(message)).toEqual(worked);
  expect(await decide(message)).toEqual(worked);
  expect(await readRequest(ledger, request)).toMatchObject({
    status: 'pending',
    version: 2,
    decisions: [{ by: 'ann' }],
  });
});

test('a message that the ledger refuses is done: it is not retried', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, Number.MAX_SAFE_INTEGER);
  const request = await putRequest(ledger, ref, { steps: [{ name: 'review' }] });
  const message = record(JSON.stringify(messageFor(request, decisionBy('ann', 0))));
  expect(await decide(message)).toEqual(worked);
  expect(await decide(message)).toEqual(worked);
  expect(await readRequest(ledger, request)).toMatchObject({
    status: 'pending',
    version: 2,
    decisions: [],
    refusal: { code: 'balance_limit' },
  });
});

test('a message is not started without enough time left', async () => {
  const request = await putRequest(ledger, await accountOfOpenAgency(ledger));
  const message = record(JSON.stringify(messageFor(request, decisionBy('ann', 0))));
  expect(await decide(message, 5000)).toEqual(comesAgain);
  expect(await readRequest(ledger, request)).toEqual(request);
});

test('while the table does not answer, the message is retried', async () => {
  const cut = openTestLedger({ deadline: 0 });
  const request = await putRequest(ledger, await accountOfOpenAgency(ledger), {
    steps: [{ name: 'review' }],
  });
  cut.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'TransactWriteItemsCommand') return await next(args);
        throw Object.assign(new Error('no'), { name: 'ThrottlingException' });
      },
    { step: 'initialize' },
  );
  const message = record(JSON.stringify(messageFor(request, decisionBy('ann', 0))));
  expect(await workOff(decideIn(cut), [message], () => 60_000)).toEqual(comesAgain);
  expect(await readRequest(ledger, request)).toEqual(request);
});

test.each(['{', '{}', '{"agency":"a","account":"b","requestId":"c","decision":{"step":0}}'])(
  '%s is not a valid message and is retried',
  async (body) => {
    expect(await decide(record(body))).toEqual(comesAgain);
  },
);
