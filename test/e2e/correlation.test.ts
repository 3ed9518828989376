import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { adminOf } from '../support/admin.ts';
import { newCustomer } from '../support/customer.ts';
import { entriesOf, ledgerAt } from '../support/ledger.ts';
import { PATIENCE } from '../support/patience.ts';
import { startEndpoint } from '../support/receiving.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

/** The id of an account's newest entry. */
const newestIn = async (ref: AccountRef): Promise<string> => {
  const entries = await entriesOf(ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? ''), ref);
  return entries.at(-1)?.correlationId ?? '';
};

/** Which of these log lines carry an id. */
const linesWith = (id: string, said: readonly string[]): string[] =>
  said.filter((text) =>
    stack.log.some((line) => line.includes(`correlationId=${id}`) && line.includes(text)),
  );

test('the id of a spend’s answer is in its entry, in its event, and in the log of who published and sent it', async () => {
  const receiver = await startEndpoint(await adminOf(stack.api));
  const customer = await newCustomer(stack.api);
  await customer.buy(10);
  const { headers } = await customer.spend(4);
  const id = headers.get('apigw-requestid') ?? 'none';
  expect(await newestIn({ agency: 'demo', account: customer.account })).toBe(id);
  await vi.waitFor(() => {
    const event = receiver.events.find(({ correlationid }) => correlationid === id);
    expect(event).toMatchObject({ type: 'credits.spent', subject: customer.account, data: { number: 2 } });
  }, PATIENCE);
  const said = ['events published', 'event sent'];
  await vi.waitFor(() => expect(linesWith(id, said)).toEqual(said), PATIENCE);
});

test('the id of a webhook’s request leads through the queue to the entry and its events', async () => {
  const receiver = await startEndpoint(await adminOf(stack.api));
  const customer = await newCustomer(stack.api);
  await payAt((await customer.begin({ credits: 25 })).url, 'paid');
  await vi.waitFor(async () => expect(await customer.balance()).toBe(25), PATIENCE);
  const id = await newestIn({ agency: 'demo', account: customer.account });
  const said = ['provider event', 'payment settled', 'events published', 'event sent'];
  await vi.waitFor(() => expect(linesWith(id, said)).toEqual(said), PATIENCE);
  await vi.waitFor(() => {
    const events = receiver.events.filter(({ correlationid }) => correlationid === id);
    expect(events.map(({ type }) => type).sort()).toEqual(['checkout.completed', 'credits.added']);
  }, PATIENCE);
});

test('a refused request’s problem names the id of its answer', async () => {
  const customer = await newCustomer(stack.api);
  const { headers, body } = await customer.spend(1);
  expect(body).toMatchObject({ code: 'insufficient_credits', request: headers.get('apigw-requestid') });
});
