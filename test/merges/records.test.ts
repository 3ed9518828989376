import { expect, test } from 'vitest';
import { continueUnfinished } from '../../functions/sweeper/continue-unfinished.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { creditRequestsOf } from '../../shared/credit-requests/read.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { download } from '../../shared/store/download.ts';
import { checkoutOf } from '../../shared/payments/read-checkout.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { mergeKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { invoiceBody } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { putInvoice } from '../support/bills.ts';
import { buyerAt, idOf, noteDownload, ownedBy } from '../support/buyer.ts';
import { bucketThatDeletes } from '../support/personal-data.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { decided, decisionBy, putRequest, readRequest } from '../support/credit-requests.ts';
import { accountOfOpenAgency, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const staff = agencyHandler(ledger);
const store = storeHandler(ledger);
const HOUR_MS = 3_600_000;

const credited = async (ref: AccountRef, amount: number): Promise<void> =>
  await move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'own', amount, class: 'paid' });

/** Two accounts with 100 credits each, and a product of two variants, one of them free. */
const setUp = async () => {
  const old = await accountOfOpenAgency(ledger, { purchaseRefunds: { days: 14, afterDownload: false } });
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir]) await credited(ref, 100);
  const release = { version: '1.0', file: { object: 'brushes/1.0/brushes.zip' } };
  const variants = [someVariant({ release }), someVariant({ id: 'free', price: 0 })];
  await putProduct(ledger, someProduct(old.agency, { variants }));
  return { old, heir, agency: old.agency };
};

const merge = async (old: AccountRef, on: Ledger = ledger) =>
  expect(await mergeAccounts(on, { agency: old.agency, actor: 'admin' }, old.account, 'heir')).toMatchObject({
    ok: true,
  });

const findings = async (...refs: AccountRef[]) => {
  const later = { ...ledger, now: () => Date.now() + HOUR_MS };
  const all = await Promise.all(refs.map((ref) => auditLedger(later, ref, () => true)));
  return all.flatMap((one): unknown[] => (one.ok ? one.value.findings : [one.error]));
};

const STANDARD = { productId: 'brushes', variantId: 'standard' };

const refundOf = ({ agency, account }: AccountRef, purchaseId: string) =>
  call(staff, agencyRoutes.refundAccountPurchase, {
    caller: adminAt(agency),
    params: { accountId: account, purchaseId },
  });

test('what an account owned the other one owns and downloads, and a refund of the purchase takes it away there', async () => {
  const { old, heir } = await setUp();
  const purchase = await buyerAt(ledger, old).buy(STANDARD);
  await merge(old);
  expect((await ownedBy(ledger, old)).variants).toEqual({});
  expect((await ownedBy(ledger, heir)).variants).toMatchObject({ standard: { purchaseId: purchase } });
  const link = async () => ({ url: 'https://files.example/', expiresAt: '2099-01-01T00:00:00.000Z' });
  expect(await download(ledger, link, heir, { productId: 'brushes' })).toMatchObject({ ok: true });
  expect(await buyerAt(ledger, heir).quote(STANDARD)).toMatchObject({ body: { code: 'already_owned' } });
  expect(await findings(old, heir)).toEqual([]);

  expect(await refundOf(old, purchase)).toMatchObject({ status: 200 });
  expect(await refundOf(old, purchase)).toMatchObject({ status: 200 });
  expect((await ownedBy(ledger, heir)).variants).toEqual({});
  expect((await readAccount(ledger, heir)).balance).toBe(200);
  expect(await findings(old, heir)).toEqual([]);
});

test('a customer goes on with what they know of the old account: a refund of a purchase, a checkout that they return from', async () => {
  const { old, heir } = await setUp();
  const purchase = await buyerAt(ledger, old).buy(STANDARD);
  const checkout = await openCheckout(ledger, old);
  await merge(old);
  expect(await buyerAt(ledger, heir).readPurchase(purchase)).toMatchObject({
    status: 200,
    body: { id: purchase, refund: { allowed: true } },
  });
  expect(await buyerAt(ledger, heir).refund(purchase)).toMatchObject({ status: 200 });
  expect((await ownedBy(ledger, heir)).variants).toEqual({});
  expect(await checkoutOf(ledger, heir, checkout.id)).toMatchObject({ checkout: { account: old.account } });
  const stranger = { ...old, account: 'stranger' };
  expect(await buyerAt(ledger, stranger).readPurchase(purchase)).toMatchObject({ status: 404 });
  expect(await checkoutOf(ledger, stranger, checkout.id)).toBeUndefined();
});

test('a variant that both had bought is owned until both purchases are given back, whichever is first', async () => {
  for (const isOldFirst of [true, false]) {
    const { old, heir } = await setUp();
    const [first, second] = [
      await buyerAt(ledger, old).buy(STANDARD),
      await buyerAt(ledger, heir).buy(STANDARD),
    ];
    await noteDownload(ledger, old, 'standard');
    await merge(old);
    const downloaded = { version: '1.0', at: expect.any(String) };
    expect((await ownedBy(ledger, heir)).variants).toMatchObject({
      standard: { purchaseId: second, downloaded, also: [{ purchaseId: first }] },
    });
    expect(await findings(old, heir)).toEqual([]);
    const [one, other] = isOldFirst
      ? [
          { ref: old, purchase: first },
          { ref: heir, purchase: second },
        ]
      : [
          { ref: heir, purchase: second },
          { ref: old, purchase: first },
        ];
    await refundOf(one.ref, one.purchase);
    expect((await ownedBy(ledger, heir)).variants).toEqual({
      standard: { purchaseId: other.purchase, since: expect.any(String), downloaded },
    });
    expect(await findings(old, heir)).toEqual([]);
    await refundOf(other.ref, other.purchase);
    expect((await ownedBy(ledger, heir)).variants).toEqual({});
    expect(await findings(old, heir)).toEqual([]);
  }
});

test('what was bought with a payment that was taken back is not downloaded while the other account owes it', async () => {
  const { old, heir } = await setUp();
  const checkout = await openCheckout(ledger, old, { bonusCredits: 0 });
  const take = async (fact: Parameters<ReturnType<typeof takeFactsInto>>[2]) =>
    await takeFactsInto(ledger)(old.agency, 'stripe', fact);
  await buyerAt(ledger, heir).buy({ productId: 'brushes', variantId: 'free' });
  await take(paidFact(checkout));
  // All but the payment's.
  for (const ref of [old, heir])
    await call(staff, agencyRoutes.createAdjustment, {
      caller: adminAt(old.agency),
      params: { accountId: ref.account },
      headers: { 'idempotency-key': 'a' },
      body: { type: 'out', amount: 100, reason: 'r' },
    });
  await buyerAt(ledger, old).buy(STANDARD);
  await merge(old);
  await take(refundFact(checkout, 're_1', 1000));
  expect((await readAccount(ledger, heir)).debt).toBe(30);
  const link = async () => ({ url: 'https://files.example/', expiresAt: '2099-01-01T00:00:00.000Z' });
  expect(await download(ledger, link, heir, STANDARD)).toEqual({
    ok: false,
    error: { code: 'account_in_debt', debt: 30 },
  });
});

test('an open invoice moves with its ID, and the other account pays it; a paid one stays where it was paid', async () => {
  const { old, heir, agency } = await setUp();
  const open = await putInvoice(ledger, old);
  const paid = await putInvoice(ledger, old, { id: 'inv_paid' });
  const pay = (caller: AccountRef, invoiceId: string) =>
    call(store, invoiceRoutes.payInvoice, {
      caller,
      params: { invoiceId },
      headers: { 'idempotency-key': invoiceId },
      body: { credits: 40 },
    });
  expect(await pay(old, paid.id)).toMatchObject({ status: 201 });
  await merge(old);
  expect(await pay(old, open.id)).toMatchObject({ status: 404 });
  expect(await pay(heir, open.id)).toMatchObject({ status: 201 });
  expect((await readAccount(ledger, heir)).balance).toBe(200 - 80);
  const { body } = await call(staff, agencyRoutes.listAgencyInvoices, { caller: adminAt(agency) });
  expect(body['items']).toMatchObject([
    { id: 'inv_paid', account: old.account, status: 'paid' },
    { id: open.id, account: 'heir', number: open.number, status: 'paid' },
  ]);
  expect(await findings(old, heir)).toEqual([]);
});

test('an open request moves with its ID; a decision that was queued before credits the other account, once', async () => {
  const { old, heir } = await setUp();
  const accepted = await putRequest(ledger, old, { steps: [{ name: 'review' }] });
  await decided(ledger, accepted, decisionBy('ann', 0));
  const request = await putRequest(ledger, old);
  await decided(ledger, request, decisionBy('ann', 0));
  await merge(old);
  expect(await readRequest(ledger, request)).toMatchObject({ account: 'heir', requestedBy: old.account });
  expect(await readRequest(ledger, accepted)).toMatchObject({ account: old.account });
  // The message still names the old account.
  for (let turn = 0; turn < 2; turn += 1) await decided(ledger, request, decisionBy('bob', 1));
  expect((await readAccount(ledger, heir)).balance).toBe(100 + 100 + 100 + 100);
  const listed = async (ref: AccountRef) => {
    const page = await creditRequestsOf(ledger, ref, { limit: 10 });
    return page.ok ? page.value.items.map(({ id, status }) => ({ id, status })) : [];
  };
  const both = [request, accepted].map(({ id }) => ({ id, status: 'accepted' }));
  expect(new Set(await listed(heir))).toEqual(new Set(both));
  expect(await listed(old)).toEqual([{ id: accepted.id, status: 'accepted' }]);
  expect(await findings(old, heir)).toEqual([]);
});

test('a code that one of the accounts had redeemed is redeemed', async () => {
  const { old, heir, agency } = await setUp();
  const codes = await promoCodesOn(ledger).make(agency, { codes: 3, usesPerAccount: 2, usesPerCode: 9 });
  const redeem = redeemOn(ledger);
  const [first, second, third = ''] = codes;
  if (second === undefined) throw new Error('three codes');
  expect(await redeem(old, first)).toMatchObject({ status: 201 });
  await merge(old);
  expect(await redeem(heir, first)).toMatchObject({ body: { code: 'code_already_used' } });
  expect(await redeem(heir, second)).toMatchObject({ status: 201 });
  expect(await redeem(heir, third)).toMatchObject({ body: { code: 'code_already_used' } });
  expect(await findings(old, heir)).toEqual([]);
});

test('what begins at the moment of a merge without a movement moves with the rest, or is refused', async () => {
  const { old, heir, agency } = await setUp();
  const issue = (on: Ledger, account: string, key: string) =>
    call(agencyHandler(on), agencyRoutes.createInvoice, {
      caller: adminAt(agency),
      params: { accountId: account },
      headers: { 'idempotency-key': key },
      body: invoiceBody,
    });
  const quotes = await Promise.all(
    ['a', 'b'].map(async () =>
      idOf(await buyerAt(ledger, old).quote({ productId: 'brushes', variantId: 'free' })),
    ),
  );
  await merge(
    old,
    ledgerWhereMeanwhile(async () => {
      await issue(ledger, old.account, 'a');
      await buyerAt(ledger, old).purchase(quotes[0] ?? '');
    }),
  );
  expect((await ownedBy(ledger, heir)).variants).toMatchObject({ free: {} });
  const { body } = await call(staff, agencyRoutes.listAccountInvoices, {
    caller: adminAt(agency),
    params: { accountId: 'heir' },
  });
  expect(body['items']).toMatchObject([{ account: 'heir' }]);

  const third = { ...old, account: 'third' };
  await credited(third, 1);
  const quote = idOf(await buyerAt(ledger, third).quote({ productId: 'brushes', variantId: 'free' }));
  const merged = { status: 409, body: { code: 'account_merged', into: 'heir' } };
  const meanwhile = ledgerWhereMeanwhile(() => merge(third));
  expect(await issue(meanwhile, 'third', 'b')).toMatchObject(merged);
  const fourth = { ...old, account: 'fourth' };
  await credited(fourth, 1);
  const other = idOf(await buyerAt(ledger, fourth).quote({ productId: 'brushes', variantId: 'free' }));
  expect(
    await buyerAt(
      ledgerWhereMeanwhile(() => merge(fourth)),
      fourth,
    ).purchase(other),
  ).toMatchObject(merged);
  expect(quote).not.toBe(other);
  expect(await findings(old, heir, third, fourth)).toEqual([]);
});

const sweep = async ({ agency }: AccountRef): Promise<void> =>
  await continueUnfinished({ ledger, ...bucketThatDeletes() }, agency, () => 900_000);

test.each([
  { by: 'the next request', finish: async (old: AccountRef) => await merge(old), from: 0 },
  // Before the first write there is nothing to complete.
  { by: 'the sweeper', finish: sweep, from: 1 },
])('ended after any of its writes, a merge is completed by $by', async ({ finish, from }) => {
  for (let writes = from; writes < 8; writes += 1) {
    const { old, heir } = await setUp();
    const purchase = await buyerAt(ledger, old).buy(STANDARD);
    const invoice = await putInvoice(ledger, old);
    const requests = [await putRequest(ledger, old), await putRequest(ledger, old)];
    const cut = openTestLedger();
    const done = cutOffAfter(cut, writes);
    const ended = await mergeAccounts(cut, { agency: old.agency, actor: 'admin' }, old.account, 'heir').then(
      ({ ok }) => ok,
      () => false,
    );
    expect({ writes, ended }).toEqual({ writes, ended: writes >= 6 });
    expect(done().length).toBe(Math.min(writes, 6));
    // Meanwhile it is in one of both accounts.
    await decided(ledger, requests[0] ?? (await putRequest(ledger, old)), decisionBy('ann', 0));
    await finish(old);
    await finish(old);
    expect((await readTogether(ledger.table, [mergeKey(old)]))(mergeKey(old))).toBeUndefined();
    expect((await ownedBy(ledger, heir)).variants).toMatchObject({ standard: { purchaseId: purchase } });
    for (const request of requests)
      expect(await readRequest(ledger, request)).toMatchObject({ account: 'heir' });
    const { body } = await call(staff, agencyRoutes.listAgencyInvoices, { caller: adminAt(old.agency) });
    expect(body['items']).toMatchObject([{ id: invoice.id, account: 'heir' }]);
    expect((await readAccount(ledger, heir)).balance).toBe(170);
    expect(await findings(old, heir)).toEqual([]);
  }
});
