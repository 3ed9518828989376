import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { peopleRoutes } from '../../shared/http/routes/agency/people.ts';
import { routes } from '../../shared/http/routes.ts';
import { spendView } from '../../shared/http/routes/views.ts';
import { type Receiver, startReceiver } from '../../infra/local/demo/receiver.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import {
  invoiceBody,
  allowanceBody,
  meterBody,
  packageBody,
  productBody,
  serviceBody,
  settingsBody,
  usageOf,
} from '../support/agency.ts';
import { askFor } from '../support/asked-for.ts';
import { batchedUsage } from '../support/batched-usage.ts';
import { PATIENCE } from '../support/patience.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import type { HttpRequest } from '../support/http.ts';
import { publishHouse } from '../support/files.ts';
import { ledgerAt } from '../support/ledger.ts';
import { invoiceAt } from '../support/invoice-at.ts';
import { deliverOne, endpointAt } from '../support/receiving.ts';
import { putProduct } from '../support/catalog.ts';
import { uploadPicture } from '../support/pictures.ts';
import { own, someHouse } from '../support/products.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { signed, stripeEvent } from '../support/stripe.ts';

let stack: TestStack;
let customer: Customer;
let admin: Admin;
let checkoutId: string;
let code: string;
let invoiceId: string;
let orderId: string;
let receiver: Receiver;
let delivered: { endpointId: string; eventId: string };

beforeAll(async () => {
  stack = await startTestStack();
  customer = await newCustomer(stack.api);
  await customer.buy(100);
  checkoutId = (await customer.begin()).id;
  admin = await adminOf(stack.api);
  code = await admin.promoCode();
  const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
  await putProduct(ledger, someHouse('demo'));
  await publishHouse(stack, 'demo');
  await own(ledger, { agency: 'demo', account: customer.account }, 'house');
  await stack.reconcile('recent');
  invoiceId = await invoiceAt(stack, customer.account);
  const ordered = await customer.call(routes.createOrder, {
    params: { serviceId: 'consulting-hour' },
    headers: { 'idempotency-key': 'ordered' },
    body: { credits: 90 },
  });
  orderId = routes.createOrder.responses[201].body.parse(ordered.body).id;
  await customer.buy(200);
  receiver = await startReceiver();
  delivered = await deliverOne(admin, receiver, () => customer.spend(1));
});
afterAll(async () => {
  await receiver.stop();
  await stack.stop();
});

const endpoint = () => ({ params: { endpointId: delivered.endpointId } });

/** What it takes to change what a route reads: its ETag. */
const seen = async (route: Route, params: Record<string, string> = {}) => ({
  'if-match': (await admin.call(route, { params })).headers.get('etag') ?? 'none',
});

/** An invoice to the customer, and its path. */
const invoice = async (key: string) => {
  const answer = await admin.call(routes.createInvoice, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': key },
    body: invoiceBody,
  });
  const { id } = routes.createInvoice.responses[201].body.parse(answer.body);
  return { accountId: customer.account, invoiceId: id };
};

const made = async (route: Route, params: Record<string, string>, body: object) => {
  await admin.call(route, { params, body });
  return params;
};

/** A spend of the customer's, by its entry. */
const spent = async () => {
  const { entry } = spendView.parse((await customer.spend(1)).body);
  return { entry: entry.number, at: entry.at };
};

/** A hold of the customer's, or of the agency. */
const held = async (key: string) => {
  const answer = await customer.call(routes.createHold, {
    headers: { 'idempotency-key': key },
    body: { amount: 2, reference: key },
  });
  return { holdId: routes.createHold.responses[201].body.parse(answer.body).id };
};

/** An order of the customer's that holds its credits, of a service for them alone. */
const heldOrder = async (): Promise<string> => {
  const reserved = { eligibility: { accounts: [customer.account] } };
  const serviceId = 'paid-when-done';
  const body = { ...serviceBody, price: 3, promotions: [], regionalPrices: {}, payment: 'when_done' };
  await made(routes.putService, { serviceId }, { ...body, ...reserved });
  const answer = await customer.call(routes.createOrder, {
    params: { serviceId },
    headers: { 'idempotency-key': 'held-order' },
    body: { credits: 3 },
  });
  return routes.createOrder.responses[201].body.parse(answer.body).id;
};

/** A gift of the customer's. */
const given = async (key: string) => {
  const answer = await customer.call(routes.createGift, {
    headers: { 'idempotency-key': key },
    body: { amount: 1 },
  });
  return { giftId: routes.createGift.responses[201].body.parse(answer.body).gift.id };
};

/** The same for the agency. */
const heldOn = async (key: string) => ({ accountId: customer.account, ...(await held(key)) });

const spenderBody = { name: 'Agent', kind: 'agent', limits: { perDay: 10 } };

/** A spender of the customer's account. */
const spender = async (key: string) => {
  const answer = await customer.call(routes.createSpender, {
    headers: { 'idempotency-key': key },
    body: spenderBody,
  });
  return { spenderId: routes.createSpender.responses[201].body.parse(answer.body).id };
};

/** The same for the agency. */
const spenderOn = async (key: string) => ({ accountId: customer.account, ...(await spender(key)) });

/** A key of a spender of the customer's. */
const spenderKey = async (key: string) => {
  const { spenderId } = await spender(key);
  const answer = await customer.call(routes.createSpenderKey, {
    headers: { 'idempotency-key': key },
    body: { spender: spenderId, name: 'Agent' },
  });
  return { keyId: routes.createSpenderKey.responses[201].body.parse(answer.body).id };
};

/** Something that a spender of the customer's asked for. */
const asked = async (key: string) => ({ approvalId: await askFor(admin, customer.account, `ask-${key}`) });

/** Credits of the customer's that expire, by when. */
const expiring = async () => {
  const expiresAt = '2099-01-01T00:00:00.000Z';
  await admin.call(routes.createAdjustment, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'expiring' },
    body: { type: 'in', amount: 5, reason: 'test', expiresAt },
  });
  return expiresAt;
};

const apiKeyBody = { name: 'Shop backend', scopes: ['agency:read', 'agency:write'] };

/** The path of a picture of a package. */
const pictured = async () => {
  const answer = await admin.call(routes.setPicture, {
    params: { kind: 'packages', thingId: 'agency' },
    body: { uploadId: await uploadPicture(admin) },
  });
  const { url } = routes.setPicture.responses[200].body.parse(answer.body);
  return { agencyId: 'demo', picture: url.split('/').at(-1) ?? '' };
};

/** A transfer to somebody whom the agency knows. */
const transfer = async () => {
  await made(routes.putProfile, { accountId: 'friend' }, { name: 'Friend', externalId: 'F-1' });
  return {
    headers: { 'idempotency-key': 'first' },
    body: { to: { externalId: 'F-1' }, amount: 1, note: 'Glückwunsch' },
  };
};

/** For every route a request that succeeds: a new route needs a line here. */
const requests: Record<keyof typeof routes, () => HttpRequest | Promise<HttpRequest>> = {
  getBranding: () => ({ params: { agencyId: 'demo' } }),
  getAccount: () => ({}),
  listBalances: () => ({ query: { from: '2026-01-01', to: '2026-03-31', by: 'week' } }),
  listChain: () => ({ query: { limit: '2', from: '2020-01-01T00:00:00Z' } }),
  listEntries: () => ({ query: { limit: '1', type: 'in', kind: 'checkout', from: '2020-01-01T00:00:00Z' } }),
  getStatement: () => ({ query: { from: '2020-01-01T00:00:00Z' } }),
  listPackages: () => ({ query: { limit: '2' } }),
  listReceipts: () => ({ query: { limit: '1' } }),
  getReceipt: async () => ({ params: { receiptId: (await customer.receipts())[0]?.id ?? 'none' } }),
  createSpend: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, reference: 'Bestellung № 1 – ½ Stück', note: 'déjà vu' },
  }),
  createTransfer: transfer,
  createAccountTransfer: async () => ({ params: { accountId: customer.account }, ...(await transfer()) }),
  createGift: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, note: 'Alles Gute', days: 30 },
  }),
  listGifts: () => ({ query: { limit: '1' } }),
  getGift: async () => ({ params: await given('to-read') }),
  takeBackGift: async () => ({ params: await given('to-take-back') }),
  createHold: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, reference: 'job-1', note: 'bis zu 10 Minuten', seconds: 60 },
  }),
  listHolds: () => ({ query: { limit: '1', status: 'open' } }),
  getHold: async () => ({ params: await held('to-read') }),
  captureHold: async () => ({
    params: await held('to-capture'),
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, final: true },
  }),
  releaseHold: async () => ({ params: await held('to-release') }),
  createAccountHold: () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, reference: 'job-2' },
  }),
  listAccountHolds: () => ({ params: { accountId: customer.account }, query: { limit: '2' } }),
  getAccountHold: async () => ({ params: await heldOn('agency-reads') }),
  captureAccountHold: async () => ({
    params: await heldOn('agency-captures'),
    headers: { 'idempotency-key': 'first' },
    body: {},
  }),
  releaseAccountHold: async () => ({ params: await heldOn('agency-releases') }),
  createSpender: () => ({ headers: { 'idempotency-key': 'first' }, body: spenderBody }),
  listSpenders: () => ({}),
  getSpender: async () => ({ params: await spender('to-read') }),
  putSpender: async () => ({
    params: await spender('to-put'),
    body: { ...spenderBody, onlyFor: { services: ['logo'] } },
  }),
  deleteSpender: async () => ({ params: await spender('to-delete') }),
  createAccountSpender: () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { ...spenderBody, limits: {} },
  }),
  listAccountSpenders: () => ({ params: { accountId: customer.account } }),
  getAccountSpender: async () => ({ params: await spenderOn('agency-reads') }),
  putAccountSpender: async () => ({ params: await spenderOn('agency-puts'), body: spenderBody }),
  deleteAccountSpender: async () => ({ params: await spenderOn('agency-deletes') }),
  createSpenderKey: async () => ({
    headers: { 'idempotency-key': 'first' },
    body: { spender: (await spender('with-key')).spenderId, name: 'Agent' },
  }),
  listSpenderKeys: () => ({}),
  revokeSpenderKey: async () => ({ params: await spenderKey('to-revoke') }),
  createAccountSpenderKey: async () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { spender: (await spender('with-key')).spenderId, name: 'Agent' },
  }),
  listAccountSpenderKeys: () => ({ params: { accountId: customer.account } }),
  revokeAccountSpenderKey: async () => ({
    params: { accountId: customer.account, ...(await spenderKey('agency-revokes')) },
  }),
  listApprovals: () => ({ query: { limit: '2', status: 'open' } }),
  getApproval: async () => ({ params: await asked('to-read') }),
  approveApproval: async () => ({ params: await asked('to-approve') }),
  declineApproval: async () => ({ params: await asked('to-decline') }),
  listAgencyApprovals: () => ({ query: { limit: '2', status: 'open' } }),
  listAccountApprovals: () => ({ params: { accountId: customer.account } }),
  listProducts: () => ({ query: { limit: '2', category: 'Tools' } }),
  getProduct: () => ({ params: { productId: 'forest' } }),
  createQuote: () => ({ body: { productId: 'brushes', variantId: 'studio' } }),
  getQuote: async () => ({ params: { quoteId: (await customer.quote('palette')).id } }),
  createPurchase: async () => ({
    headers: { 'idempotency-key': 'first' },
    body: { quoteId: (await customer.quote('brushes', 'standard')).id },
  }),
  listPurchases: () => ({ query: { limit: '1' } }),
  getPurchase: async () => ({ params: { purchaseId: (await customer.purchase('palette')).id } }),
  refundPurchase: async () => ({ params: { purchaseId: (await customer.purchase('grid')).id } }),
  listServices: () => ({ query: { limit: '1' } }),
  listMeterPrices: () => ({ query: { limit: '1' } }),
  getService: () => ({ params: { serviceId: 'logo' } }),
  createOrder: () => ({
    params: { serviceId: 'consulting-hour' },
    headers: { 'idempotency-key': 'first' },
    body: { credits: 90, note: 'about colours' },
  }),
  listOrders: () => ({ query: { limit: '1' } }),
  getOrder: () => ({ params: { orderId } }),
  cancelOrder: async () => ({ params: { orderId: await heldOrder() } }),
  listInvoices: () => ({ query: { limit: '1' } }),
  getInvoice: () => ({ params: { invoiceId } }),
  payInvoice: () => ({
    params: { invoiceId },
    headers: { 'idempotency-key': 'first' },
    body: { credits: 5 },
  }),
  createCheckout: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { provider: 'stripe', credits: 25, returnUrl: 'https://example.com/back?to=shop' },
  }),
  getCheckout: () => ({ params: { checkoutId } }),
  completeCheckout: () => ({ params: { checkoutId } }),
  createCreditRequest: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { method: 'bank_transfer', packageId: 'starter' },
  }),
  listCreditRequests: () => ({ query: { limit: '1', status: 'pending' } }),
  getCreditRequest: async () => ({ params: { requestId: await customer.ask() } }),
  createUpload: async () => ({
    params: { requestId: await customer.ask() },
    body: { contentType: 'application/pdf', bytes: 1024 },
  }),
  addProof: async () => ({
    params: { requestId: await customer.ask() },
    headers: { 'idempotency-key': 'first' },
    body: { note: 'überwiesen am Montag', links: ['https://bank.example/transfers/1'] },
  }),
  cancelCreditRequest: async () => ({ params: { requestId: await customer.ask() } }),
  listAgencyCreditRequests: () => ({
    query: { limit: '1', status: 'pending', method: 'bank_transfer', from: '2020-01-01T00:00:00Z' },
  }),
  getAgencyCreditRequest: async () => ({ params: { requestId: await customer.ask() } }),
  decideCreditRequest: async () => ({
    params: { requestId: await customer.ask() },
    body: { approve: true, step: 'review', note: 'seen' },
  }),
  listLibrary: () => ({ query: { limit: '1' } }),
  createDownload: () => ({ params: { productId: 'house' } }),
  listDownloads: () => ({ query: { limit: '1' } }),
  getSettings: () => ({}),
  checkProviders: () => ({}),
  putSettings: async () => ({ headers: await seen(routes.getSettings), body: settingsBody }),
  createPictureUpload: () => ({ body: { contentType: 'image/png', bytes: 1024 } }),
  setPicture: async () => ({
    params: { kind: 'packages', thingId: 'studio' },
    body: { uploadId: await uploadPicture(admin) },
  }),
  getPicture: async () => ({ params: await pictured() }),
  deletePicture: () => ({ params: { kind: 'packages', thingId: 'studio' } }),
  listAgencyPackages: () => ({ query: { limit: '2' } }),
  getAgencyPackage: () => ({ params: { packageId: 'starter' } }),
  putPackage: () => ({ params: { packageId: 'new' }, body: packageBody }),
  deletePackage: async () => {
    const params = await made(routes.putPackage, { packageId: 'old' }, packageBody);
    return { params, headers: await seen(routes.getAgencyPackage, params) };
  },
  listAgencyProducts: () => ({ query: { limit: '2' } }),
  getAgencyProduct: async () => ({
    params: await made(routes.putProduct, { productId: 'brushes' }, productBody),
  }),
  putProduct: () => ({ params: { productId: 'new' }, headers: { 'if-none-match': '*' }, body: productBody }),
  deleteProduct: async () => {
    const params = await made(routes.putProduct, { productId: 'old' }, productBody);
    return { params, headers: await seen(routes.getAgencyProduct, params) };
  },
  listAgencyServices: () => ({ query: { limit: '2' } }),
  getAgencyService: async () => ({
    params: await made(routes.putService, { serviceId: 'cutting' }, serviceBody),
  }),
  putService: () => ({ params: { serviceId: 'new' }, body: serviceBody }),
  deleteService: async () => {
    const params = await made(routes.putService, { serviceId: 'old' }, serviceBody);
    return { params, headers: await seen(routes.getAgencyService, params) };
  },
  listOwnAllowances: () => ({}),
  listAllowances: () => ({ query: { limit: '2' } }),
  getAllowance: () => ({ params: { allowanceId: 'monthly' } }),
  putAllowance: () => ({ params: { allowanceId: 'new' }, body: allowanceBody }),
  previewAllowance: () => ({ params: { allowanceId: 'monthly' }, body: allowanceBody }),
  deleteAllowance: async () => {
    const params = await made(routes.putAllowance, { allowanceId: 'old' }, allowanceBody);
    return { params, headers: await seen(routes.getAllowance, params) };
  },
  getAllowanceStatus: () => ({ params: { allowanceId: 'monthly' } }),
  listAllowanceAccounts: () => ({ params: { allowanceId: 'monthly' }, query: { limit: '2' } }),
  addAllowanceAccounts: () => ({
    params: { allowanceId: 'monthly' },
    body: { accounts: [customer.account], firstPeriod: 'next' },
  }),
  removeAllowanceAccount: async () => {
    const params = { allowanceId: 'monthly' };
    await made(routes.addAllowanceAccounts, params, { accounts: ['leaves'], create: true });
    return { params: { ...params, accountId: 'leaves' } };
  },
  listAccountAllowances: () => ({ params: { accountId: customer.account } }),
  listMeters: () => ({ query: { limit: '2' } }),
  getMeter: () => ({ params: { meterId: 'api-calls' } }),
  putMeter: () => ({ params: { meterId: 'new' }, body: meterBody }),
  deleteMeter: async () => {
    const params = await made(routes.putMeter, { meterId: 'old' }, meterBody);
    return { params, headers: await seen(routes.getMeter, params) };
  },
  reportUsage: () => ({ body: usageOf(customer.account, 'one') }),
  getUsage: async () => {
    const { events } = usageOf(customer.account, 'two');
    const [{ account, id, time }] = events;
    await admin.call(routes.reportUsage, { body: { events } });
    const query = { account, id, time };
    await vi.waitFor(
      async () => expect((await admin.call(routes.getUsage, { query })).status).toBe(200),
      PATIENCE,
    );
    return { query };
  },
  listDailyUsage: async () => {
    await batchedUsage(admin, customer);
    return { query: { month: '2026-01' } };
  },
  listAccountDailyUsage: async () => {
    await batchedUsage(admin, customer);
    return { params: { accountId: customer.account }, query: { month: '2026-01' } };
  },
  listOwnRefusedUsage: () => ({ query: { limit: '2' } }),
  listUsageBatch: async () => ({ params: { usageBatchId: await batchedUsage(admin, customer) } }),
  listAccountUsageBatch: async () => ({
    params: { accountId: customer.account, usageBatchId: await batchedUsage(admin, customer) },
  }),
  listRefusedUsage: async () => {
    const { account } = await newCustomer(stack.api);
    await admin.call(routes.reportUsage, { body: usageOf(account, 'too-much', 1_000_000) });
    const query = { account, limit: '2' };
    await vi.waitFor(async () => {
      const { body } = await admin.call(routes.listRefusedUsage, { query });
      expect(body).toMatchObject({ items: [{ events: [{ reason: 'insufficient_credits' }] }] });
    }, PATIENCE);
    return { query };
  },
  listAgencyInvoices: () => ({ query: { status: 'open' } }),
  listAccountInvoices: () => ({ params: { accountId: customer.account } }),
  createInvoice: () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: invoiceBody,
  }),
  getAgencyInvoice: async () => ({ params: await invoice('to-read') }),
  putInvoice: async () => {
    const params = await invoice('to-change');
    const headers = await seen(routes.getAgencyInvoice, params);
    return { params, headers, body: { ...invoiceBody, amount: { money: { amount: 500, currency: 'EUR' } } } };
  },
  voidInvoice: async () => ({ params: await invoice('to-void') }),
  listAccounts: () => ({ query: { limit: '2' } }),
  getAgencyAccount: () => ({ params: { accountId: customer.account } }),
  listAccountChain: () => ({ params: { accountId: customer.account }, query: { limit: '2' } }),
  listAccountEntries: () => ({ params: { accountId: customer.account }, query: { type: 'in' } }),
  auditAccount: () => ({ params: { accountId: customer.account } }),
  createAdjustment: () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { type: 'in', amount: 5, reason: 'goodwill', create: true },
  }),
  mergeAccount: async () => {
    await made(routes.putProfile, { accountId: 'stays' }, { name: 'Ada' });
    return {
      params: await made(routes.putProfile, { accountId: 'merges' }, { name: 'Ada' }),
      body: { into: 'stays' },
    };
  },
  getCreditLimit: () => ({ params: { accountId: customer.account } }),
  putCreditLimit: () => ({ params: { accountId: customer.account }, body: { creditLimit: 5 } }),
  createAccountSpend: () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { amount: 1, reference: 'metered usage' },
  }),
  listProfiles: () => ({ query: { prefix: 'ada', limit: '1' } }),
  getProfile: async () => ({
    params: await made(routes.putProfile, { accountId: 'read' }, { name: 'Ada' }),
  }),
  putProfile: () => ({
    params: { accountId: customer.account },
    body: { name: 'Ada', email: 'ada@example.com' },
  }),
  deleteProfile: async () => {
    const params = await made(routes.putProfile, { accountId: 'deleted' }, { name: 'Ada' });
    return { params, headers: await seen(routes.getProfile, params) };
  },
  getBooks: () => ({ query: { month: '2026-03' } }),
  getBooksStatement: () => ({ query: { month: '2026-03' } }),
  getFigures: () => ({ query: { from: '2026-01-01', to: '2026-12-31', by: 'month' } }),
  listAccountBalances: () => ({
    params: { accountId: customer.account },
    query: { from: '2026-01-01', to: '2026-01-31' },
  }),
  listAccountPurchases: () => ({ params: { accountId: customer.account }, query: { limit: '1' } }),
  listAccountLibrary: () => ({ params: { accountId: customer.account } }),
  listAccountReceipts: () => ({ params: { accountId: customer.account } }),
  listAccountRedemptions: () => ({ params: { accountId: customer.account } }),
  getAccountStatement: () => ({ params: { accountId: customer.account }, query: { bom: 'true' } }),
  listAgencyOrders: () => ({ query: { status: 'new' } }),
  listAccountOrders: () => ({ params: { accountId: customer.account } }),
  getAgencyOrder: () => ({ params: { accountId: customer.account, orderId } }),
  setOrderStatus: () => ({
    params: { accountId: customer.account, orderId },
    body: { status: 'in_progress' },
  }),
  refundOrder: () => ({ params: { accountId: customer.account, orderId } }),
  refundAccountPurchase: async () => ({
    params: { accountId: customer.account, purchaseId: (await customer.purchase('grid')).id },
  }),
  createSpendRefund: async () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'first' },
    body: { ...(await spent()), amount: 1, reason: 'goodwill' },
  }),
  createExpiryExtension: async () => ({
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'extended' },
    body: { from: await expiring(), expiresAt: '2099-02-01T01:00:00+01:00', reason: 'goodwill' },
  }),
  listChanges: () => ({ query: { limit: '2' } }),
  listReconciliations: () => ({ query: { limit: '1' } }),
  getReconciliation: async () => ({ params: { reconciliationId: (await admin.reports())[0]?.id ?? 'none' } }),
  createPromoCodes: () => ({
    headers: { 'idempotency-key': 'other' },
    body: { name: 'Été – ½', credits: 5, codes: 2, usesPerCode: null, from: '2026-01-01T00:00:00+02:00' },
  }),
  listPromoCodes: () => ({ query: { limit: '1' } }),
  getPromoCodes: () => ({ params: { batchId: code.slice(0, 4) } }),
  listPromoCodeRedemptions: () => ({ params: { batchId: code.slice(0, 4) }, query: { limit: '1' } }),
  withdrawPromoCodes: () => ({ params: { batchId: code.slice(0, 4) } }),
  createRedemption: () => ({
    headers: { 'idempotency-key': 'first' },
    body: { code: ` ${code.toLowerCase()}\u200B` },
  }),
  listRedemptions: () => ({ query: { limit: '1' } }),
  createSession: () => ({ params: { accountId: 'alice' }, body: { scopes: ['credits:read'] } }),
  getErasure: () => ({ params: { accountId: 'erased' } }),
  eraseAccount: async () => {
    const params = { accountId: 'erased' };
    await admin.call(routes.putProfile, { params, body: { name: 'Ada' } });
    return { params };
  },
  exportAccount: () => ({ params: { accountId: customer.account } }),
  endSessions: () => ({ params: { accountId: 'alice' } }),
  redeemSession: async () => {
    const { url } = await admin.session('alice');
    return { body: { code: new URL(url).hash.replace('#code=', '') } };
  },
  createApiKey: () => ({ body: apiKeyBody }),
  listApiKeys: () => ({ query: { limit: '1' } }),
  revokeApiKey: async () => ({ params: { keyId: (await admin.apiKey()).id } }),
  invitePerson: () => ({ body: { email: 'ann@acme.example', scopes: ['agency:read'] } }),
  listPeople: () => ({ query: { limit: '1' } }),
  disablePerson: () => ({ params: { personId: 'per_1' } }),
  inviteCustomer: () => ({ params: { accountId: 'alice' }, body: { email: 'alice@shop.example' } }),
  createEndpoint: () => ({ body: { url: receiver.url, types: ['credits.spent'], description: 'Ours' } }),
  listEndpoints: () => ({ query: { limit: '1' } }),
  getEndpoint: endpoint,
  updateEndpoint: () => ({ ...endpoint(), body: { url: receiver.url, enabled: true } }),
  rotateEndpointSecret: endpoint,
  listDeliveries: () => ({ ...endpoint(), query: { limit: '1' } }),
  resendDelivery: () => ({ params: delivered }),
  deleteEndpoint: async () => {
    const { id: endpointId } = await endpointAt(admin, receiver.url);
    return { params: { endpointId } };
  },
  getLiability: () => ({}),
  getPastLiability: () => ({ query: { day: '2026-03-31' } }),
  receiveWebhook: () => {
    const secret = stack.webhookSecret('demo');
    const { payload, signature } = signed(stripeEvent('invoice.paid'), { secret });
    const params = { agencyId: 'demo', provider: 'stripe' };
    return { params, raw: payload, headers: { 'stripe-signature': signature } };
  },
  getHealth: () => ({}),
  getOpenapi: () => ({}),
  getDocs: () => ({}),
  getDocsAsset: () => ({ params: { asset: 'docs.js' } }),
};

const byName = new Map(Object.entries(requests));

test.each(Object.entries<Route>(peopleRoutes))(
  '%s says which claims our issuer has to give',
  async (name, route) => {
    expect(await admin.call(route, await byName.get(name)?.())).toMatchObject({
      status: 409,
      body: {
        code: 'no_user_pool',
        claims: { agency: 'agency_id', account: 'sub', region: 'region', roles: 'roles', scopes: 'scope' },
      },
    });
  },
);

/** A stack on one machine has no pool, and each of these says so: see above. */
const answering = Object.entries<Route>(routes).filter(([name]) => !(name in peopleRoutes));

test.each(answering)('%s answers as declared', async (name, route) => {
  const caller = route.scope.startsWith('agency:') ? admin : customer;
  const answer = await caller.call(route, await byName.get(name)?.());
  expect(Object.keys(route.responses)).toContain(String(answer.status));
  expect(answer.headers.get('apigw-requestid')).toMatch(/./);
});

test('the balance is 304 until it changes', async () => {
  // Not the customer above, whose payments may be settled at any moment.
  const other = await newCustomer(stack.api);
  await other.buy(10);
  const read = (etag: string) => other.call(routes.getAccount, { headers: { 'if-none-match': etag } });
  const etag = (await read('"none"')).headers.get('etag') ?? '';
  expect((await read(etag)).status).toBe(304);
  await other.spend(1);
  const changed = await read(etag);
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('following the cursor shows each entry once', async () => {
  await Promise.all(Array.from({ length: 6 }, () => customer.spend(1)));
  const numbers: number[] = [];
  for (let query: Record<string, string> = { limit: '2' }; ;) {
    const { body } = await customer.call(routes.listEntries, { query });
    const { items, cursor } = routes.listEntries.responses[200].body.parse(body);
    numbers.push(...items.map(({ number }) => number));
    if (cursor === null) break;
    query = { ...query, cursor };
  }
  expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.at(-1)).toBe(1);
});

test('a refused spend shows the shortfall', async () => {
  const poor = await newCustomer(stack.api);
  await poor.buy(10);
  const { body } = await poor.spend(25);
  expect(body).toMatchObject({ code: 'insufficient_credits', available: 10, shortfall: 15 });
});

test('a quote of a product with several variants lists them', async () => {
  const { eligibility: _eligibility, ...body } = productBody;
  await admin.call(routes.putProduct, { params: { productId: 'several' }, body });
  expect(await customer.call(routes.createQuote, { body: { productId: 'several' } })).toMatchObject({
    status: 422,
    body: { code: 'variant_required', variants: ['basic', 'all'] },
  });
});

test('a third secret rotation within 24 hours says when it becomes possible', async () => {
  const { id: endpointId } = await endpointAt(admin, receiver.url);
  const rotate = () => admin.call(routes.rotateEndpointSecret, { params: { endpointId } });
  const first = Date.now();
  expect([(await rotate()).status, (await rotate()).status]).toEqual([201, 201]);
  const { status, body } = await rotate();
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'rotation_too_soon' } });
  const { possibleFrom } = z.object({ possibleFrom: z.iso.datetime() }).parse(body);
  expect(Date.parse(possibleFrom)).toBeGreaterThanOrEqual(first + 24 * 60 * 60 * 1000);
});

test('after three invalid codes, the answer says when to try again', async () => {
  const guesser = await newCustomer(stack.api);
  const guess = () =>
    guesser.call(routes.createRedemption, {
      headers: { 'idempotency-key': 'guess' },
      body: { code: 'SUMMER' },
    });
  for (let wrong = 0; wrong < 3; wrong += 1) expect(await guess()).toMatchObject({ status: 422 });
  const { status, headers } = await guess();
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(590);
});
