import { expect, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import {
  completeCheckout,
  createCheckout,
  createCreditRequest,
  createPurchase,
  createQuote,
  customerClient,
  getAccount,
  getCheckout,
  getCreditRequest,
  listEntries,
  listReceipts,
} from '@scrip/client';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { checkedFetch } from './checked-fetch.ts';
import { PATIENCE } from './patience.ts';
import { callApi, type HttpRequest } from './http.ts';
import { tokenWith } from './tokens.ts';

/** What a customer does at the API, with this token. */
export const customerWith = (api: string, token: string) => {
  const scrip = customerClient({ baseUrl: api, credential: token, fetch: checkedFetch });
  const call = (route: Route, request: HttpRequest = {}) => callApi(api, route, { token, ...request });

  const spend = (amount: number, key: string = randomId('key'), reference = 'order-1') =>
    call(accountRoutes.createSpend, { headers: { 'idempotency-key': key }, body: { amount, reference } });

  const begin = async (
    wanted: { packageId: string } | { credits: number } = { packageId: 'starter' },
    provider: Provider = 'stripe',
  ) => {
    const body = { provider, ...wanted };
    const { id, url = '', credits, bonusCredits } = (await scrip.call(createCheckout, { body })).orThrow();
    return { id, url, credits: credits + bonusCredits };
  };

  const balance = async () => (await scrip.call(getAccount)).orThrow().balance;

  /** Buys an amount of credits, and waits until they are there. @returns how many came, with the bonus */
  const buy = async (amount: number): Promise<number> => {
    const before = await balance();
    const { url, credits } = await begin({ credits: amount });
    await payAt(url, 'paid');
    await vi.waitFor(async () => expect(await balance()).toBe(before + credits), PATIENCE);
    return credits;
  };

  const quote = async (productId: string, variantId?: string) =>
    (await scrip.call(createQuote, { body: { productId, variantId } })).orThrow();

  return {
    token,
    call,
    spend,
    /** Locks the price of a product. */
    quote,
    /** Buys a product with credits. */
    purchase: async (productId: string, variantId?: string) => {
      const { id: quoteId } = await quote(productId, variantId);
      return (await scrip.call(createPurchase, { body: { quoteId } })).orThrow();
    },
    /** Begins to buy: a starter package at Stripe, unless something else is wanted. */
    begin,
    /** Asks for credits by bank transfer. @returns the request's id */
    ask: async (wanted: { packageId: string } | { credits: number } = { credits: 100 }) =>
      (await scrip.call(createCreditRequest, { body: { method: 'bank_transfer', ...wanted } })).orThrow().id,
    creditRequest: async (requestId: string) =>
      (await scrip.call(getCreditRequest, { params: { requestId } })).orThrow(),
    checkout: async (checkoutId: string) =>
      (await scrip.call(getCheckout, { params: { checkoutId } })).orThrow(),
    /** Says that the customer is back from paying. */
    complete: async (checkoutId: string) =>
      (await scrip.call(completeCheckout, { params: { checkoutId } })).orThrow(),
    /** Newest first. */
    receipts: async () => (await scrip.call(listReceipts)).orThrow().items,
    balance,
    buy,
    /** The whole history, oldest first. */
    entries: () => Array.fromAsync(scrip.list(listEntries, { query: { limit: 100, order: 'oldest' } })),
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
