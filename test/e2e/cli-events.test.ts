import { createAdjustment, listEndpoints, type Client } from '@scrip/client';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startReceiver } from '../../infra/local/demo/receiver.ts';
import { newAgency, signedIn } from '../support/cli-agency.ts';
import { PATIENCE } from '../support/patience.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const setUp = async () => {
  const { agency, client } = await newAgency(stack.api);
  return { client, cli: await signedIn(stack.api, agency) };
};

const give = async (client: Client<'agency'>, amount: number) => {
  const body = { type: 'in', amount, reason: 'A gift', create: true } as const;
  (await client.call(createAdjustment, { params: { accountId: 'alice' }, body })).orThrow();
};

const endpointsOf = async (client: Client<'agency'>) => (await client.call(listEndpoints)).orThrow().items;

test('listen passes events on with their signature, and leaves no endpoint', async () => {
  const { client, cli } = await setUp();
  const local = await startReceiver();
  onTestFinished(local.stop);
  const listen = cli.start(['listen', '--forward', local.url, '--type', 'credits.added', '--json']);
  await listen.shows('Waiting for events');
  const [secret = ''] = /whsec_\S+/.exec(listen.output.stderr) ?? [];
  local.trust(secret);
  expect(await endpointsOf(client)).toMatchObject([{ types: ['credits.added'] }]);
  await give(client, 7);

  await vi.waitFor(() => expect(local.events).toHaveLength(1), PATIENCE);
  expect(local.events).toMatchObject([{ type: 'credits.added', subject: 'alice', data: { amount: 7 } }]);
  await listen.shows('"status":204');
  const ended = await listen.end('SIGINT');
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({ event: { type: 'credits.added' }, status: 204 });
  expect(await endpointsOf(client)).toEqual([]);
});

test('listen gives Scrip the status of a program that fails, so that the event comes again', async () => {
  const { client, cli } = await setUp();
  const local = await startReceiver();
  onTestFinished(local.stop);
  local.answerWith(500);
  const listen = cli.start(['listen', '--forward', local.url, '--type', 'credits.added']);
  await listen.shows('Waiting for events');
  const [secret = ''] = /whsec_\S+/.exec(listen.output.stderr) ?? [];
  local.trust(secret);
  await give(client, 7);
  await listen.shows(/credits\.added.*500/);
  local.answerWith(204);

  await vi.waitFor(() => expect(local.events).toHaveLength(1), PATIENCE);
  expect(local.sent()).toBeGreaterThan(1);
});

test('listen verifies what comes, and deletes the endpoint of a run that was killed', async () => {
  const { client, cli } = await setUp();
  const killed = cli.start(['tail']);
  await killed.shows('Waiting for events');
  const [abandoned] = await endpointsOf(client);
  await killed.end('SIGKILL');

  const next = cli.start(['tail']);
  await next.shows('Waiting for events');
  const [own, ...others] = await endpointsOf(client);
  expect(others).toEqual([]);
  expect(own?.id).not.toBe(abandoned?.id);
  const forged = await fetch(own?.url ?? '', { method: 'POST', body: '{}' });
  expect(forged.status).toBe(400);
  await next.shows('rejected');
  expect(next.output.stdout).toBe('');
});

test('where the deployment refuses the address, the way out is a tunnel', async () => {
  const { client, cli } = await setUp();
  const refused = await cli.run(['listen', '--forward', 'http://127.0.0.1:1', '--url', 'https://10.0.0.1']);

  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('endpoint_not_allowed');
  expect(refused.stderr).toContain('tunnel');
  expect(await endpointsOf(client)).toEqual([]);
  expect(await cli.run(['tail', '--type', 'credits.eaten'])).toMatchObject({ code: 2 });
});

test('tail prints the latest entries of an account, then each new one', async () => {
  const { client, cli } = await setUp();
  for (const amount of [1, 2, 3]) await give(client, amount);
  const tail = cli.start(['tail', 'alice', '--lines', '2', '--json']);
  await tail.shows('"amount":3');
  await give(client, 4);
  await tail.shows('"amount":4');

  const { code, stdout } = await tail.end('SIGINT');
  expect(code).toBe(0);
  const numbers = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(numbers).toMatchObject([{ number: 2 }, { number: 3 }, { number: 4 }]);
});
