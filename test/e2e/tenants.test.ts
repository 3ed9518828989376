import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { type Receiver, startReceiver } from '../../infra/local/demo/receiver.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { peopleRoutes } from '../../shared/http/routes/agency/people.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { allowanceBody, invoiceBody, meterBody, packageBody, usageOf } from '../support/agency.ts';
import { batchedUsage } from '../support/batched-usage.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { callApi, type HttpRequest } from '../support/http.ts';
import { publishHouse } from '../support/files.ts';
import { ledgerAt } from '../support/ledger.ts';
import { askFor } from '../support/asked-for.ts';
import { PATIENCE } from '../support/patience.ts';
import { putProduct } from '../support/catalog.ts';
import { uploadPicture } from '../support/pictures.ts';
import { own, someHouse } from '../support/products.ts';
import { deliverOne, endpointAt } from '../support/receiving.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { signed, stripeEvent } from '../support/stripe.ts';

let stack: TestStack;
let owner: Customer;
let admin: Admin;
let receiver: Receiver;
/** A value for every parameter that a path can have: something that is there, and the owner's. */
let owned: Record<string, string>;

const once = (body: object): HttpRequest => ({
  headers: { 'idempotency-key': 'the-key-of-the-owner' },
  body,
});
const SPENDER = { name: 'Agent', kind: 'agent', limits: { perDay: 1000 } };
/**
 * What routes take beside their path, where an empty body does not do. What the owner asked for under a key is answered
 * again, and done no second time.
 */
const sent: Record<string, HttpRequest> = {
  listAccountDailyUsage: { query: { month: '2026-01' } },
  createOrder: once({ credits: 90 }),
  captureHold: once({ amount: 1, final: false }),
  captureAccountHold: once({ amount: 1, final: false }),
  createGift: once({ amount: 1 }),
  createHold: once({ amount: 3, reference: 'job' }),
  createSpender: once(SPENDER),
  createAccountSpender: once(SPENDER),
  putSpender: { body: SPENDER },
  putAccountSpender: { body: SPENDER },
  setOrderStatus: { body: { status: 'done' } },
  payInvoice: once({ credits: 5 }),
  addProof: once({ note: 'paid' }),
  createUpload: { body: { contentType: 'image/png', bytes: 1024 } },
  updateEndpoint: { body: { url: 'http://127.0.0.1:9/', enabled: true } },
  decideCreditRequest: { body: { approve: false, step: 'review', note: 'no payment came' } },
  putInvoice: { body: invoiceBody },
  addAllowanceAccounts: { body: { accounts: ['nobody-yet'], create: true } },
};

beforeAll(async () => {
  stack = await startTestStack();
  owner = await newCustomer(stack.api);
  const { id, url } = await owner.begin();
  await payAt(url, 'paid');
  await vi.waitFor(async () => expect(await owner.balance()).toBe(100), PATIENCE);
  await owner.spend(10, 'the-key-of-the-owner');
  admin = await adminOf(stack.api);
  await stack.reconcile('recent');
  const [receipt] = await owner.receipts();
  const [report] = await admin.reports();
  const code = await admin.promoCode();
  await owner.call(routes.createRedemption, once({ code }));
  const batchId = code.slice(0, 4);
  const { id: purchaseId, quoteId } = await owner.purchase('grid');
  await owner.buy(155);
  const ordered = await owner.call(routes.createOrder, {
    params: { serviceId: 'consulting-hour' },
    ...sent['createOrder'],
  });
  const holding = await owner.call(routes.createOrder, {
    params: { serviceId: 'illustration' },
    headers: { 'idempotency-key': 'an-order-that-holds' },
    body: { credits: 60 },
  });
  sent['cancelOrder'] = {
    params: { orderId: routes.createOrder.responses[201].body.parse(holding.body).id },
  };
  const held = await owner.call(routes.createHold, { ...sent['createHold'] });
  const holdId = routes.createHold.responses[201].body.parse(held.body).id;
  await owner.call(routes.captureHold, { params: { holdId }, ...sent['captureHold'] });
  await admin.call(routes.captureAccountHold, {
    params: { accountId: owner.account, holdId },
    ...sent['captureAccountHold'],
  });
  const gift = await owner.call(routes.createGift, { ...sent['createGift'] });
  const spender = await owner.call(routes.createSpender, { ...sent['createSpender'] });
  const invoice = await admin.call(routes.createInvoice, {
    params: { accountId: owner.account },
    headers: { 'idempotency-key': 'the-key-of-the-admin' },
    body: { ...invoiceBody, amount: { credits: 5 } },
  });
  const invoiceId = routes.createInvoice.responses[201].body.parse(invoice.body).id;
  await admin.call(routes.putPackage, { params: { packageId: 'special' }, body: packageBody });
  await admin.call(routes.putMeter, { params: { meterId: 'special' }, body: meterBody });
  await admin.call(routes.putAllowance, { params: { allowanceId: 'special' }, body: allowanceBody });
  await admin.call(routes.addAllowanceAccounts, {
    params: { allowanceId: 'special' },
    body: { accounts: [owner.account] },
  });
  await owner.call(routes.payInvoice, { params: { invoiceId }, ...sent['payInvoice'] });
  receiver = await startReceiver();
  const { buy } = await newCustomer(stack.api);
  owned = {
    ...(await deliverOne(admin, receiver, () => buy(10))),
    checkoutId: id,
    receiptId: receipt?.id ?? '',
    reconciliationId: report?.id ?? '',
    productId: await ownedProduct(),
    batchId,
    quoteId,
    purchaseId,
    serviceId: 'consulting-hour',
    orderId: routes.createOrder.responses[201].body.parse(ordered.body).id,
    holdId,
    usageBatchId: await batchedUsage(admin, owner),
    giftId: routes.createGift.responses[201].body.parse(gift.body).gift.id,
    spenderId: routes.createSpender.responses[201].body.parse(spender.body).id,
    approvalId: await askFor(admin, owner.account, 'ask'),
    invoiceId,
    accountId: owner.account,
    packageId: 'special',
    meterId: 'special',
    allowanceId: 'special',
    kind: 'packages',
    thingId: 'special',
  };
  await newSpenderKey();
  sent['setPicture'] = { body: { uploadId: await uploadPicture(admin) } };
});
// What ends a request ends it for the tests after it; and nobody may have more than ten that wait.
beforeEach(async () => {
  owned['requestId'] = await owner.ask();
});
afterEach(async () => {
  const params = { requestId: owned['requestId'] ?? '' };
  const { status } = await owner.call(routes.cancelCreditRequest, { params });
  expect([200, 409]).toContain(status);
});
afterAll(async () => {
  await receiver.stop();
  await stack.stop();
});

/** A product that only those who own it know of, since it is on sale no longer. */
const ownedProduct = async (): Promise<string> => {
  const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
  await putProduct(ledger, someHouse('demo', { onSale: false }));
  await publishHouse(stack, 'demo');
  await own(ledger, { agency: 'demo', account: owner.account }, 'house');
  return 'house';
};
/** What an agency offers to all of its accounts is no one account's. */
const CATALOGUE = new Set(['serviceId']);

const byIdIn = (scopes: 'credits' | 'agency') =>
  Object.entries<Route>(routes).filter(
    ([, { scope, params }]) => scope.startsWith(`${scopes}:`) && params !== undefined,
  );
const isOffered = ([, { params }]: [string, Route]): boolean =>
  Object.keys(params?.shape ?? {}).every((name) => CATALOGUE.has(name));

/** What the path of a route names, as its owner would write it, and the least that it takes for a body. */
const ownedBy = (name: string, { params, body }: Route): HttpRequest => ({
  params: Object.fromEntries(
    Object.keys(params?.shape ?? {}).map((key) => [key, owned[key] ?? `no value for ${key}`]),
  ),
  ...(body !== undefined && { body: {} }),
  ...sent[name],
});

const isSuccess = (status: number): boolean => [200, 201, 202, 204].includes(status);
const success = expect.toSatisfy(isSuccess);

describe.each([
  ['another account of the agency', () => ({})],
  ['the account of that name at another agency', () => ({ agency: 'other', account: owner.account })],
])('%s', (_, who) => {
  let stranger: Customer;
  beforeAll(async () => {
    stranger = await newCustomer(stack.api, who());
  });

  test.each(byIdIn('credits').filter((route) => !isOffered(route)))(
    '%s answers as if the id were not there',
    async (name, route) => {
      const request = { ...ownedBy(name, route), ...(await deletable[name]?.()) };
      expect(await stranger.call(route, request)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
      expect(await owner.call(route, request)).toMatchObject({ status: success });
    },
  );

  test('is empty and has no history', async () => {
    expect(await stranger.balance()).toBe(0);
    expect(await stranger.entries()).toEqual([]);
    expect(await stranger.receipts()).toEqual([]);
  });

  test('cannot use the owner’s cursor', async () => {
    const page = await owner.call(accountRoutes.listEntries, { query: { limit: '1' } });
    expect(page.body).toMatchObject({ cursor: expect.any(String) });
    const { cursor } = accountRoutes.listEntries.responses[200].body.parse(page.body);
    const answer = await stranger.call(accountRoutes.listEntries, { query: { cursor: cursor ?? '' } });
    expect(answer).toMatchObject({ status: 200, body: { items: [] } });
  });

  test('does not get the owner’s answer under the same key, and spends none of the owner’s credits', async () => {
    const before = await owner.balance();
    expect(await stranger.spend(10, 'the-key-of-the-owner')).toMatchObject({
      status: 402,
      body: { code: 'insufficient_credits' },
    });
    expect(await owner.balance()).toBe(before);
  });
});

test.each(byIdIn('credits').filter(isOffered))(
  "%s answers an account of another agency as if the agency's offer were not there",
  async (name, route) => {
    const request = ownedBy(name, route);
    const stranger = await newCustomer(stack.api, { agency: 'other', account: owner.account });
    expect(await owner.call(route, request)).toMatchObject({ status: success });
    expect(await stranger.call(route, request)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  },
);

/** An account's name is nobody's own: a list under it is empty, and what is made under it is the agency's own. */
const isUnderAccount = ([, { params }]: [string, Route]) =>
  Object.keys(params?.shape ?? {}).length === 1 && 'accountId' in (params?.shape ?? {});
const isList = ([name, { query }]: [string, Route]) =>
  name.startsWith('list') && (query === undefined || 'cursor' in query.shape);
/** An id that an agency chose is its own, even if another agency uses the same id. */
const PUT = new Set([
  'putPackage',
  'putProduct',
  'putService',
  'putMeter',
  'putAllowance',
  'previewAllowance',
]);
/** What it takes more to do than the right to do it. */
const TAKES_MORE = new Set([
  'putInvoice',
  'voidInvoice',
  'deletePackage',
  'deleteProduct',
  'deleteService',
  'deleteMeter',
  'deleteAllowance',
]);

test.each(byIdIn('agency').filter((one) => isUnderAccount(one) && isList(one)))(
  'to another agency %s is empty',
  async (name, route) => {
    const request = ownedBy(name, route);
    const stranger = await adminOf(stack.api, 'other');
    expect(await admin.call(route, request)).toMatchObject({
      status: 200,
      body: { items: expect.arrayContaining([expect.anything()]) },
    });
    expect(await stranger.call(route, request)).toMatchObject({ status: 200, body: { items: [] } });
  },
);

const newSpender = async (): Promise<string> => {
  const headers = { 'idempotency-key': randomUUID() };
  const { body } = await owner.call(routes.createSpender, { headers, body: SPENDER });
  return routes.createSpender.responses[201].body.parse(body).id;
};

const newSpenderKey = async (): Promise<string> => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { spender: owned['spenderId'], name: 'Agent' };
  const answer = await owner.call(routes.createSpenderKey, { headers, body });
  return routes.createSpenderKey.responses[201].body.parse(answer.body).id;
};

/** What is deleted is made for that: none of the other tests is about it. */
const deletable: Record<string, () => Promise<HttpRequest>> = {
  deleteEndpoint: async () => ({ params: { endpointId: (await endpointAt(admin, receiver.url)).id } }),
  approveApproval: async () => ({
    params: { approvalId: await askFor(admin, owner.account, randomUUID()) },
  }),
  declineApproval: async () => ({
    params: { approvalId: await askFor(admin, owner.account, randomUUID()) },
  }),
  deleteSpender: async () => ({ params: { spenderId: await newSpender() } }),
  revokeSpenderKey: async () => ({ params: { keyId: await newSpenderKey() } }),
  revokeAccountSpenderKey: async () => ({
    params: { accountId: owner.account, keyId: await newSpenderKey() },
  }),
  deleteAccountSpender: async () => ({
    params: { accountId: owner.account, spenderId: await newSpender() },
  }),
  removeAllowanceAccount: async () => {
    const params = { allowanceId: 'special' };
    const account = `member-${randomUUID()}`;
    await admin.call(routes.addAllowanceAccounts, { params, body: { accounts: [account], create: true } });
    return { params: { ...params, accountId: account } };
  },
  revokeApiKey: async () => ({ params: { keyId: (await admin.apiKey()).id } }),
};

// Without a pool an agency has no people: test/people/people.test.ts has their matrix.
test.each(
  byIdIn('agency').filter((one) => !isUnderAccount(one) && !PUT.has(one[0]) && !(one[0] in peopleRoutes)),
)('to another agency %s answers as if the id were not there', async (name, route) => {
  const fresh = (await deletable[name]?.()) ?? {};
  const request = { ...ownedBy(name, route), ...fresh };
  const stranger = await adminOf(stack.api, 'other');
  expect(await stranger.call(route, request)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  const { status } = await admin.call(route, request);
  expect(TAKES_MORE.has(name) || isSuccess(status)).toBe(true);
});

test("another agency's usage of the same account is its own", async () => {
  const stranger = await adminOf(stack.api, 'other');
  const { events } = usageOf(owner.account, 'of-one-agency');
  const [{ account, id, time }] = events;
  const known = (who: Admin) => who.call(routes.getUsage, { query: { account, id, time } });
  expect((await stranger.call(routes.reportUsage, { body: { events } })).body).toMatchObject({
    events: [{ status: 'refused', reason: 'unknown_meter' }],
  });
  await admin.call(routes.reportUsage, { body: { events } });
  await vi.waitFor(async () => expect(await known(admin)).toMatchObject({ status: 200 }), PATIENCE);
  expect(await known(stranger)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test("another agency's list of refused usage of the same account is empty", async () => {
  const { account } = await newCustomer(stack.api);
  await admin.call(routes.reportUsage, { body: usageOf(account, 'too-much', 1_000_000) });
  const refused = async (who: Admin, query: Record<string, string>) =>
    routes.listRefusedUsage.responses[200].body
      .parse((await who.call(routes.listRefusedUsage, { query })).body)
      .items.filter((item) => item.account === account).length;
  await vi.waitFor(async () => expect(await refused(admin, { account })).toBe(1), PATIENCE);
  const stranger = await adminOf(stack.api, 'other');
  expect([
    await refused(admin, {}),
    await refused(stranger, { account }),
    await refused(stranger, {}),
  ]).toEqual([1, 0, 0]);
});

test('another agency gets no archive of an account', async () => {
  const params = { accountId: owner.account };
  const stranger = await adminOf(stack.api, 'other');
  expect(await stranger.call(routes.exportAccount, { params })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  const { body } = await admin.call(routes.exportAccount, { params });
  const { url, lines } = routes.exportAccount.responses[201].body.parse(body);
  const archive = gunzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).toString();
  expect(archive.trim().split('\n')).toHaveLength(lines);
  expect(archive).toContain(owner.account);
  expect((await fetch(url.replace(/X-Amz-Signature=[0-9a-f]/, 'X-Amz-Signature='))).status).toBe(403);
});

test('another agency can neither erase an account nor see that it was erased', async () => {
  const stranger = await adminOf(stack.api, 'other');
  const params = { accountId: 'one-to-erase' };
  await admin.call(routes.putProfile, { params, body: { name: 'Ada' } });
  for (const route of [routes.eraseAccount, routes.getErasure])
    expect(await stranger.call(route, { params })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  expect(await admin.call(routes.getProfile, { params })).toMatchObject({ status: 200 });
  expect(await admin.call(routes.eraseAccount, { params })).toMatchObject({ status: 200 });
  expect(await stranger.call(routes.getErasure, { params })).toMatchObject({ status: 404 });
});

test('another agency can neither merge an account nor merge one of its own into it', async () => {
  const stranger = await adminOf(stack.api, 'other');
  const ofOurs = { accountId: 'one-to-merge' };
  const ofTheirs = { accountId: 'one-of-theirs' };
  const body = { name: 'Ada' };
  await admin.call(routes.putProfile, { params: ofOurs, body });
  await admin.call(routes.putProfile, { params: { accountId: 'the-one-that-stays' }, body });
  await stranger.call(routes.putProfile, { params: ofTheirs, body });
  const merge = (who: Admin, params: Record<string, string>, into: string) =>
    who.call(routes.mergeAccount, { params, body: { into } });
  expect(await merge(stranger, ofOurs, ofTheirs.accountId)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  expect(await merge(stranger, ofTheirs, ofOurs.accountId)).toMatchObject({
    status: 404,
    body: { code: 'unknown_account' },
  });
  expect(await merge(admin, ofOurs, 'the-one-that-stays')).toMatchObject({ status: 200 });
});

test('an agency’s reports are visible to that agency only', async () => {
  const [ours, theirs] = [await admin.reports(), await (await adminOf(stack.api, 'other')).reports()];
  expect(ours).toMatchObject([{ provider: 'paypal' }, { provider: 'stripe', seen: 1 }]);
  expect(theirs).toMatchObject([
    { provider: 'paypal', seen: 0 },
    { provider: 'stripe', seen: 0 },
  ]);
  expect(await (await adminOf(stack.api, 'nobody-yet')).reports()).toEqual([]);
});

test("an agency's signing secret credits no account of another agency", async () => {
  const { id } = await owner.begin();
  const event = stripeEvent('checkout.session.completed', {
    client_reference_id: id,
    metadata: { account: owner.account, checkout: id },
  });
  const { payload, signature } = signed(event, { secret: stack.webhookSecret('other') });
  const deliver = (agencyId: string) =>
    callApi(stack.api, webhookRoutes.receiveWebhook, {
      params: { agencyId, provider: 'stripe' },
      raw: payload,
      headers: { 'stripe-signature': signature },
    });
  const before = await owner.balance();
  expect(await deliver('demo')).toMatchObject({ status: 400, body: { code: 'invalid_signature' } });
  expect(await deliver('other')).toMatchObject({ status: 200 });
  await vi.waitFor(() => expect(stack.log.join('\n')).toContain('payment flagged'), PATIENCE);
  expect(await owner.balance()).toBe(before);
  expect(await owner.checkout(id)).toMatchObject({ status: 'open' });
});
