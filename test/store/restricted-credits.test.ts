import { describe, expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { giftRoutes } from '../../shared/http/routes/store/gifts.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import { MAX_RESTRICTIONS } from '../../shared/ledger/restrictions.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { OnlyFor } from '../../shared/table/items/only-for.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { clientHandler } from '../support/account-handler.ts';
import { packageBody, serviceBody, settingsBody, someAgency } from '../support/agency.ts';
import { call, type Call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { checkoutHandler, willingProvider } from '../support/checkout-handler.ts';
import { decided, decisionBy, putRequest } from '../support/credit-requests.ts';
import { entriesOf, findingsOf, give, leaveInDebt, openTestLedger, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { connecting } from '../support/providers.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = clientHandler(ledger);

const forArt: OnlyFor = { categories: ['art'] };

/** A customer of an agency that sells brushes for 30 credits, in the category art. */
const setUp = async () => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await putProduct(ledger, someProduct(ref.agency, { category: 'art' }));
  const asCustomer = (route: Parameters<typeof call>[1], request: Call = {}) =>
    call(handler, route, { caller: ref, ...request });
  const adjust = (body: object) =>
    agency.call(agencyRoutes.createAdjustment, {
      params: { accountId: ref.account },
      headers: { 'idempotency-key': randomId('key') },
      body: { reason: 'goodwill', ...body },
    });
  return {
    ...agency,
    ref,
    asCustomer,
    adjust,
    grant: async (amount: number, more: object = {}) =>
      expect(await adjust({ type: 'in', amount, create: true, onlyFor: forArt, ...more })).toMatchObject({
        status: 201,
      }),
    account: async () => (await asCustomer(accountRoutes.getAccount)).body,
    spend: (amount: number, prefer = '') =>
      asCustomer(accountRoutes.createSpend, {
        headers: { 'idempotency-key': randomId('key'), ...(prefer && { prefer }) },
        body: { amount, reference: 'order-1' },
      }),
    buyer: buyerAt(ledger, ref),
  };
};

/** The lots of an account, without what tells one from another, and what they cost. */
const lotsOf = async (ref: AccountRef): Promise<Omit<LotShare, 'id' | 'price'>[]> =>
  (await readAccount(ledger, ref)).lots.map(({ id: _, price: __, ...lot }) => lot);

test('granted credits show apart from what is available, and a spend or a hold leaves them alone', async () => {
  const { ref, grant, account, spend, asCustomer } = await setUp();
  await give(ledger, ref, 20);
  await grant(50);
  expect(await account()).toMatchObject({
    balance: 70,
    available: 20,
    held: 0,
    restricted: [{ credits: 50, onlyFor: forArt }],
  });
  expect(await spend(21)).toMatchObject({
    status: 402,
    body: {
      code: 'insufficient_credits',
      available: 20,
      shortfall: 1,
      restricted: [{ credits: 50, onlyFor: forArt }],
    },
  });
  const hold = { amount: 21, reference: 'job', seconds: 60 };
  const headers = { 'idempotency-key': 'hold' };
  expect(await asCustomer(accountRoutes.createHold, { headers, body: hold })).toMatchObject({
    body: { code: 'insufficient_credits', available: 20, restricted: [{ credits: 50, onlyFor: forArt }] },
  });
  expect(await spend(20, 'dry-run')).toMatchObject({
    body: { balance: 50, available: 0, restricted: [{ credits: 50, onlyFor: forArt }] },
  });
  expect(await spend(20)).toMatchObject({ status: 201 });
  expect(await account()).toMatchObject({ balance: 50, available: 0, state: 'zero' });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('what admits a purchase pays it first, decides what is short, and comes back restricted', async () => {
  const { ref, grant, account, buyer, asCustomer } = await setUp();
  await give(ledger, ref, 20);
  await grant(8);
  const shortBy = (shortfall: number, restricted: number) => ({
    status: 200,
    body: {
      variants: [{ shortfall, restricted, affordable: shortfall === 0, buy: { allowed: shortfall === 0 } }],
    },
  });
  expect(await buyer.product()).toMatchObject(shortBy(2, 8));
  expect(await buyer.quote()).toMatchObject({ body: { available: 28, shortfall: 2 } });
  await grant(5);
  expect(await buyer.product()).toMatchObject(shortBy(0, 13));
  expect(await buyer.quote()).toMatchObject({
    body: { available: 33, shortfall: 0, restricted: 13, buy: { allowed: true } },
  });

  const purchaseId = await buyer.buy();
  expect(await entriesOf(ledger, ref)).toMatchObject([
    {},
    {},
    {},
    { kind: 'purchase', amount: 30, lots: [{ amount: 8 }, { amount: 5 }, { class: 'paid', amount: 17 }] },
  ]);
  const ofThese = { restricted: [{ credits: 13, onlyFor: forArt }] };
  expect(await buyer.readPurchase(purchaseId)).toMatchObject({ body: { credits: 30, ...ofThese } });
  expect(await account()).toMatchObject({ balance: 3, available: 3, restricted: [] });

  expect(await buyer.refund(purchaseId)).toMatchObject({ status: 200 });
  const history = await asCustomer(accountRoutes.listEntries);
  expect(history).toMatchObject({
    body: {
      items: [
        { kind: 'purchase_refund', amount: 30, ...ofThese },
        { kind: 'purchase', amount: 30, ...ofThese },
        { kind: 'adjustment', amount: 5, restricted: [{ credits: 5, onlyFor: forArt }] },
        { kind: 'adjustment', amount: 8 },
        { amount: 20 },
      ],
    },
  });
  expect(await account()).toMatchObject({
    balance: 33,
    available: 20,
    restricted: [{ credits: 13, onlyFor: forArt }],
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('credits for another category or product do not count for a purchase', async () => {
  const { ref, grant, buyer } = await setUp();
  await grant(100, { onlyFor: { categories: ['sculpture'], products: ['clay'] } });
  expect(await buyer.quote()).toMatchObject({ body: { available: 0, shortfall: 30 } });
  await putProduct(ledger, { ...someProduct(ref.agency, { id: 'clay', name: 'Clay' }) });
  expect(await buyer.quote({ productId: 'clay' })).toMatchObject({ body: { available: 100, shortfall: 0 } });
});

test('credits for a service order it, and nothing else', async () => {
  const { ref, grant, buyer, call: asAgency } = await setUp();
  await grant(30, { onlyFor: { services: ['logo'] } });
  for (const serviceId of ['logo', 'portrait'])
    await asAgency(agencyRoutes.putService, {
      params: { serviceId },
      headers: { 'if-none-match': '*' },
      body: { ...serviceBody, price: 30, regionalPrices: {}, promotions: [] },
    });
  const store = storeHandler(ledger);
  const order = (serviceId: string) =>
    call(store, serviceRoutes.createOrder, {
      caller: ref,
      headers: { 'idempotency-key': serviceId },
      params: { serviceId },
      body: { credits: 30 },
    });
  expect(await buyer.quote()).toMatchObject({ body: { available: 0 } });
  expect(await order('portrait')).toMatchObject({
    status: 402,
    body: { available: 0, shortfall: 30, restricted: [{ credits: 30, onlyFor: { services: ['logo'] } }] },
  });
  expect(await order('logo')).toMatchObject({
    status: 201,
    body: { restricted: [{ credits: 30, onlyFor: { services: ['logo'] } }] },
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, lots: [] });
});

test('an agency takes back credits of exactly the restriction that it names', async () => {
  const { ref, grant, adjust } = await setUp();
  await give(ledger, ref, 20);
  await grant(30);
  await grant(30, { onlyFor: { categories: ['books', 'art', 'art'] } });
  expect(await adjust({ type: 'out', amount: 21 })).toMatchObject({
    body: { available: 20, restricted: [{ credits: 30 }, { credits: 30 }] },
  });
  const wide = { categories: ['art', 'books'] };
  expect(await adjust({ type: 'out', amount: 25, onlyFor: wide })).toMatchObject({ status: 201 });
  expect(await lotsOf(ref)).toEqual([
    { class: 'promo', amount: 30, onlyFor: forArt },
    { class: 'promo', amount: 5, onlyFor: wide },
    { class: 'paid', amount: 20 },
  ]);
});

test('restricted credits pay no debt, and wait until it is paid', async () => {
  const { ref, grant, account, buyer } = await setUp();
  await leaveInDebt(ledger, ref, 30);
  await grant(50);
  expect(await account()).toMatchObject({
    balance: 20,
    debt: 30,
    available: 0,
    restricted: [{ credits: 50 }],
    state: 'debt',
  });
  expect(await buyer.quote()).toMatchObject({ body: { available: 0, shortfall: 30 } });
  await give(ledger, ref, 30);
  expect(await buyer.quote()).toMatchObject({ body: { available: 50, shortfall: 0 } });
});

test('credits of a package, its bonus and a tier are restricted as the agency says', async () => {
  const { ref, asCustomer, call: asAgency } = await setUp();
  const etag = await asAgency(agencyRoutes.getSettings);
  const tier = { fromCredits: 500, bonusCredits: 50, bonusOnlyFor: forArt };
  const customAmount = { ...settingsBody.customAmount, bonusTiers: [tier] };
  expect(
    await asAgency(agencyRoutes.putSettings, {
      headers: { 'if-match': String(etag.headers['etag']) },
      body: { ...settingsBody, customAmount },
    }),
  ).toMatchObject({ status: 200, body: { customAmount: { bonusTiers: [tier] } } });
  const restrictions = { onlyFor: { services: ['logo'] }, bonusOnlyFor: forArt };
  expect(
    await asAgency(agencyRoutes.putPackage, {
      params: { packageId: 'starter' },
      headers: { 'if-none-match': '*' },
      body: { ...packageBody, ...restrictions },
    }),
  ).toMatchObject({ status: 201, body: restrictions });
  expect(await asCustomer(accountRoutes.listPackages)).toMatchObject({
    body: { items: [restrictions], customAmount: { bonusTiers: [tier] } },
  });

  const checkouts = checkoutHandler(ledger, connecting(willingProvider()));
  const pay = async (body: object) => {
    const request = { caller: ref, headers: { 'idempotency-key': randomId('key') } };
    const begun = await call(checkouts, checkoutRoutes.createCheckout, {
      ...request,
      body: { provider: 'stripe', ...body },
    });
    const checkout = await readOne(ledger.table, checkoutKey(ref, idOf(begun)), checkoutItem);
    if (!checkout) throw new Error('no checkout');
    await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
    return begun;
  };
  expect(await pay({ packageId: 'starter' })).toMatchObject({ body: restrictions });
  expect(await pay({ credits: 500 })).toMatchObject({ body: { bonusCredits: 50, bonusOnlyFor: forArt } });
  expect(await lotsOf(ref)).toEqual([
    { class: 'promo', amount: 10, onlyFor: forArt },
    { class: 'promo', amount: 50, onlyFor: forArt },
    { class: 'paid', amount: 100, onlyFor: { services: ['logo'] } },
    { class: 'paid', amount: 500 },
  ]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a credit request and a promo code bring restricted credits', async () => {
  const { ref } = await setUp();
  const request = await putRequest(ledger, ref, {
    steps: [{ name: 'review' }],
    bonusCredits: 20,
    onlyFor: forArt,
    bonusOnlyFor: { products: ['clay'] },
  });
  await decided(ledger, request, decisionBy('ann', 0));
  const [code] = await promoCodesOn(ledger).make(ref.agency, { credits: 7, onlyFor: { meters: ['calls'] } });
  expect(await redeemOn(ledger)(ref, code)).toMatchObject({ status: 201 });
  expect(await lotsOf(ref)).toEqual([
    { class: 'promo', amount: 20, onlyFor: { products: ['clay'] } },
    { class: 'promo', amount: 7, onlyFor: { meters: ['calls'] } },
    { class: 'paid', amount: 100, onlyFor: forArt },
  ]);
});

test('a refund takes its own credits, and then no restricted credits of another payment', async () => {
  const { ref, buyer } = await setUp();
  const first = await openCheckout(ledger, ref, { bonusCredits: 0, onlyFor: forArt });
  const second = await openCheckout(ledger, ref, { bonusCredits: 0, onlyFor: { products: ['clay'] } });
  for (const checkout of [first, second]) await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  await buyer.buy();
  await settle(ledger, ref.agency, 'stripe', refundFact(first, 're_1', 1000));
  expect(await readAccount(ledger, ref)).toMatchObject({ debt: 30, balance: 70 });
  expect(await lotsOf(ref)).toEqual([{ class: 'paid', amount: 100, onlyFor: { products: ['clay'] } }]);

  await settle(ledger, ref.agency, 'stripe', {
    ...refundFact(first, 're_1', 1000),
    status: 'failed',
    at: '2026-03-09T00:00:00.000Z',
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ debt: 0, balance: 170 });
  expect(await lotsOf(ref)).toContainEqual({ class: 'paid', amount: 70, onlyFor: forArt });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('credits that expire soon say how many of them are restricted', async () => {
  const { grant, account } = await setUp();
  const expiresAt = instant(Date.now() + DAY_MS);
  await grant(5, { expiresAt });
  await grant(3, { expiresAt, onlyFor: undefined });
  expect(await account()).toMatchObject({
    expiringSoon: { credits: 8, restricted: 5 },
    expiring: [{ credits: 5, onlyFor: forArt }, { credits: 3 }],
  });
});

test('an account with as many restrictions as may be takes no other, but what was paid for', async () => {
  const { ref, grant, adjust } = await setUp();
  for (let number = 0; number < MAX_RESTRICTIONS; number += 1)
    await grant(1, { onlyFor: { products: [`product-${number}`] } });
  const another = { type: 'in', amount: 1, onlyFor: forArt };
  expect(await adjust(another)).toMatchObject({ status: 409, body: { code: 'lot_limit' } });
  await grant(1, { onlyFor: { products: ['product-0'] } });
  await grant(1, { onlyFor: undefined });
  const checkout = await openCheckout(ledger, ref, { bonusCredits: 0, onlyFor: forArt });
  await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
  expect(await lotsOf(ref)).toContainEqual({ class: 'paid', amount: 100 });
});

test('a spend costs 6 write units with a restriction in the account, and without', async () => {
  const { ref, grant } = await setUp();
  const spending = clientHandler(metered);
  await give(ledger, ref, 20);
  const spend = () =>
    during(() =>
      call(spending, accountRoutes.createSpend, {
        caller: ref,
        headers: { 'idempotency-key': randomId('key') },
        body: { amount: 1, reference: 'order-1' },
      }),
    );
  expect(await spend()).toMatchObject({ writeUnits: 6 });
  await grant(50);
  expect(await spend()).toMatchObject({ writeUnits: 6, calls: ['BatchGetItem', 'TransactWriteItems'] });
});

test('a purchase costs 8 write units, whether restricted credits pay a part of it or none', async () => {
  const purchases: unknown[] = [];
  for (const amount of [0, 13]) {
    const { ref, grant, buyer } = await setUp();
    await give(ledger, ref, 30);
    if (amount > 0) await grant(amount);
    const quoteId = idOf(await buyer.quote());
    purchases.push(await during(() => buyerAt(metered, ref).purchase(quoteId)));
  }
  const one = { writeUnits: 8, calls: ['BatchGetItem', 'TransactWriteItems'] };
  expect(purchases).toMatchObject([one, one]);
});

test('a refused invoice or purchase lists what does not count for it, at no further cost', async () => {
  const { ref, grant, buyer } = await setUp();
  await give(ledger, ref, 20);
  const { id: invoiceId } = await putInvoice(ledger, ref);
  const quoteId = idOf(await buyer.quote());
  const invoice = { caller: ref, params: { invoiceId }, body: { credits: 40 } };
  const store = storeHandler(metered);
  const attempt = async () => {
    const refused: unknown[] = [];
    const cost = await during(async () => {
      refused.push(await call(store, invoiceRoutes.payInvoice, invoice));
      refused.push(await buyerAt(metered, ref).purchase(quoteId));
    });
    return { refused, cost };
  };
  const before = await attempt();
  await grant(5);
  await grant(50, { onlyFor: { services: ['logo'] } });
  const forLogo = { credits: 50, onlyFor: { services: ['logo'] } };
  const restricted = [{ credits: 5, onlyFor: forArt }, forLogo];
  const after = await attempt();
  expect(after.refused).toMatchObject([
    { body: { code: 'amount_exceeds_balance', available: 20, shortfall: 20, restricted } },
    { body: { code: 'insufficient_credits', available: 25, shortfall: 5, restricted: [forLogo] } },
  ]);
  expect(after.cost).toEqual(before.cost);
});

test.each([
  ['no list', {}],
  ['an empty list', { products: [] }],
  ['an unknown list', { colours: ['red'] }],
  ['too many names', { products: Array.from({ length: 21 }, (_, number) => `p${number}`) }],
])('a restriction with %s is refused', async (_, onlyFor) => {
  const { adjust } = await setUp();
  expect(await adjust({ type: 'in', amount: 1, create: true, onlyFor })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});

describe('what a restriction names may go or change', () => {
  test('credits for a product that is no longer sold stay, and pay it once it is back', async () => {
    const { ref, grant, account, buyer } = await setUp();
    await grant(30, { onlyFor: { products: ['clay'] } });
    expect(await buyer.quote()).toMatchObject({ body: { available: 0, shortfall: 30 } });
    expect(await account()).toMatchObject({ restricted: [{ credits: 30, onlyFor: { products: ['clay'] } }] });
    await putProduct(ledger, someProduct(ref.agency, { id: 'clay', name: 'Clay' }));
    expect(await buyer.quote({ productId: 'clay' })).toMatchObject({ body: { shortfall: 0 } });
  });

  test('a quote keeps the category that its product had, and later quotes have the new one', async () => {
    const { ref, grant, buyer, call: asAgency, etagOf } = await setUp();
    await grant(30);
    const quoteId = idOf(await buyer.quote());
    const params = { productId: 'brushes' };
    const { name, variants, promotions, onSale } = someProduct(ref.agency);
    const renamed = { name, variants, promotions, onSale, category: 'painting' };
    expect(
      await asAgency(agencyRoutes.putProduct, {
        params,
        headers: { 'if-match': await etagOf(agencyRoutes.getAgencyProduct, params) },
        body: renamed,
      }),
    ).toMatchObject({ status: 200 });
    expect(await buyer.quote()).toMatchObject({ body: { available: 0, restricted: 0, shortfall: 30 } });
    expect(await buyer.purchase(quoteId)).toMatchObject({
      status: 201,
      body: { restricted: [{ credits: 30, onlyFor: forArt }] },
    });
  });
});

test('an order that is held takes restricted credits, and gives what it does not cost back restricted', async () => {
  const { ref, grant, account, call: asAgency } = await setUp();
  const forLogo: OnlyFor = { services: ['logo'] };
  await give(ledger, ref, 10);
  await grant(25, { onlyFor: forLogo });
  await putService(ledger.table, ref.agency, { price: 30, payment: 'when_done' });
  const placed = await call(storeHandler(ledger), serviceRoutes.createOrder, {
    caller: ref,
    headers: { 'idempotency-key': 'order' },
    params: { serviceId: 'logo' },
    body: { credits: 30 },
  });
  expect(placed).toMatchObject({ status: 201, body: { payment: 'held' } });
  expect(placed.body).not.toHaveProperty('restricted');
  expect(await account()).toMatchObject({ balance: 35, available: 5, held: 30, restricted: [] });
  expect(
    await asAgency(agencyRoutes.setOrderStatus, {
      params: { accountId: ref.account, orderId: idOf(placed) },
      body: { status: 'done', credits: 20 },
    }),
  ).toMatchObject({ body: { paid: 20, restricted: [{ credits: 20, onlyFor: forLogo }] } });
  expect(await account()).toMatchObject({
    balance: 15,
    available: 10,
    held: 0,
    restricted: [{ credits: 5, onlyFor: forLogo }],
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('restricted credits are sent to nobody, as a transfer or a gift', async () => {
  const { ref, grant, asCustomer, call: asAgency, etagOf } = await setUp();
  await asAgency(agencyRoutes.putSettings, {
    headers: { 'if-match': await etagOf(agencyRoutes.getSettings) },
    body: { ...settingsBody, transfers: { promo: true } },
  });
  await give(ledger, { ...ref, account: 'bob' }, 1);
  await grant(50);
  await give(ledger, ref, 20);
  const restricted = [{ credits: 50, onlyFor: forArt }];
  const body = { code: 'insufficient_credits', available: 20, shortfall: 1, restricted };
  const refused = { status: 402, body };
  const transfer = { to: { account: 'bob' }, amount: 21 };
  const headers = { 'idempotency-key': 'send' };
  expect(await asCustomer(accountRoutes.createTransfer, { headers, body: transfer })).toMatchObject(refused);
  const gift = { amount: 21 };
  const store = storeHandler(ledger);
  expect(await call(store, giftRoutes.createGift, { caller: ref, headers, body: gift })).toMatchObject(
    refused,
  );
});

test('a chargeback takes a restricted bonus with its payment, and what comes back of one pays no debt', async () => {
  const { ref, buyer, account } = await setUp();
  const bought = await openCheckout(ledger, ref, { bonusOnlyFor: forArt });
  await settle(ledger, ref.agency, 'stripe', paidFact(bought));
  expect(await account()).toMatchObject({ available: 100, restricted: [{ credits: 10 }] });
  const purchaseId = await buyer.buy();
  await settle(ledger, ref.agency, 'stripe', disputeFact(bought, 'dp_1', 1000, 'lost'));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -30, debt: 30, lots: [] });
  expect(await buyer.refund(purchaseId)).toMatchObject({ status: 200 });
  // Of what comes back, the restricted part pays no debt.
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, debt: 10 });
  expect(await account()).toMatchObject({ available: 0, restricted: [{ credits: 10, onlyFor: forArt }] });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a budget counts restricted credits, too, and its own restriction holds beside theirs', async () => {
  const { ref, grant, asCustomer } = await setUp();
  await grant(60);
  const make = async (body: object): Promise<string> =>
    idOf(
      await asCustomer(accountRoutes.createSpender, {
        headers: { 'idempotency-key': randomId('key') },
        body: { name: 'Bot', kind: 'agent', ...body },
      }),
    );
  const store = storeHandler(ledger);
  const buyAs = async (spender: string) => {
    const quoted = await call(store, storeRoutes.createQuote, {
      caller: ref,
      spender,
      body: { productId: 'brushes' },
    });
    return call(store, storeRoutes.createPurchase, { caller: ref, spender, body: { quoteId: idOf(quoted) } });
  };
  expect(await buyAs(await make({ limits: { perDay: 29 } }))).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', left: 29 },
  });
  expect(await buyAs(await make({ limits: {}, onlyFor: { services: ['logo'] } }))).toMatchObject({
    status: 403,
    body: { code: 'spender_restricted' },
  });
  const spender = await make({ limits: { perDay: 50 }, onlyFor: { products: ['brushes'] } });
  expect(await buyAs(spender)).toMatchObject({
    status: 201,
    body: { restricted: [{ credits: 30, onlyFor: forArt }] },
  });
  expect(await asCustomer(accountRoutes.getSpender, { params: { spenderId: spender } })).toMatchObject({
    body: { day: { spent: 30, left: 20 } },
  });
});
