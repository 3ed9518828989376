import { beforeEach, describe, expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { settingsBody } from '../support/agency.ts';
import type { Answer, Call } from '../support/api.ts';
import { call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { entriesOf, findingsOf, give, openTestLedger } from '../support/ledger.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const handler = storeHandler(ledger);

let account: Awaited<ReturnType<typeof budgetedAccount>>;
beforeEach(async () => {
  account = await budgetedAccount(ledger);
  const { agency } = account.ref;
  await putProduct(
    ledger,
    someProduct(agency, { category: 'tools', variants: [someVariant({ price: 30 })] }),
  );
  await putService(ledger.table, agency, { price: 30 });
});

const ask = (spender: string, route: Route, request: Call) =>
  call(handler, route, { caller: account.ref, spender, ...account.keyed(), ...request });

const allowTransfers = async (): Promise<void> => {
  const { call: asAgency, etagOf } = account.agency;
  await asAgency(agencyRoutes.putSettings, {
    headers: { 'if-match': await etagOf(agencyRoutes.getSettings) },
    body: { ...settingsBody, transfers: { promo: false } },
  });
};

/** The ways to spend 30 credits in the store. */
const ways: Record<string, (spender: string) => Promise<Answer>> = {
  purchase: async (spender) => {
    const quote = await ask(spender, storeRoutes.createQuote, { body: { productId: 'brushes' } });
    return await ask(spender, storeRoutes.createPurchase, { body: { quoteId: idOf(quote) } });
  },
  order: (spender) =>
    ask(spender, storeRoutes.createOrder, { params: { serviceId: 'logo' }, body: { credits: 30 } }),
  transfer: async (spender) => {
    await allowTransfers();
    await give(ledger, { ...account.ref, account: 'bob' }, 1);
    return await account.as(spender, accountRoutes.createTransfer, {
      ...account.keyed(),
      body: { to: { account: 'bob' }, amount: 30 },
    });
  },
  gift: async (spender) => {
    await allowTransfers();
    return await ask(spender, storeRoutes.createGift, { body: { amount: 30 } });
  },
  invoice: async (spender) => {
    const { id } = await putInvoice(ledger, account.ref, { amount: { credits: 30 } });
    return await ask(spender, storeRoutes.payInvoice, { params: { invoiceId: id }, body: { credits: 30 } });
  },
};

describe.each(Object.entries(ways))('a spender by way of: %s', (name, spendThirty) => {
  test('spends within its budget, and its entry names it', async () => {
    const id = await account.spender({ perDay: 30 });
    expect(await spendThirty(id)).toMatchObject({ status: 201 });
    expect(await account.get(id)).toMatchObject({ day: { spent: 30, left: 0 } });
    expect((await entriesOf(ledger, account.ref)).at(-1)).toMatchObject({ amount: 30, spender: id });
    expect(await findingsOf(ledger, account.ref)).toEqual([]);
  });

  test('is refused beyond its budget', async () => {
    const id = await account.spender({ perDay: 29 });
    expect(await spendThirty(id)).toMatchObject({
      status: 402,
      body: { code: 'budget_exceeded', limit: 'per_day', left: 29 },
    });
    expect(await account.get(id)).toMatchObject({ day: { spent: 0 } });
  });

  test('spends only on what its restriction names', async () => {
    const restrictions = {
      products: ['brushes'],
      categories: ['tools'],
      services: ['logo'],
      meters: ['tokens'],
    };
    const admitting = new Map(Object.entries({ purchase: ['products', 'categories'], order: ['services'] }));
    const admits = (list: string) => admitting.get(name)?.includes(list) ?? false;
    const cases = Object.entries(restrictions).map(([list, ids]) => ({ list, onlyFor: { [list]: ids } }));
    for (const { onlyFor } of cases.filter(({ list }) => !admits(list)))
      expect(await spendThirty(await account.spender({}, { onlyFor }))).toMatchObject({
        status: 403,
        body: { code: 'spender_restricted', onlyFor },
      });
    const admitted = cases.filter(({ list }) => admits(list)).slice(0, 1);
    for (const { onlyFor } of admitted)
      expect(await spendThirty(await account.spender({}, { onlyFor }))).toMatchObject({ status: 201 });
  });
});

test('a category admits the products in it', async () => {
  const id = await account.spender({}, { onlyFor: { categories: ['tools'] } });
  expect(await ways['purchase']?.(id)).toMatchObject({ status: 201 });
});

test('what is given back of a purchase or an order leaves the budget as it was', async () => {
  const id = await account.spender({ perDay: 60 });
  const purchase = await ask(id, storeRoutes.createQuote, { body: { productId: 'brushes' } }).then((quote) =>
    ask(id, storeRoutes.createPurchase, { body: { quoteId: idOf(quote) } }),
  );
  const order = await ask(id, storeRoutes.createOrder, {
    params: { serviceId: 'logo' },
    body: { credits: 30 },
  });
  expect(await account.get(id)).toMatchObject({ day: { spent: 60, left: 0 } });
  const refund = { params: { purchaseId: idOf(purchase) } };
  expect(await ask(id, storeRoutes.refundPurchase, refund)).toMatchObject({ status: 200 });
  expect(await ask(id, storeRoutes.refundPurchase, refund)).toMatchObject({ status: 200 });
  expect(await account.get(id)).toMatchObject({ day: { spent: 30, left: 30 } });
  await account.agency.call(agencyRoutes.refundOrder, {
    params: { accountId: account.ref.account, orderId: idOf(order) },
  });
  expect(await account.get(id)).toMatchObject({ day: { spent: 0, left: 60 }, month: { spent: 0 } });
});

test("every customer's route that can lack credits is under a budget, or for the owner alone", () => {
  const spending = Object.entries<Route>(routes).filter(
    ([, { scope, problems }]) =>
      scope === 'credits:spend' &&
      problems.some((code) => code === 'insufficient_credits' || code === 'amount_exceeds_balance'),
  );
  expect(spending.length).toBeGreaterThan(4);
  const free = spending.filter(
    ([, { problems }]) => !problems.includes('budget_exceeded') && !problems.includes('owner_required'),
  );
  expect(free.map(([name]) => name)).toEqual([]);
});

test('what an order holds counts in the budget, and what it cost in the end after it is done', async () => {
  await putService(ledger.table, account.ref.agency, { version: 1, price: 30, payment: 'when_done' });
  const order = { params: { serviceId: 'logo' }, body: { credits: 30 } };
  const id = await account.spender({ perDay: 50 }, { onlyFor: { services: ['logo'] } });
  const orderId = idOf(await ask(id, storeRoutes.createOrder, order));
  expect(await account.get(id)).toMatchObject({ held: 30, day: { spent: 0, left: 20 } });
  expect(await ask(id, storeRoutes.createOrder, order)).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', left: 20 },
  });
  const params = { accountId: account.ref.account, orderId };
  const body = { status: 'done', credits: 12 };
  await account.agency.call(agencyRoutes.setOrderStatus, { params, body });
  expect(await account.get(id)).toMatchObject({ held: 0, day: { spent: 12, left: 38 } });
  expect((await entriesOf(ledger, account.ref)).at(-1)).toMatchObject({ amount: 12, spender: id });
  await account.agency.call(agencyRoutes.refundOrder, { params });
  expect(await account.get(id)).toMatchObject({ day: { spent: 0, left: 50 } });
  expect(await findingsOf(ledger, account.ref)).toEqual([]);
});

test('a spender cancels its own orders, and the owner every one', async () => {
  await putService(ledger.table, account.ref.agency, { version: 1, price: 30, payment: 'when_done' });
  const order = { params: { serviceId: 'logo' }, body: { credits: 30 } };
  const [id, other] = [await account.spender({ perDay: 60 }), await account.spender({})];
  const first = { params: { orderId: idOf(await ask(id, storeRoutes.createOrder, order)) } };
  const second = { params: { orderId: idOf(await ask(id, storeRoutes.createOrder, order)) } };
  expect(await ask(other, storeRoutes.cancelOrder, first)).toMatchObject({
    status: 403,
    body: { code: 'owner_required' },
  });
  expect(await ask(id, storeRoutes.cancelOrder, first)).toMatchObject({ status: 200 });
  const byOwner = await call(handler, storeRoutes.cancelOrder, { caller: account.ref, ...second });
  expect(byOwner).toMatchObject({ status: 200 });
  expect(await account.get(id)).toMatchObject({ held: 0, day: { spent: 0, left: 60 } });
});
