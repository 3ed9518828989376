import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Route } from '../../shared/http/route.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { listOfAny } from '../../shared/ledger/of-any.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { download } from '../../shared/store/download.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { orderItem } from '../../shared/table/items/service.ts';
import { orderKey, ordersPartition } from '../../shared/table/keys.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { decided, decisionBy, putRequest } from '../support/credit-requests.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { orderOne } from '../support/orders.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const staff = agencyHandler(ledger);
const store = storeHandler(ledger);
const client = clientHandler(ledger);

const page = z.object({ items: z.array(z.unknown()), cursor: z.string().nullable() });

/** All of a list, in pages of one line. */
const everyLine = async (
  ask: (query: Record<string, string>) => Promise<{ status: number; body: unknown }>,
) => {
  const lines: unknown[] = [];
  for (let query: Record<string, string> | undefined = { limit: '1' }; query;) {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    const { items, cursor } = page.parse(body);
    lines.push(...items);
    query = cursor === null ? undefined : { limit: '1', cursor };
  }
  return lines;
};

const customers: [string, typeof store, Route, Route?][] = [
  ['purchases', store, storeRoutes.listPurchases, agencyRoutes.listAccountPurchases],
  ['invoices', store, storeRoutes.listInvoices, agencyRoutes.listAccountInvoices],
  ['credit requests', store, storeRoutes.listCreditRequests],
  ['orders', store, storeRoutes.listOrders, agencyRoutes.listAccountOrders],
  ['redemptions', store, storeRoutes.listRedemptions, agencyRoutes.listAccountRedemptions],
  ['downloads', store, storeRoutes.listDownloads],
  ['receipts', client, accountRoutes.listReceipts, agencyRoutes.listAccountReceipts],
];

let old: AccountRef;
let heir: AccountRef;
let stranger: AccountRef;

/** Everything that a customer finds in a list, twice: of both accounts before the merge. */
beforeAll(async () => {
  old = await accountOfOpenAgency(ledger);
  [heir, stranger] = [
    { ...old, account: 'heir' },
    { ...old, account: 'stranger' },
  ];
  const release = { version: '1.0', file: { object: 'brushes/1.0/brushes.zip' } };
  await putProduct(ledger, someProduct(old.agency, { variants: [someVariant({ release })] }));
  await putService(ledger.table, old.agency);
  const [code] = await promoCodesOn(ledger).make(old.agency, { usesPerCode: 9 });
  for (const ref of [old, heir, stranger]) {
    await give(ledger, ref, 500);
    await buyerAt(ledger, ref).buy();
    const link = async () => ({ url: 'https://files.example/', expiresAt: '2099-01-01T00:00:00.000Z' });
    expect(await download(ledger, link, ref, { productId: 'brushes' })).toMatchObject({ ok: true });
    const { id: invoiceId } = await putInvoice(ledger, ref);
    await call(store, storeRoutes.payInvoice, { caller: ref, params: { invoiceId }, body: { credits: 40 } });
    await decided(
      ledger,
      await putRequest(ledger, ref, { steps: [{ name: 'review' }] }),
      decisionBy('ann', 0),
    );
    const orderId = await orderOne(ledger, ref);
    await call(staff, agencyRoutes.setOrderStatus, {
      caller: adminAt(ref.agency),
      params: { accountId: ref.account, orderId },
      body: { status: 'done' },
    });
    expect(await redeemOn(ledger)(ref, code)).toMatchObject({ status: 201 });
    await takeFactsInto(ledger)(ref.agency, 'stripe', paidFact(await openCheckout(ledger, ref)));
  }
  const merged = await mergeAccounts(ledger, { agency: old.agency, actor: 'admin' }, old.account, 'heir');
  expect(merged).toMatchObject({ ok: true });
});

test.each(customers)(
  'the list of %s has what both accounts had, each once, page by page, and nothing of another account',
  async (_name, handler, route, ofStaff) => {
    const lines = await everyLine((query) => call(handler, route, { caller: heir, query }));
    expect(lines).toHaveLength(2);
    expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(2);
    expect(await everyLine((query) => call(handler, route, { caller: stranger, query }))).toHaveLength(1);
    if (!ofStaff) return;
    const asStaff = ({ agency, account: accountId }: AccountRef) =>
      everyLine((query) => call(staff, ofStaff, { caller: adminAt(agency), params: { accountId }, query }));
    expect(await asStaff(heir)).toHaveLength(2);
    expect(await asStaff(old)).toHaveLength(1);
    expect(await asStaff(stranger)).toHaveLength(1);
  },
);

test('lists of several accounts come as one, sorted, whatever is left out by a filter and wherever pages end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ account: fc.nat(2), at: fc.nat(30), isDone: fc.boolean() }), { maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      fc.boolean(),
      async (all, limit, newestFirst, isFiltered) => {
        const { agency } = await accountOfOpenAgency(ledger);
        const refs = ['a', 'b', 'c'].map((account) => ({ agency, account }));
        const [own = old, ...others] = refs;
        for (const one of others) {
          await give(ledger, one, 1);
          await give(ledger, own, 1);
          await mergeAccounts(ledger, { agency, actor: 'admin' }, one.account, own.account);
        }
        const kept = new Map(
          all.map(({ account, at, isDone }) => [`${account} ${at}`, { account, at, isDone }]),
        );
        for (const { account, at, isDone } of kept.values()) {
          const ref = refs[account] ?? own;
          // Some sort keys are in more than one of the accounts.
          const id = `ord_${String(at).padStart(4, '0')}`;
          const order = {
            ...ref,
            id,
            version: 0,
            serviceId: 's',
            name: 'n',
            credits: 0,
            at: '2026-01-01T00:00:00.000Z',
            status: isDone ? ('done' as const) : ('new' as const),
          };
          await putGuarded(ledger.table, {
            key: orderKey(ref, id),
            schema: orderItem,
            item: order,
            version: 0,
          });
        }
        const found: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const listed = await listOfAny(ledger.table, own, ordersPartition, {
            item: orderItem,
            newestFirst,
            limit,
            cursor,
            where: { status: isFiltered ? 'done' : undefined },
          });
          if (!listed.ok) throw new Error(listed.error.code);
          found.push(...listed.value.items.map(({ account, id }) => `${id} ${account}`));
          ({ cursor } = listed.value);
        }
        const wanted = [...kept.values()]
          .filter(({ isDone }) => isDone || !isFiltered)
          .map(({ account, at }) => `ord_${String(at).padStart(4, '0')} ${refs[account]?.account}`);
        expect(found.toSorted()).toEqual(wanted.toSorted());
        const ids = found.map((one) => one.slice(0, 8));
        expect(ids).toEqual(newestFirst ? ids.toSorted().toReversed() : ids.toSorted());
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
