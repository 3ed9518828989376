import { createHash } from 'node:crypto';
import {
  createDownload,
  customerClient,
  getAccount,
  listInvoices,
  listLibrary,
  listPackages,
  listProducts,
  listServices,
} from '@scrip/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { seedHistory } from '../../infra/local/seed/history/history.ts';
import { placeOf } from '../../infra/local/seed/place.ts';
import { seedFiles } from '../../infra/local/seed/seed.ts';
import { adminOf } from '../support/admin.ts';
import { checkedFetch } from '../support/checked-fetch.ts';
import { newCustomer } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
  await seedFiles(placeOf(stack));
  await seedHistory({ ...placeOf(stack), sandboxUrl: stack.sandboxUrl, keys: stack.keys });
});
afterAll(() => stack.stop());

const scripOf = async (account: string) => {
  const { token } = await newCustomer(stack.api, { account });
  return customerClient({ baseUrl: stack.api, credential: token, fetch: checkedFetch });
};

test('the dispute leaves its customer a debt of what he had spent', async () => {
  const bob = await newCustomer(stack.api, { account: 'bob' });
  await vi.waitFor(async () => expect(await bob.balance()).toBe(-80), PATIENCE);
});

test('the providers list every payment of the demo customers, and their ledgers pass the audit', async () => {
  await stack.reconcile('nightly');
  await stack.reconcile('recent');
  for (const agency of ['demo', 'other']) {
    const reports = await (await adminOf(stack.api, agency)).reports();
    expect(reports.map(({ provider, pass }) => `${provider} ${pass}`).toSorted()).toEqual([
      'ledger nightly',
      'paypal nightly',
      'paypal recent',
      'stripe nightly',
      'stripe recent',
    ]);
    for (const { provider, status, healed, mismatches } of reports)
      expect({ agency, provider, status, healed, mismatches }).toEqual({
        agency,
        provider,
        status: 'complete',
        healed: 0,
        mismatches: [],
      });
    expect(
      Math.min(...reports.filter(({ pass }) => pass === 'nightly').map(({ seen }) => seen)),
    ).toBeGreaterThan(0);
  }
});

test('the customer of the first minute has credits, invoices of each kind, and an update to download', async () => {
  const alice = await scripOf('alice');
  expect((await alice.call(getAccount)).orThrow()).toMatchObject({
    balance: 1459,
    held: 110,
    expiringSoon: { credits: 75 },
  });
  const { items: invoices } = (await alice.call(listInvoices)).orThrow();
  const open = invoices.filter(({ status }) => status === 'open');
  expect(
    open
      .map(({ pay }) => pay.reasons.map(({ code }) => code).join(', '))
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(['', '', 'amount_exceeds_balance', 'credits_not_accepted, amount_exceeds_balance']);
  const { items: owned } = (await alice.call(listLibrary)).orThrow();
  expect(owned.find(({ productId }) => productId === 'brushes')).toMatchObject({
    variants: [{ downloaded: { version: '1.1.0' }, version: '1.2.0', updateAvailable: true }],
  });
  const link = (await alice.call(createDownload, { params: { productId: 'brushes' }, body: {} })).orThrow();
  const file = Buffer.from(await (await fetch(link.url)).arrayBuffer());
  expect(createHash('sha256').update(file).digest('hex')).toBe(link.sha256);
});

test('everything on sale has a picture, and the API serves it', async () => {
  const alice = await scripOf('alice');
  const sold = [
    ...(await alice.call(listProducts)).orThrow().items,
    ...(await alice.call(listServices)).orThrow().items,
    ...(await alice.call(listPackages)).orThrow().items,
  ];
  expect(sold).toHaveLength(20);
  const answers = await Promise.all(
    sold.map(async ({ id, picture }) => [id, (await fetch(`${stack.api}${picture?.url ?? ''}`)).status]),
  );
  expect(answers).toEqual(sold.map(({ id }) => [id, 200]));
});
