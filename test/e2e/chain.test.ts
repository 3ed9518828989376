import { agencyClient, customerClient, listAccountChain, listChain, listEntries } from '@scrip/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChain, type Verified } from '../../packages/web/src/history/verify.ts';
import { entryKey } from '../../shared/table/keys.ts';
import { adminOf } from '../support/admin.ts';
import { checkedFetch } from '../support/checked-fetch.ts';
import { newCustomer } from '../support/customer.ts';
import { setField } from '../support/damage.ts';
import { ledgerAt } from '../support/ledger.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

/** A customer with five entries, and what their device asks. */
const customerWithHistory = async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(100);
  for (const order of ['a', 'b', 'c', 'd']) await customer.spend(10, order, `order-${order}`);
  const scrip = customerClient({ baseUrl: stack.api, credential: customer.token, fetch: checkedFetch });
  const entries = await customer.entries();
  /** What a device verifies that remembers this, two links a page. */
  const verify = async (last?: Verified, from?: string) =>
    await verifyChain(
      scrip.list(listChain, { query: { limit: 2, from } }),
      last,
      await Array.fromAsync(scrip.list(listEntries)),
    );
  const change = (number: number, field: string, value: unknown) =>
    setField(
      ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? ''),
      entryKey({ agency: 'demo', account: customer.account }, { number, at: entries[number - 1]?.at ?? '' }),
      field,
      value,
    );
  return { customer, scrip, entries, verify, change };
};

const verified = async (checked: ReturnType<typeof verifyChain>): Promise<Verified> => {
  const intact = await checked;
  if (!('verifiedTo' in intact) || intact.at === undefined || intact.hash === undefined)
    throw new Error(JSON.stringify(intact));
  return { number: intact.verifiedTo, at: intact.at, hash: intact.hash };
};

test('a device verifies the history, and later only what is new', async () => {
  const { customer, verify } = await customerWithHistory();
  const last = await verified(verify());
  expect(last.number).toBe(5);
  await customer.spend(5, 'e');
  expect(await verify(last, last.at)).toMatchObject({ verifiedTo: 6 });
});

test.each([
  ['amount', 1],
  ['reference', 'order-x'],
  ['note', 'never written'],
])('a line whose %s was changed in the table is found', async (field, value) => {
  const { verify, change } = await customerWithHistory();
  await change(3, field, value);
  expect(await verify()).toEqual({ brokenAt: 3, why: 'altered' });
});

test('a last line that was changed is found by a device that had verified it', async () => {
  const { verify, change } = await customerWithHistory();
  const last = await verified(verify());
  await change(5, 'amount', 9);
  expect(await verify(last, last.at)).toEqual({ brokenAt: 5, why: 'rewritten' });
});

test('the agency reads the same links', async () => {
  const { customer, scrip } = await customerWithHistory();
  const { token } = await adminOf(stack.api);
  const agency = agencyClient({ baseUrl: stack.api, credential: token, fetch: checkedFetch });
  const theirs = await agency.call(listAccountChain, { params: { accountId: customer.account } });
  expect(theirs.orThrow().items).toEqual((await scrip.call(listChain)).orThrow().items);
});
