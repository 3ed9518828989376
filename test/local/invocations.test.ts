import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, test } from 'vitest';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startInvocations } from '../../infra/local/lambda/invocations.ts';
import type { Lambda } from '../../infra/local/lambda/lambda.ts';
import type { Outcome } from '../../infra/local/lambda/outcome.ts';

const invocations = await startInvocations();
const client = new LambdaClient({
  endpoint: invocations.endpoint,
  region: REGION,
  credentials,
  maxAttempts: 1,
});
afterAll(() => {
  client.destroy();
  return invocations.stop();
});

const events: unknown[] = [];

const lambda = (outcome: Outcome, isFree = true): Lambda => ({
  name: 'sweeper',
  label: 'sweeper',
  arn: '',
  concurrency: 1,
  isFree: () => isFree,
  invoke: async (event) => {
    events.push(event);
    return { ...outcome, duration: 1, cold: false, requestId: '' };
  },
  warmUp: async () => {},
  stop: async () => {},
});

const invoke = () =>
  client.send(
    new InvokeCommand({
      FunctionName: 'sweeper',
      Qualifier: 'live',
      Payload: JSON.stringify({ for: 'acme' }),
    }),
  );

test('a function is called with the event, and its answer comes back', async () => {
  invocations.serve(() => lambda({ status: 'ok', payload: '{"isCut":true}' }));
  const { FunctionError, Payload } = await invoke();
  expect(events).toEqual([{ for: 'acme' }]);
  expect(FunctionError).toBeUndefined();
  expect(Payload?.transformToString()).toBe('{"isCut":true}');
});

test.each<Outcome>([
  { status: 'timeout' },
  { status: 'crashed', reason: 'out of memory' },
  { status: 'failed', errorType: 'TypeError', errorMessage: 'no', place: '' },
])('a function that ends with $status is an error of the function', async (outcome) => {
  invocations.serve(() => lambda(outcome));
  expect(await invoke()).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
});

test('where no instance is free, Lambda says so instead of waiting', async () => {
  invocations.serve(() => lambda({ status: 'ok', payload: 'null' }, false));
  await expect(invoke()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
});
