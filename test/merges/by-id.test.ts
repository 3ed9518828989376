import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Route } from '../../shared/http/route.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { invoiceBody } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { decided, decisionBy, putRequest } from '../support/credit-requests.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const staff = agencyHandler(ledger);
const store = storeHandler(ledger);
const client = clientHandler(ledger);

/** Two accounts of one customer with 100 credits each, and one of a stranger. */
const setUp = async () => {
  const old = await accountOfOpenAgency(ledger);
  const [heir, stranger] = [
    { ...old, account: 'heir' },
    { ...old, account: 'stranger' },
  ];
  for (const ref of [old, heir, stranger]) await give(ledger, ref, 100);
  return { old, heir, stranger };
};

const merge = async ({ agency, account }: AccountRef): Promise<void> => {
  expect(await mergeAccounts(ledger, { agency, actor: 'admin' }, account, 'heir')).toMatchObject({
    ok: true,
  });
};

const asStaff = (route: Route, { agency, account }: AccountRef, params: Record<string, string>, more = {}) =>
  call(staff, route, { caller: adminAt(agency), params: { accountId: account, ...params }, ...more });

const pay = (caller: AccountRef, invoiceId: string, credits = 40) =>
  call(store, storeRoutes.payInvoice, { caller, params: { invoiceId }, body: { credits } });

test('an open invoice is read, changed and voided under the old account and under the other one', async () => {
  const { old, heir, stranger } = await setUp();
  const { id: invoiceId } = await putInvoice(ledger, old);
  const other = await putInvoice(ledger, old, { id: 'inv_other' });
  await merge(old);
  for (const ref of [old, heir])
    expect(await asStaff(agencyRoutes.getAgencyInvoice, ref, { invoiceId })).toMatchObject({
      status: 200,
      body: { id: invoiceId, account: 'heir', status: 'open' },
    });
  expect(await asStaff(agencyRoutes.getAgencyInvoice, stranger, { invoiceId })).toMatchObject({
    status: 404,
  });
  const { headers } = await asStaff(agencyRoutes.getAgencyInvoice, old, { invoiceId });
  const body = { ...invoiceBody, description: 'Changed under the old path' };
  const changed = await asStaff(
    agencyRoutes.putInvoice,
    old,
    { invoiceId },
    {
      headers: { 'if-match': headers['etag'] },
      body,
    },
  );
  expect(changed).toMatchObject({ status: 200, body: { account: 'heir', description: body.description } });
  expect(await asStaff(agencyRoutes.voidInvoice, old, { invoiceId })).toMatchObject({
    status: 200,
    body: { account: 'heir', status: 'void' },
  });
  expect(await asStaff(agencyRoutes.voidInvoice, stranger, { invoiceId: other.id })).toMatchObject({
    status: 404,
  });
  expect(await findingsOf(ledger, old)).toEqual([]);
  expect(await findingsOf(ledger, heir)).toEqual([]);
});

test('the customer reads the invoice that the old account paid, and a payment whose answer was lost is not made twice', async () => {
  const { old, heir, stranger } = await setUp();
  const { id: invoiceId } = await putInvoice(ledger, old);
  expect(await pay(old, invoiceId)).toMatchObject({ status: 201 });
  await merge(old);
  const read = (caller: AccountRef) => call(store, storeRoutes.getInvoice, { caller, params: { invoiceId } });
  for (const ref of [old, heir])
    expect(await read(ref)).toMatchObject({ status: 200, body: { id: invoiceId, status: 'paid' } });
  expect(await read(stranger)).toMatchObject({ status: 404 });
  expect(await pay(heir, invoiceId)).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await pay(heir, invoiceId, 41)).toMatchObject({
    status: 409,
    body: { code: 'invoice_already_paid' },
  });
  expect(await pay(stranger, invoiceId)).toMatchObject({ status: 404 });
  expect((await readAccount(ledger, heir)).balance).toBe(160);
  expect(await asStaff(agencyRoutes.getAgencyInvoice, heir, { invoiceId })).toMatchObject({
    body: { account: old.account, status: 'paid' },
  });
});

test("a purchase whose answer was lost is answered after the merge, and is nobody else's", async () => {
  const { old, heir, stranger } = await setUp();
  await putProduct(ledger, someProduct(old.agency));
  const quoteId = idOf(await buyerAt(ledger, old).quote());
  const open = idOf(await buyerAt(ledger, old).quote());
  const id = idOf(await buyerAt(ledger, old).purchase(quoteId));
  const { balance } = await readAccount(ledger, old);
  await merge(old);
  expect(await buyerAt(ledger, heir).purchase(quoteId)).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
    body: { id },
  });
  expect(await buyerAt(ledger, heir).purchase(open)).toMatchObject({ status: 404 });
  expect(await buyerAt(ledger, stranger).purchase(quoteId)).toMatchObject({ status: 404 });
  expect((await readAccount(ledger, heir)).balance).toBe(100 + balance);
});

test('the customer reads the requests and receipts of the old account, decided and open ones', async () => {
  const { old, heir, stranger } = await setUp();
  const accepted = await putRequest(ledger, old, { steps: [{ name: 'review' }] });
  await decided(ledger, accepted, decisionBy('ann', 0));
  const open = await putRequest(ledger, old);
  const checkout = await openCheckout(ledger, old);
  const paid = paidFact(checkout);
  await takeFactsInto(ledger)(old.agency, 'stripe', paid);
  await merge(old);
  const request = (caller: AccountRef, requestId: string) =>
    call(store, storeRoutes.getCreditRequest, { caller, params: { requestId } });
  const receipt = (caller: AccountRef) =>
    call(client, accountRoutes.getReceipt, { caller, params: { receiptId: `stripe_${paid.paymentId}` } });
  for (const ref of [old, heir]) {
    expect(await request(ref, accepted.id)).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(await request(ref, open.id)).toMatchObject({ status: 200, body: { status: 'pending' } });
    expect(await receipt(ref)).toMatchObject({ status: 200 });
  }
  for (const answer of [await request(stranger, open.id), await receipt(stranger)])
    expect(answer).toMatchObject({ status: 404 });
});

test('the customer withdraws a request and proves it under either account, and is told where it has been decided', async () => {
  const { old, heir, stranger } = await setUp();
  const accepted = await putRequest(ledger, old, { steps: [{ name: 'review' }] });
  await decided(ledger, accepted, decisionBy('ann', 0));
  const open = await putRequest(ledger, old);
  await merge(old);
  const cancel = (caller: AccountRef, requestId: string) =>
    call(store, storeRoutes.cancelCreditRequest, { caller, params: { requestId } });
  const prove = (caller: AccountRef, requestId: string, key: string) =>
    call(store, storeRoutes.addProof, {
      caller,
      params: { requestId },
      headers: { 'idempotency-key': key },
      body: { note: 'paid today' },
    });
  for (const ref of [old, heir]) {
    expect(await cancel(ref, accepted.id)).toMatchObject({
      status: 409,
      body: { code: 'request_not_pending' },
    });
    expect(await prove(ref, open.id, `key-${ref.account}`)).toMatchObject({ status: 201 });
  }
  expect(await prove(stranger, open.id, 'k')).toMatchObject({ status: 404 });
  expect(await cancel(stranger, open.id)).toMatchObject({ status: 404 });
  for (const ref of [old, heir]) expect(await cancel(ref, open.id)).toMatchObject({ status: 200 });
});

test('staff give back a purchase and an order of the old account under the other one, once', async () => {
  const { old, heir, stranger } = await setUp();
  await putProduct(ledger, someProduct(old.agency));
  await putService(ledger.table, old.agency);
  const purchaseId = await buyerAt(ledger, old).buy();
  const orderId = idOf(
    await call(store, storeRoutes.createOrder, {
      caller: old,
      params: { serviceId: 'logo' },
      headers: { 'idempotency-key': 'k' },
      body: { credits: 30 },
    }),
  );
  await asStaff(agencyRoutes.setOrderStatus, old, { orderId }, { body: { status: 'done' } });
  await merge(old);
  const before = (await readAccount(ledger, heir)).balance;
  expect(
    await asStaff(agencyRoutes.setOrderStatus, heir, { orderId }, { body: { status: 'in_progress' } }),
  ).toMatchObject({ status: 200 });
  expect(await asStaff(agencyRoutes.refundOrder, stranger, { orderId })).toMatchObject({ status: 404 });
  expect(await asStaff(agencyRoutes.refundAccountPurchase, stranger, { purchaseId })).toMatchObject({
    status: 404,
  });
  for (const ref of [heir, old]) {
    expect(await asStaff(agencyRoutes.getAgencyOrder, ref, { orderId })).toMatchObject({ status: 200 });
    expect(await asStaff(agencyRoutes.refundOrder, ref, { orderId })).toMatchObject({ status: 200 });
    expect(await asStaff(agencyRoutes.refundAccountPurchase, ref, { purchaseId })).toMatchObject({
      status: 200,
    });
  }
  const { balance } = await readAccount(ledger, heir);
  const bought = (await entriesOf(ledger, old)).filter(
    ({ kind }) => kind === 'purchase' || kind === 'service',
  );
  expect(balance - before).toBe(bought.reduce((sum, { amount }) => sum + amount, 0));
  expect(await findingsOf(ledger, old)).toEqual([]);
  expect(await findingsOf(ledger, heir)).toEqual([]);
});
