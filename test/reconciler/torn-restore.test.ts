import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import type { Scope } from '../../functions/reconciler/audit-round.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { log } from '../../shared/kernel/log.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { orderItem } from '../../shared/table/items/service.ts';
import { orderKey, ordersPartition, receiptKey, type Key } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, move, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { decided, decisionBy, putRequest } from '../support/credit-requests.ts';
import { storeHandler } from '../support/store-handler.ts';
import { tear } from '../support/tear.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

/** Everything happened an hour before the audit. */
const ledger = openTestLedger({ now: () => Date.now() - HOUR_MS });
const restored = openTestLedger();
const takeFact = takeFactsInto(ledger);
const handler = storeHandler(ledger);

const audit = ({ agency }: AccountRef, scope?: Scope) =>
  auditAccounts(
    { ledger: restored, takeFact: takeFactsInto(restored), timeLeft: () => 900_000 },
    agency,
    scope,
  );

/** A customer who has moved credits before. */
const customer = async (): Promise<AccountRef> => {
  const ref = await accountOfOpenAgency(ledger);
  await move(ledger, ref, {
    type: 'credit',
    kind: 'adjustment',
    reference: 'gift',
    amount: 1000,
    class: 'paid',
  });
  return ref;
};

const keyed = { 'idempotency-key': 'once' };

/** What a customer does: the first part makes ready, and the second is one transaction. */
const acts: Record<string, (ref: AccountRef) => Promise<() => Promise<unknown>>> = {
  spend: async (ref) => () =>
    move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'order-1', amount: 10 }),
  purchase: async (ref) => {
    await putProduct(ledger, someProduct(ref.agency));
    const buyer = buyerAt(ledger, ref);
    const quoteId = idOf(await buyer.quote());
    return () => buyer.purchase(quoteId);
  },
  'purchase refund': async (ref) => {
    await putProduct(ledger, someProduct(ref.agency));
    const buyer = buyerAt(ledger, ref);
    const id = await buyer.buy();
    return () => buyer.refund(id);
  },
  order: async (ref) => {
    await putService(ledger.table, ref.agency);
    return () =>
      call(handler, serviceRoutes.createOrder, {
        caller: ref,
        params: { serviceId: 'logo' },
        headers: keyed,
        body: { credits: 30 },
      });
  },
  invoice: async (ref) => {
    const { id: invoiceId } = await putInvoice(ledger, ref);
    return () =>
      call(handler, invoiceRoutes.payInvoice, {
        caller: ref,
        params: { invoiceId },
        headers: keyed,
        body: { credits: 40 },
      });
  },
  redemption: async (ref) => {
    const [code] = await promoCodesOn(ledger).make(ref.agency);
    return () => redeemOn(ledger)(ref, code);
  },
  request: async (ref) => {
    const request = await putRequest(ledger, ref, { steps: [{ name: 'review' }] }, ledger.now());
    return () => decided(ledger, request, decisionBy('ann', 0));
  },
  payment: async (ref) => {
    const checkout = await openCheckout(ledger, ref);
    return () => takeFact(ref.agency, 'stripe', paidFact(checkout));
  },
};

/** What each writes beside account and entry, without what the audit does not look at. */
const cases: [string, string[]][] = [
  ['spend', []],
  ['purchase', ['PURCHASES', 'OWNED']],
  ['purchase refund', ['PURCHASES', 'OWNED']],
  ['order', ['ORDERS']],
  ['invoice', ['INVOICES']],
  ['redemption', ['REDEMPTIONS']],
  ['request', ['REQUEST']],
  ['payment', ['RECEIPT']],
];

const partsOf = (own: string[]): string[] => ['ACCOUNT', 'ENTRIES', ...own];

const tornIn = async (what: string, loses: (kind: string) => boolean, isVerified = false) => {
  const ref = await customer();
  const act = await acts[what]?.(ref);
  if (!act) throw new Error(what);
  if (isVerified) expect(await audit(ref)).toMatchObject({ status: 'complete', mismatchCount: 0 });
  return { ref, ...(await tear(ledger, ref.agency, act, loses)) };
};

test.each(cases)('a complete %s causes no finding', async (what, own) => {
  const { ref, written } = await tornIn(what, () => false);
  expect(written).toEqual(expect.arrayContaining(partsOf(own)));
  expect(await audit(ref)).toMatchObject({ status: 'complete', seen: 1, mismatchCount: 0 });
});

test.each(cases.flatMap(([what, own]) => partsOf(own).map((part) => [what, part] as const)))(
  'a %s whose %s was not restored is found, and its account named',
  async (what, part) => {
    const { ref, lost } = await tornIn(what, (kind) => kind === part);
    expect(lost).toContain(part);
    expect(await audit(ref)).toMatchObject({
      seen: 1,
      mismatches: [{ code: 'ledger_differs', account: ref.account }],
    });
  },
);

test.each(cases.flatMap(([what, own]) => partsOf(own).map((part) => [what, part] as const)))(
  'a %s of which only %s was restored is found, and its account named',
  async (what, part) => {
    const { ref, lost } = await tornIn(what, (kind) => kind !== part);
    expect(lost).not.toContain(part);
    expect(await audit(ref)).toMatchObject({
      seen: 1,
      mismatches: [{ code: 'ledger_differs', account: ref.account }],
    });
  },
);

test.each(cases.flatMap(([what, own]) => partsOf(own).map((part) => [what, part] as const)))(
  'after a verified night, a %s without its %s is found the next night if the account counts its entry, else in a whole round',
  async (what, part) => {
    const { ref } = await tornIn(what, (kind) => kind === part, true);
    expect(await audit(ref)).toMatchObject({ mismatchCount: part === 'ACCOUNT' ? 0 : 1 });
    expect((await audit(ref, { whole: true })).mismatchCount).toBe(part === 'ACCOUNT' ? 1 : 0);
  },
);

test.each(cases)('after a verified night, a complete %s causes no finding', async (what) => {
  const { ref } = await tornIn(what, () => false, true);
  expect(await audit(ref)).toMatchObject({ status: 'complete', seen: 1, mismatchCount: 0 });
  expect(await audit(ref, { whole: true })).toMatchObject({ mismatchCount: 0 });
});

test('a finding names its entry, in the log and in the account’s audit', async () => {
  const noted = vi.spyOn(log, 'error');
  const { ref } = await tornIn('purchase', (kind) => kind === 'PURCHASES');
  await audit(ref);
  const findings = [
    { code: 'record_missing', entry: 2 },
    { code: 'ownership_differs', entry: 0 },
  ];
  expect(noted.mock.calls).toEqual([['ledger differs', { ...ref, findings }]]);
  noted.mockRestore();
  expect(await auditLedger(restored, ref, () => true)).toMatchObject({ value: { findings } });
});

test('a record just written is not judged: its other parts may still arrive', async () => {
  const ref = await accountOfOpenAgency(restored);
  const act = () => move(restored, ref, { type: 'debit', kind: 'invoice', reference: 'none', amount: 10 });
  await move(restored, ref, {
    type: 'credit',
    kind: 'adjustment',
    reference: 'a',
    amount: 10,
    class: 'paid',
  });
  await tear(restored, ref.agency, act, (kind) => kind === 'ACCOUNT');
  expect(await audit(ref)).toMatchObject({ mismatchCount: 0 });
});

test('an account with only the entry of its first movement is in no list, and its own audit finds it', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const act = () =>
    move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'a', amount: 10, class: 'paid' });
  await tear(ledger, ref.agency, act, (kind) => kind !== 'ENTRIES');
  expect(await audit(ref)).toMatchObject({ seen: 0, mismatchCount: 0 });
  expect(await auditLedger(restored, ref, () => true)).toMatchObject({
    value: { findings: [{ code: 'numbers_have_gaps', entry: 1 }] },
  });
});

test('a purchase, its refund and a new purchase cause no finding, nor does anything free', async () => {
  const ref = await customer();
  await putProduct(ledger, someProduct(ref.agency));
  await putService(ledger.table, ref.agency, { price: 0 });
  const buyer = buyerAt(ledger, ref);
  await buyer.refund(await buyer.buy());
  await buyer.buy();
  const free = { caller: ref, params: { serviceId: 'logo' }, headers: keyed, body: { credits: 0 } };
  expect(await call(handler, serviceRoutes.createOrder, free)).toMatchObject({ status: 201 });
  expect(await audit(ref)).toMatchObject({ seen: 1, mismatchCount: 0 });
});

/** A purchase, and then so many spends that an audit which may read no second page has no other record to look at. */
const purchaseBeforeManySpends = async (loses: (kind: string) => boolean): Promise<AccountRef> => {
  const { ref } = await tornIn('purchase', loses);
  const spends = Array.from({ length: 40 }, (): Command => ({
    type: 'debit',
    kind: 'spend',
    reference: 'order-1',
    amount: 1,
  }));
  for (let times = 0; times < 3; times += 1) await move(ledger, ref, ...spends);
  return ref;
};

test('an audit in parts finds a record without its entry in the part where the entry should be', async () => {
  const ref = await purchaseBeforeManySpends((kind) => kind === 'ENTRIES' || kind === 'ACCOUNT');
  const first = await auditLedger(restored, ref, () => false);
  expect(first).toMatchObject({ value: { findings: [{ code: 'entry_missing', entry: 2 }] } });
  const from = first.ok ? first.value.paused : undefined;
  expect(await auditLedger(restored, ref, () => true, from)).toMatchObject({ value: { findings: [] } });
});

test('a resumed audit reads no entry again that earlier parts have read', async () => {
  const ref = await purchaseBeforeManySpends(() => false);
  const first = await auditLedger(restored, ref, () => false);
  const from = first.ok ? first.value.paused : undefined;
  expect(from).toBeDefined();
  const metered = openTestLedger();
  const { calls } = await meter(metered).during(() => auditLedger(metered, ref, () => true, from));
  // The account, once for itself and once for where what it bought is owned, and nothing else by its key.
  expect(calls.filter((name) => name === 'BatchGetItem')).toHaveLength(2);
});

const forget = (key: Key, field: string) =>
  ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: key,
      UpdateExpression: 'REMOVE #field',
      ExpressionAttributeNames: { '#field': field },
    }),
  );

/** What leaves traces that look as if something were missing, and is nothing. */
const healthy: Record<string, (ref: AccountRef) => Promise<unknown>> = {
  'a payment that was given back, contested, won and paid twice': async (ref) => {
    const checkout = await openCheckout(ledger, ref);
    for (const fact of [
      refundFact(checkout, 're_1', 300),
      paidFact(checkout),
      disputeFact(checkout, 'dp_1', 700, 'open'),
      disputeFact(checkout, 'dp_1', 700, 'won'),
      paidFact(checkout, { paymentId: 'pi_again' }),
    ])
      await takeFact(ref.agency, 'stripe', fact);
  },
  'a payment of another amount, which waits for the agency': async (ref) => {
    const checkout = await openCheckout(ledger, ref);
    await takeFact(ref.agency, 'stripe', paidFact(checkout, { money: { amount: 999, currency: 'EUR' } }));
  },
  'a request with a bonus, and one that was rejected': async (ref) => {
    const ask = () =>
      putRequest(ledger, ref, { steps: [{ name: 'review' }], bonusCredits: 20 }, ledger.now());
    await decided(ledger, await ask(), decisionBy('ann', 0));
    await decided(ledger, await ask(), decisionBy('ann', 0, { approved: false, note: 'not seen' }));
  },
  'what was bought with credits of which some had expired': async (ref) => {
    const [code] = await promoCodesOn(ledger).make(ref.agency, { creditsExpire: { afterDays: 1 } });
    await redeemOn(ledger)(ref, code);
    const later = openTestLedger({ now: () => Date.now() - HOUR_MS + 2 * 24 * HOUR_MS });
    const { id: invoiceId } = await putInvoice(later, ref);
    await call(storeHandler(later), invoiceRoutes.payInvoice, {
      caller: ref,
      params: { invoiceId },
      headers: keyed,
      body: { credits: 40 },
    });
  },
  'a product for nothing, given back and had again': async (ref) => {
    const product = someProduct(ref.agency);
    await putProduct(ledger, { ...product, variants: [{ id: 'standard', name: 'Standard', price: 0 }] });
    const buyer = buyerAt(ledger, ref);
    await buyer.refund(await buyer.buy());
    await buyer.buy();
  },
  'an order from before orders named their entries': async (ref) => {
    const order = await acts['order']?.(ref);
    await order?.();
    for await (const { id } of allItems(ledger.table, { partition: ordersPartition(ref), item: orderItem }))
      await forget(orderKey(ref, id), 'entry');
  },
  'a receipt from before receipts said when they were credited': async (ref) => {
    const checkout = await openCheckout(ledger, ref);
    const fact = paidFact(checkout);
    await takeFact(ref.agency, 'stripe', fact);
    await forget(receiptKey(ref.agency, 'stripe', fact.paymentId), 'creditedAt');
  },
};

test.each(Object.entries(healthy))('%s causes no finding', async (_, happens) => {
  const ref = await customer();
  await happens(ref);
  // Long after, so that all of it is judged.
  const after = openTestLedger({ now: () => Date.now() + 7 * 24 * HOUR_MS });
  expect(await auditLedger(after, ref, () => true)).toMatchObject({ value: { findings: [] } });
});
