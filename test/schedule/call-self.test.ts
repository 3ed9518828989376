import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { callerOf, turnApart } from '../../shared/schedule/call-self.ts';

const lambda = mockClient(LambdaClient);
const here = vi.fn<() => Promise<{ isCut: boolean }>>(async () => ({ isCut: true }));
const take = turnApart(callerOf('scrip-test-Reconciler'), z.object({ isCut: z.boolean() }), here);
const turn = { agency: 'acme', until: Date.now() + 60_000 };

beforeEach(() => {
  lambda.reset();
  here.mockClear();
});

const answers = (text: string, FunctionError?: string) =>
  lambda.on(InvokeCommand).resolves({
    Payload: Object.assign(new TextEncoder().encode(text), { transformToString: () => text }),
    ...(FunctionError !== undefined && { FunctionError }),
  });

test('an agency’s turn is an invocation of its own, of the alias, with its name and its end', async () => {
  answers('{"isCut":false}');
  expect(await take(turn, { pass: 'nightly' })).toEqual({ isCut: false });
  const [call] = lambda.commandCalls(InvokeCommand);
  const { Payload, ...input } = call?.args[0].input ?? {};
  expect(input).toEqual({ FunctionName: 'scrip-test-Reconciler', Qualifier: 'live' });
  expect(JSON.parse(z.string().parse(Payload))).toEqual({ pass: 'nightly', ...turn });
  expect(here).not.toHaveBeenCalled();
});

test('where no instance is free, the turn is taken here', async () => {
  lambda
    .on(InvokeCommand)
    .rejects(new TooManyRequestsException({ message: 'Rate Exceeded.', $metadata: {} }));
  expect(await take(turn, { pass: 'nightly' })).toEqual({ isCut: true });
  expect(here).toHaveBeenCalledWith(turn);
});

test.each([
  ['that fails', () => answers('{"errorType":"Error"}', 'Unhandled')],
  ['that is cut off', () => answers('Task timed out', 'Unhandled')],
  ['with another answer', () => answers('{}')],
  ['without an answer', () => answers('')],
  ['that is lost on the way', () => lambda.on(InvokeCommand).rejects(new Error('ECONNRESET'))],
])('a turn %s fails, and is not taken again here', async (_, happens) => {
  happens();
  await expect(take(turn, {})).rejects.toThrow(Error);
  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(1);
  expect(here).not.toHaveBeenCalled();
});
