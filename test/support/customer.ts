import { expect, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { listed } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { quoteView, saleView } from '../../shared/http/routes/store/purchase-views.ts';
import { creditRequestDetail } from '../../shared/http/routes/credit-request-views.ts';
import { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { checkoutView } from '../../shared/http/routes/checkout-views.ts';
import { accountView, entryView, receiptView } from '../../shared/http/routes/views.ts';
import { PATIENCE } from './patience.ts';
import { callApi, type HttpRequest } from './http.ts';
import { tokenWith } from './tokens.ts';

const page = listed(entryView);
const receiptPage = listed(receiptView);

/** What a customer does at the API, with this token. */
export const customerWith = (api: string, token: string) => {
  const call = (route: Route, request: HttpRequest = {}) => callApi(api, route, { token, ...request });

  const spend = (amount: number, key: string = randomId('key'), reference = 'order-1') =>
    call(accountRoutes.createSpend, { headers: { 'idempotency-key': key }, body: { amount, reference } });

  const begin = async (
    wanted: { packageId: string } | { credits: number } = { packageId: 'starter' },
    provider: Provider = 'stripe',
  ) => {
    const answer = await call(checkoutRoutes.createCheckout, {
      headers: { 'idempotency-key': randomId('key') },
      body: { provider, ...wanted },
    });
    const { id, url = '' } = checkoutView.parse(answer.body);
    return { id, url };
  };

  /** Asks for credits by bank transfer. @returns the request's id */
  const ask = async (wanted: { packageId: string } | { credits: number } = { credits: 100 }) => {
    const answer = await call(creditRequestRoutes.createCreditRequest, {
      headers: { 'idempotency-key': randomId('key') },
      body: { method: 'bank_transfer', ...wanted },
    });
    return creditRequestDetail.parse(answer.body).id;
  };

  const entries = async () => {
    const all = [];
    for (let query: Record<string, string> = { limit: '100', order: 'oldest' }; ;) {
      const { items, cursor } = page.parse((await call(accountRoutes.listEntries, { query })).body);
      all.push(...items);
      if (cursor === null) return all;
      query = { ...query, cursor };
    }
  };

  const balance = async () => accountView.parse((await call(accountRoutes.getAccount)).body).balance;

  /** Buys an amount of credits, and waits until they are there. */
  const buy = async (credits: number) => {
    const before = await balance();
    await payAt((await begin({ credits })).url, 'paid');
    await vi.waitFor(async () => expect(await balance()).toBe(before + credits), PATIENCE);
  };

  const quote = async (productId: string, variantId?: string) =>
    quoteView.parse((await call(storeRoutes.createQuote, { body: { productId, variantId } })).body);

  return {
    token,
    call,
    spend,
    /** Locks the price of a product. */
    quote,
    /** Buys a product with credits. */
    purchase: async (productId: string, variantId?: string) => {
      const { id: quoteId } = await quote(productId, variantId);
      const headers = { 'idempotency-key': randomId('key') };
      return saleView.parse((await call(storeRoutes.createPurchase, { headers, body: { quoteId } })).body);
    },
    /** Begins to buy: a starter package at Stripe, unless something else is wanted. */
    begin,
    ask,
    creditRequest: async (requestId: string) =>
      creditRequestDetail.parse(
        (await call(creditRequestRoutes.getCreditRequest, { params: { requestId } })).body,
      ),
    checkout: async (checkoutId: string) =>
      checkoutView.parse((await call(checkoutRoutes.getCheckout, { params: { checkoutId } })).body),
    /** Says that the customer is back from paying. */
    complete: async (checkoutId: string) =>
      checkoutView.parse((await call(checkoutRoutes.completeCheckout, { params: { checkoutId } })).body),
    /** Newest first. */
    receipts: async () => receiptPage.parse((await call(accountRoutes.listReceipts)).body).items,
    balance,
    buy,
    /** The whole history, oldest first. */
    entries,
  };
};

/** A customer at the API, with an account that nobody used before unless one is given. */
export const newCustomer = async (api: string, { agency = 'demo', account = randomId('customer') } = {}) => ({
  ...customerWith(api, await tokenWith({ agency_id: agency, sub: account })),
  account,
});

export type Customer = Awaited<ReturnType<typeof newCustomer>>;

/** What an entry says, in a form that is easy to compare. */
export const entryText = ({
  type,
  kind,
  amount,
  balance,
}: Pick<Entry, 'type' | 'kind' | 'amount' | 'balance'>) => `${type} ${kind} ${amount} = ${balance}`;
