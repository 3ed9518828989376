import {
  createCreditRequest,
  createDownload,
  createGift,
  createOrder,
  createPurchase,
  createQuote,
  createRedemption,
  customerClient,
  getCreditRequest,
  getInvoice,
  getProduct,
  getService,
  payInvoice,
  refundPurchase,
  takeBackGift,
} from '@scrip/client';
import { refusal } from './refusal.ts';

/** The API as a customer's own software would call it, for what there is to have for credits. */
export const connectStore = (baseUrl: string, credential: string) => {
  const scrip = customerClient({ baseUrl, credential });
  const redeem = (code: string) => scrip.call(createRedemption, { body: { code } });
  const refund = (purchaseId: string) => scrip.call(refundPurchase, { params: { purchaseId } });
  const takeBack = (giftId: string) => scrip.call(takeBackGift, { params: { giftId } });
  const pay = (invoiceId: string, credits: number) =>
    scrip.call(payInvoice, { params: { invoiceId }, body: { credits } });
  const quote = async (productId: string, variantId?: string) =>
    (await scrip.call(createQuote, { body: { productId, variantId } })).orThrow();
  const purchase = async (quoteId: string) =>
    (await scrip.call(createPurchase, { body: { quoteId } })).orThrow();
  return {
    redeem: async (code: string) => (await redeem(code)).orThrow(),
    redeemInVain: async (code: string) => refusal(await redeem(code)),
    product: async (productId: string) => (await scrip.call(getProduct, { params: { productId } })).orThrow(),
    quote,
    purchase,
    buy: async (productId: string) => purchase((await quote(productId)).id),
    download: async (productId: string) =>
      (await scrip.call(createDownload, { params: { productId }, body: {} })).orThrow(),
    giveBack: async (purchaseId: string) => (await refund(purchaseId)).orThrow(),
    giveBackInVain: async (purchaseId: string) => refusal(await refund(purchaseId)),
    service: async (serviceId: string) => (await scrip.call(getService, { params: { serviceId } })).orThrow(),
    order: async (serviceId: string, credits: number) =>
      (await scrip.call(createOrder, { params: { serviceId }, body: { credits } })).orThrow(),
    invoice: async (invoiceId: string) => (await scrip.call(getInvoice, { params: { invoiceId } })).orThrow(),
    pay: async (invoiceId: string, credits: number) => (await pay(invoiceId, credits)).orThrow(),
    payInVain: async (invoiceId: string, credits: number) => refusal(await pay(invoiceId, credits)),
    give: async (amount: number, note?: string) =>
      (await scrip.call(createGift, { body: { amount, note } })).orThrow().gift,
    takeBack: async (giftId: string) => (await takeBack(giftId)).orThrow(),
    takeBackInVain: async (giftId: string) => refusal(await takeBack(giftId)),
    /** Asks to buy credits by bank transfer. */
    ask: async (wanted: { packageId: string } | { credits: number }) =>
      (await scrip.call(createCreditRequest, { body: { method: 'bank_transfer', ...wanted } })).orThrow(),
    creditRequest: async (requestId: string) =>
      (await scrip.call(getCreditRequest, { params: { requestId } })).orThrow(),
  };
};

export type StoreClient = ReturnType<typeof connectStore>;
