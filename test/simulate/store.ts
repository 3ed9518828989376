import { cancelCreditRequest } from '../../functions/store/cancel-credit-request.ts';
import { createCreditRequest } from '../../functions/store/create-credit-request.ts';
import { createOrder } from '../../functions/store/create-order.ts';
import { createPurchase } from '../../functions/store/create-purchase.ts';
import { createQuote } from '../../functions/store/create-quote.ts';
import { createRedemption } from '../../functions/store/create-redemption.ts';
import { payInvoice } from '../../functions/store/pay-invoice.ts';
import { refundPurchase } from '../../functions/store/refund-purchase.ts';
import { beginBatch, finishBatch } from '../../shared/catalog/promo-batch.ts';
import { settingsWrite } from '../../shared/catalog/settings.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { someSettings } from '../support/ledger.ts';

const {
  createQuote: quote,
  createPurchase: purchase,
  refundPurchase: refund,
  createRedemption: redemption,
  createOrder: order,
  payInvoice: payment,
  createCreditRequest: request,
  cancelCreditRequest: cancellation,
} = storeRoutes;

/** As much of the store Lambda as moves credits. */
export const storeOf = (ledger: Ledger) =>
  apiHandler(
    { quote, purchase, refund, redemption, order, payment, request, cancellation },
    {
      quote: createQuote(ledger),
      purchase: createPurchase(ledger),
      refund: refundPurchase(ledger),
      redemption: createRedemption(ledger),
      order: createOrder(ledger),
      payment: payInvoice(ledger),
      request: createCreditRequest(ledger),
      cancellation: cancelCreditRequest(ledger),
    },
  );

/** Opens an agency with something of everything for sale. @returns its promo codes, each for two, two for each */
export const stock = async (ledger: Ledger, agency: string): Promise<[string, ...string[]]> => {
  const requests = {
    methods: { bank_transfer: { instructions: 'IBAN' } },
    steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 100 }],
    remindAfterHours: 12,
    expireAfterDays: 2,
  };
  await putGuarded(
    ledger.table,
    settingsWrite(someSettings(agency, { requests, providers: ['stripe', 'paypal'] })),
  );
  const variants = [
    someVariant({ id: 'small', price: 30 }),
    someVariant({ id: 'large', price: 60 }),
    someVariant({ id: 'free', price: 0 }),
  ];
  await putProduct(ledger, someProduct(agency, { id: 'kit', variants }));
  await putService(ledger.table, agency);
  const terms = {
    name: 'Spring',
    credits: 25,
    codes: 4,
    usesPerCode: 2,
    usesPerAccount: 2,
    creditsExpire: { afterDays: 1 },
  };
  const begun = await beginBatch(ledger, { agency, idempotencyKey: 'codes', terms });
  const codes = begun.ok ? await finishBatch(ledger, { agency, actor: 'admin' }, begun.value) : undefined;
  const [first, ...others] = codes ?? [];
  if (first === undefined) throw new Error('no codes');
  return [first, ...others];
};

/** What an account is to pay. */
export const bill = async (ledger: Ledger, ref: AccountRef): Promise<[string, string]> => {
  const [one, other] = [await putInvoice(ledger.table, ref), await putInvoice(ledger.table, ref)];
  return [one.id, other.id];
};
