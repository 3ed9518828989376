import { giftHandlers } from '../../functions/store/gifts.ts';
import { approvalHandlers } from '../../functions/store/approvals.ts';
import {
  cancelCreditRequest,
  createCreditRequest,
  getCreditRequest,
} from '../../functions/store/credit-requests.ts';
import { cancelOrder, createOrder, getOrder } from '../../functions/store/services.ts';
import { createPurchase, getPurchase, refundPurchase } from '../../functions/store/purchases.ts';
import { createQuote, getQuote } from '../../functions/store/quotes.ts';
import { createRedemption } from '../../functions/store/codes.ts';
import { getInvoice, payInvoice } from '../../functions/store/invoices.ts';
import { makePromoCodes } from '../../shared/store/make-promo-codes.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { putPackage, putProduct, somePackage, someProduct, someVariant } from '../support/catalog.ts';
import { someSettings } from '../support/settings.ts';

const {
  createQuote: quote,
  createPurchase: purchase,
  refundPurchase: refund,
  createRedemption: redemption,
  createOrder: order,
  cancelOrder: orderEnd,
  payInvoice: payment,
  createCreditRequest: request,
  cancelCreditRequest: cancellation,
  approveApproval: approval,
  declineApproval: decline,
  createGift: gift,
  takeBackGift: giftReturn,
  getQuote: quoteOf,
  getPurchase: purchaseOf,
  getOrder: orderOf,
  getInvoice: invoiceOf,
  getCreditRequest: requestOf,
} = storeRoutes;

const reads = { quoteOf, purchaseOf, orderOf, invoiceOf, requestOf };

/** As much of the store Lambda as moves credits, or reads a thing by its id. */
export const storeOf = (ledger: Ledger) =>
  apiHandler(
    {
      quote,
      purchase,
      refund,
      redemption,
      order,
      orderEnd,
      payment,
      request,
      cancellation,
      approval,
      decline,
      gift,
      giftReturn,
      ...reads,
    },
    {
      quote: createQuote(ledger),
      purchase: createPurchase(ledger),
      refund: refundPurchase(ledger),
      redemption: createRedemption(ledger),
      order: createOrder(ledger),
      orderEnd: cancelOrder(ledger),
      payment: payInvoice(ledger),
      request: createCreditRequest(ledger),
      cancellation: cancelCreditRequest(ledger),
      approval: approvalHandlers(ledger).approveApproval,
      decline: approvalHandlers(ledger).declineApproval,
      gift: giftHandlers(ledger).createGift,
      giftReturn: giftHandlers(ledger).takeBackGift,
      quoteOf: getQuote(ledger),
      purchaseOf: getPurchase(ledger),
      orderOf: getOrder(ledger),
      invoiceOf: getInvoice(ledger),
      requestOf: getCreditRequest(ledger),
    },
  );

/** The second agency of each scenario. */
export const allowsTransfers = (agency: string): boolean => agency.endsWith('b');

/** What one gets of so many credits, and for what alone. */
export const RESTRICTED_BONUS = { bonusCredits: 50, bonusOnlyFor: { products: ['kit'] } };

/** The package of every agency, whose credits are for some things only. */
export const WORKSHOP = { name: 'Workshop', onlyFor: { meters: ['bytes'], services: ['logo', 'portrait'] } };

/** Whether promo credits may be sent, where any may. */
export const sendsPromo = (agency: string): boolean => agency.length % 2 === 0;

/** How every agency begins. */
const begun = (agency: string) =>
  someSettings(agency, {
    providers: ['stripe', 'paypal'],
    ...(allowsTransfers(agency) && { transfers: { promo: sendsPromo(agency) } }),
    // Tenths of what a payment buys come out whole.
    customAmount: {
      unitPrice: 10,
      minimum: 10,
      maximum: 1000,
      bonusTiers: [
        { fromCredits: 150, bonusCredits: 20 },
        { fromCredits: 200, ...RESTRICTED_BONUS },
      ],
    },
    requests: {
      methods: { bank_transfer: { instructions: 'IBAN' } },
      steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 100 }],
      remindAfterHours: 12,
      expireAfterDays: 2,
    },
  });

/** What an agency puts to change its settings. */
export const settingsBody = (agency: string, more: Partial<Settings>) => {
  const { agency: _agency, version: _version, ...body } = { ...begun(agency), ...more };
  return body;
};

/** The one product of every agency. @param prices of its variants small, large and free */
export const kitBody = (name: string, [small, large, free]: readonly [number, number, number]) => ({
  name,
  variants: [
    someVariant({ id: 'small', price: small }),
    someVariant({ id: 'large', price: large }),
    someVariant({ id: 'free', price: free }),
  ],
  category: 'kits',
  promotions: [],
  onSale: true,
});

/** Opens an agency with something of everything for sale. @returns its promo codes, each for two, two for each */
export const stock = async (ledger: Ledger, agency: string): Promise<[string, ...string[]]> => {
  await putGuarded(ledger.table, settingsWrite(begun(agency)));
  await putProduct(ledger, someProduct(agency, { id: 'kit', ...kitBody('Kit', [30, 60, 0]) }));
  await putPackage(ledger.table, somePackage(agency, { id: 'workshop', bonusCredits: 0, ...WORKSHOP }));
  await putService(ledger.table, agency);
  await putService(ledger.table, agency, { id: 'portrait', price: 25, payment: 'when_done' });
  const terms = {
    name: 'Spring',
    credits: 25,
    codes: 4,
    usesPerCode: 2,
    usesPerAccount: 2,
    creditsExpire: { afterDays: 1 },
  };
  const who = { agency, actor: 'admin' };
  const made = await makePromoCodes(ledger, who, terms, 'codes');
  const forKits = { ...terms, codes: 2, onlyFor: { categories: ['kits'] } };
  const restricted = await makePromoCodes(ledger, who, forKits, 'codes for kits');
  const [first, ...others] = [made, restricted].flatMap((one) => (one.ok ? one.value.codes : []));
  if (first === undefined) throw new Error('no codes');
  return [first, ...others];
};

/** What an account is to pay. */
export const bill = async (ledger: Ledger, ref: AccountRef): Promise<[string, string]> => {
  const [one, other] = [await putInvoice(ledger, ref), await putInvoice(ledger, ref)];
  return [one.id, other.id];
};
