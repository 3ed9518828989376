import { makeGift } from '../../shared/store/make-gift.ts';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { customerOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { heldLots } from '../../shared/ledger/held.ts';
import { total } from '../../shared/ledger/lots.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { apiEvent, call, type Call, type Handler } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { creditOf, debitOf } from '../support/commands.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  giveLots,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { orderOne } from '../support/orders.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handlers = {
  account: clientHandler(metered),
  store: storeHandler(metered),
  agency: agencyHandler(metered),
} satisfies Record<string, Handler>;

const keyed = { 'idempotency-key': 'key' };
const accountId = 'customer';

const asAgency = ({ agency }: AccountRef, route: Route, request: Omit<Call, 'caller'>) => ({
  route,
  caller: adminAt(agency),
  ...request,
});

const holdOf = async (ref: AccountRef): Promise<string> => {
  const input = { amount: 12, reference: 'job-0', seconds: 3600 };
  const made = await makeHold(ledger, customerOf({ ...ref, spender: undefined }), input, 'before');
  if (!made.ok) throw new Error(made.error.code);
  return made.value.outcome.id;
};

/** What a spender without any budget asked for. */
const approvalOf = async (ref: AccountRef): Promise<string> => {
  const body = { name: 'Asks', kind: 'agent', limits: { perCall: 0 }, above: 'ask' };
  const request = { caller: ref, headers: keyed, body };
  const made = await call(handlers.account, accountRoutes.createSpender, request);
  const spent = await call(handlers.account, accountRoutes.createSpend, {
    caller: ref,
    headers: keyed,
    spender: idOf(made),
    body: { amount: 12, reference: 'wish' },
  });
  return z.object({ approval: z.string() }).parse(spent.body).approval;
};

/** Another account of the agency, that has credits. */
const friendOf = async ({ agency }: AccountRef): Promise<string> => {
  await give(ledger, { agency, account: 'friend' }, 1);
  return 'friend';
};

/** A request that moves credits, on an account that has some. */
const requests: Record<string, (ref: AccountRef) => Promise<Call & { route: Route }>> = {
  createSpend: async (caller) => ({
    route: accountRoutes.createSpend,
    caller,
    headers: keyed,
    body: { amount: 12, reference: 'order-1' },
  }),
  createRedemption: async (caller) => {
    const [code] = await promoCodesOn(ledger).make(caller.agency, { credits: 50 });
    return { route: storeRoutes.createRedemption, caller, headers: keyed, body: { code } };
  },
  createPurchase: async (caller) => {
    await putProduct(ledger, someProduct(caller.agency));
    const quoteId = idOf(await buyerAt(ledger, caller).quote());
    return { route: storeRoutes.createPurchase, caller, body: { quoteId } };
  },
  refundPurchase: async (caller) => {
    await putProduct(ledger, someProduct(caller.agency));
    const purchaseId = await buyerAt(ledger, caller).buy();
    return { route: storeRoutes.refundPurchase, caller, params: { purchaseId } };
  },
  createOrder: async (caller) => {
    const { id: serviceId, price } = await putService(ledger.table, caller.agency);
    const route = storeRoutes.createOrder;
    return { route, caller, params: { serviceId }, headers: keyed, body: { credits: price } };
  },
  payInvoice: async (caller) => {
    const { id: invoiceId } = await putInvoice(ledger, caller);
    return { route: storeRoutes.payInvoice, caller, params: { invoiceId }, body: { credits: 40 } };
  },
  createAdjustment: async ({ agency }) => ({
    route: agencyRoutes.createAdjustment,
    caller: adminAt(agency),
    params: { accountId },
    headers: keyed,
    body: { type: 'in', amount: 5, class: 'paid', reason: 'sorry' },
  }),
  createExpiryExtension: async (ref) => {
    const from = '2099-01-01T00:00:00.000Z';
    await move(ledger, ref, { ...creditOf(5, 'promo', Date.parse(from)) });
    const body = { from, expiresAt: '2099-02-01T00:00:00.000Z', reason: 'sorry' };
    const params = { accountId };
    return asAgency(ref, agencyRoutes.createExpiryExtension, { params, headers: keyed, body });
  },
  createTransfer: async (caller) => {
    const friend = await friendOf(caller);
    return {
      route: accountRoutes.createTransfer,
      caller,
      headers: keyed,
      body: { to: { account: friend }, amount: 12 },
    };
  },
  createAccountTransfer: async (ref) => {
    const body = { to: { account: await friendOf(ref) }, amount: 12, note: 'n' };
    return asAgency(ref, agencyRoutes.createAccountTransfer, { params: { accountId }, headers: keyed, body });
  },
  // A dry run says what becomes of the account that stays.
  mergeAccount: async (ref) => {
    const params = { accountId: await friendOf(ref) };
    return asAgency(ref, agencyRoutes.mergeAccount, { params, body: { into: accountId } });
  },
  createGift: async (caller) => ({
    route: storeRoutes.createGift,
    caller,
    headers: keyed,
    body: { amount: 12, note: 'n' },
  }),
  takeBackGift: async (caller) => {
    const given = await makeGift(ledger, { ...caller, spender: undefined }, { amount: 12, days: 1 }, 'gift');
    if (!given.ok) throw new Error(given.error.code);
    return { route: storeRoutes.takeBackGift, caller, params: { giftId: given.value.outcome.gift.id } };
  },
  createHold: async (caller) => ({
    route: accountRoutes.createHold,
    caller,
    headers: keyed,
    body: { amount: 12, reference: 'job-1' },
  }),
  captureHold: async (caller) => ({
    route: accountRoutes.captureHold,
    caller,
    params: { holdId: await holdOf(caller) },
    headers: keyed,
    body: { amount: 7 },
  }),
  releaseHold: async (caller) => ({
    route: accountRoutes.releaseHold,
    caller,
    params: { holdId: await holdOf(caller) },
  }),
  approveApproval: async (caller) => ({
    route: storeRoutes.approveApproval,
    caller,
    params: { approvalId: await approvalOf(caller) },
  }),
  createAccountHold: async (ref) => {
    const body = { amount: 12, reference: 'job-1' };
    return asAgency(ref, agencyRoutes.createAccountHold, { params: { accountId }, headers: keyed, body });
  },
  captureAccountHold: async (ref) => {
    const params = { accountId, holdId: await holdOf(ref) };
    const body = { amount: 7, final: false };
    return asAgency(ref, agencyRoutes.captureAccountHold, { params, headers: keyed, body });
  },
  releaseAccountHold: async (ref) => {
    const params = { accountId, holdId: await holdOf(ref) };
    return asAgency(ref, agencyRoutes.releaseAccountHold, { params });
  },
  createAccountSpend: async ({ agency }) => ({
    route: agencyRoutes.createAccountSpend,
    caller: adminAt(agency),
    params: { accountId },
    headers: keyed,
    body: { amount: 12, reference: 'order-1' },
  }),
  setOrderStatus: async (ref) => {
    await putService(ledger.table, ref.agency, { payment: 'when_done' });
    const orderId = await orderOne(ledger, ref);
    const request = { params: { accountId, orderId }, body: { status: 'done', credits: 7 } };
    return asAgency(ref, agencyRoutes.setOrderStatus, request);
  },
  cancelOrder: async (caller) => {
    await putService(ledger.table, caller.agency, { payment: 'when_done' });
    const orderId = await orderOne(ledger, caller);
    return { route: storeRoutes.cancelOrder, caller, params: { orderId } };
  },
  refundOrder: async (ref) => {
    await putService(ledger.table, ref.agency);
    const orderId = await orderOne(ledger, ref);
    return asAgency(ref, agencyRoutes.refundOrder, { params: { accountId, orderId } });
  },
  refundAccountPurchase: async (ref) => {
    await putProduct(ledger, someProduct(ref.agency));
    const purchaseId = await buyerAt(ledger, ref).buy();
    return asAgency(ref, agencyRoutes.refundAccountPurchase, { params: { accountId, purchaseId } });
  },
  createSpendRefund: async (ref) => {
    await move(ledger, ref, debitOf(12));
    const { number: entry, at } = (await entriesOf(ledger, ref)).at(-1) ?? {};
    const body = { entry, at, amount: 7 };
    return asAgency(ref, agencyRoutes.createSpendRefund, { params: { accountId }, headers: keyed, body });
  },
};

const send = ({ route, ...request }: Call & { route: Route }, headers = {}) =>
  call(handlers[z.enum(['account', 'store', 'agency']).parse(route.lambda)], route, {
    ...request,
    headers: { ...request.headers, ...headers },
  });

const READS = new Set(['BatchGetItem', 'GetItem', 'Query']);

const dryRun = { prefer: 'respond-async, Dry-Run' };

test('these are the routes that take a dry run', () => {
  const takes = Object.entries<Route>(routes).filter(([, route]) => route.dryRun);
  // Three more are not done by one Lambda: test/ledger/dry-run-of-purchases.property.test.ts, test/usage/preview-usage.property.test.ts.
  const all = [...Object.keys(requests), 'completeCheckout', 'decideCreditRequest', 'reportUsage'];
  expect(takes.map(([name]) => name).toSorted()).toEqual(all.toSorted());
});

/** What a dry run says of an entry, of one that was made. */
const told = ({
  type,
  kind,
  label,
  amount,
  balance,
  lots,
  debt,
}: Awaited<ReturnType<typeof entriesOf>>[number]) => ({
  type,
  kind,
  ...(label !== undefined && { label }),
  amount,
  balance,
  lots: lots.map(({ class: lotClass, amount: credits, expiresAt }) => ({
    class: lotClass,
    credits,
    ...(expiresAt !== undefined && { expiresAt }),
  })),
  ...(debt !== undefined && { debt }),
});

test.each(Object.keys(requests))(
  '%s: a dry run costs no write unit and says what the request that follows does; afterwards it is answered as a replay',
  async (name) => {
    const ref = await accountOfOpenAgency(ledger, {
      purchaseRefunds: { days: 14, afterDownload: true },
      transfers: { promo: true },
    });
    await give(ledger, ref, 100);
    await giveLots(ledger, ref, 2, 5);
    const request = await requests[name]?.(ref);
    if (!request) throw new Error(name);
    const before = await readAccount(ledger, ref);

    let preview = await send(request, dryRun);
    const cost = await during(async () => (preview = await send(request, dryRun)));
    expect(cost).toMatchObject({ writeUnits: 0, indexWriteUnits: 0 });
    expect(cost.calls.filter((command) => !READS.has(command))).toEqual([]);
    expect(preview).toMatchObject({ status: 200, headers: { 'preference-applied': 'dry-run' } });
    expect(await readAccount(ledger, ref)).toEqual(before);

    const done = await send(request);
    expect(done.status).toBe(request.route.responses[201] ? 201 : 200);
    expect(done.headers).not.toHaveProperty('preference-applied');
    expect(done.headers).not.toHaveProperty('idempotent-replayed');
    const after = await readAccount(ledger, ref);
    const made = (await entriesOf(ledger, ref)).slice(before.entries);
    expect(after.version).toBe(before.version + 1);
    const held = total(heldLots(after));
    expect(preview.body).toEqual({
      dryRun: true,
      balance: after.balance,
      available: after.balance - held,
      held,
      restricted: [],
      debt: 0,
      entries: made.map(told),
    });
    expect(await findingsOf(ledger, ref)).toEqual([]);

    const again = await send(request, dryRun);
    expect({ status: again.status, body: again.body }).toEqual({ status: done.status, body: done.body });
    expect(again.headers).toMatchObject({ 'preference-applied': 'dry-run' });
  },
);

test('a dry run is refused as the request would be, and writes nothing', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = { ...(await requests['createSpend']?.(caller)), route: accountRoutes.createSpend };
  const dry = await send(request, dryRun);
  expect(dry).toMatchObject({
    status: 402,
    headers: { 'preference-applied': 'dry-run' },
    body: { code: 'insufficient_credits', available: 0, shortfall: 12 },
  });
  const { body, status } = await send(request);
  expect({ body, status }).toEqual({ body: dry.body, status: dry.status });
});

test('a product that the account bought since it was quoted is refused in a dry run as well', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 100);
  const request = await requests['createPurchase']?.(caller);
  if (!request) throw new Error('no request');
  await buyerAt(ledger, caller).buy();
  expect(await send(request, dryRun)).toMatchObject({ status: 409, body: { code: 'already_owned' } });
});

test('a dry run of credits that have expired shows the expiry, and posts none', async () => {
  const start = Date.now();
  let now = start;
  const travelling = openTestLedger({ now: () => now });
  const ref = await accountOfOpenAgency(travelling);
  await give(travelling, ref, 20);
  await giveLots(travelling, ref, 1, 5);
  now = start + 3 * 86_400_000;
  const { body } = await call(clientHandler(travelling), accountRoutes.createSpend, {
    caller: ref,
    headers: { ...keyed, ...dryRun },
    body: { amount: 12, reference: 'order-1' },
  });
  expect(body).toMatchObject({
    balance: 8,
    entries: [
      {
        type: 'out',
        kind: 'expiry',
        amount: 5,
        balance: 20,
        lots: [{ expiresAt: instant(start + 2 * 86_400_000) }],
      },
      { type: 'out', kind: 'spend', amount: 12, balance: 8 },
    ],
  });
  expect(await readAccount(travelling, ref)).toMatchObject({ balance: 25, entries: 2 });
});

test('a dry run of a wrong code counts as an attempt, so that it answers no guesses', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const redeem = redeemOn(ledger);
  const guess = (code: string) =>
    send({ route: storeRoutes.createRedemption, caller, headers: keyed, body: { code } }, dryRun);
  for (const code of ['A', 'B', 'C'])
    expect(await guess(code)).toMatchObject({ status: 422, body: { code: 'code_invalid' } });
  expect(await guess('D')).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(await redeem(caller, 'E')).toMatchObject({ status: 429 });
});

const others = Object.entries<Route>(routes).filter(
  ([, { method, dryRun: takesIt, scope }]) => method !== 'GET' && !takesIt && scope !== 'public',
);

test.each(others)('%s has no dry run and refuses one', (_, route) => {
  const event = apiEvent(route, {
    caller: { agency_id: 'studio', sub: 'customer' },
    headers: { ...keyed, ...dryRun },
  });
  expect(parseRequest(route, event)).toMatchObject({
    ok: false,
    error: { problem: 'invalid_request', extensions: { faults: [{ in: 'header', pointer: '/prefer' }] } },
  });
});
