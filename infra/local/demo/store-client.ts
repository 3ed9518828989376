import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { creditRequestDetail } from '../../../shared/http/routes/credit-request-views.ts';
import { redemptionView } from '../../../shared/http/routes/store/codes.ts';
import { invoicePaymentView, invoiceView } from '../../../shared/http/routes/store/invoice-views.ts';
import { downloadLinkView } from '../../../shared/http/routes/store/library.ts';
import { productView } from '../../../shared/http/routes/store/product-views.ts';
import { purchaseView, quoteView, saleView } from '../../../shared/http/routes/store/purchase-views.ts';
import { orderView, serviceView } from '../../../shared/http/routes/store/service-views.ts';
import { answered, callsWith, refusal } from './calls.ts';

/** The API as a customer's own software would call it, for what there is to have for credits. */
export const connectStore = (api: string, token: string) => {
  const { call, read } = callsWith(api, token);
  const post = (path: string, body?: object) =>
    call('POST', path, { key: randomUUID(), ...(body && { body }) });
  const create = async <View extends z.ZodType>(path: string, body: object, view: View) =>
    answered(await post(path, body), 201, view);

  const quote = (productId: string, variantId?: string) =>
    create('/quotes', { productId, variantId }, quoteView);
  const purchase = (quoteId: string) => create('/purchases', { quoteId }, saleView);
  return {
    redeem: (code: string) => create('/redemptions', { code }, redemptionView),
    redeemInVain: async (code: string) => refusal(await post('/redemptions', { code })),
    product: (id: string) => read(`/products/${id}`, productView),
    quote,
    purchase,
    buy: async (productId: string) => purchase((await quote(productId)).id),
    download: (productId: string) => create(`/library/${productId}/downloads`, {}, downloadLinkView),
    giveBack: async (purchaseId: string) =>
      answered(await post(`/purchases/${purchaseId}/refund`), 200, purchaseView),
    giveBackInVain: async (purchaseId: string) => refusal(await post(`/purchases/${purchaseId}/refund`)),
    service: (id: string) => read(`/services/${id}`, serviceView),
    order: (serviceId: string, credits: number) =>
      create(`/services/${serviceId}/orders`, { credits }, orderView),
    invoice: (id: string) => read(`/invoices/${id}`, invoiceView),
    pay: (invoiceId: string, credits: number) =>
      create(`/invoices/${invoiceId}/payment`, { credits }, invoicePaymentView),
    payInVain: async (invoiceId: string, credits: number) =>
      refusal(await post(`/invoices/${invoiceId}/payment`, { credits })),
    /** Asks to buy credits by bank transfer. */
    ask: (wanted: { packageId: string } | { credits: number }) =>
      create('/credit-requests', { method: 'bank_transfer', ...wanted }, creditRequestDetail),
    creditRequest: (id: string) => read(`/credit-requests/${id}`, creditRequestDetail),
  };
};

export type StoreClient = ReturnType<typeof connectStore>;
