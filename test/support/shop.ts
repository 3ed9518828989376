import {
  agencyClient,
  createAdjustment,
  createApiKey,
  createInvoice,
  createPromoCodes,
  getAgencyInvoice,
  getAgencyProduct,
  getAgencyService,
  listAccountOrders,
  putInvoice,
  putProduct,
  putService,
  type ApiKeyInput,
  type OnlyForInput,
  type ServicePayment,
} from '@scrip/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveExample, type ExampleOptions } from '../../packages/web/examples/serve.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { startBrowser } from './browser.ts';
import { inject } from 'vitest';
import { checkedFetch } from './checked-fetch.ts';
import { csvRows } from './promo-codes.ts';
import { sandboxAt } from '../../infra/local/demo/sandbox-client.ts';
import type { Addresses } from './web-setup.ts';

/** An example of the widget as somebody's own shop, with the agency demo behind it. */
const startShop = async ({ api, portal, tokens }: Addresses, example: ExampleOptions['example']) => {
  const scrip = agencyClient({ baseUrl: api, credential: tokens.admin, fetch: checkedFetch });
  const wanted: ApiKeyInput = { name: 'Shop backend', scopes: ['agency:read', 'agency:write'] };
  const { key } = (await scrip.call(createApiKey, { body: wanted })).orThrow();
  const shop = await serveExample({
    example,
    scrip: portal.replace(/\/$/, ''),
    api,
    apiKey: key,
    port: 0,
  });
  return {
    ...shop,
    /** Makes one promo code of 50 credits. */
    promoCode: async (): Promise<string> => {
      const codes = await scrip.call(createPromoCodes, { body: { name: 'Spring', credits: 50, codes: 1 } });
      return csvRows(codes.orThrow())[0]?.[0] ?? '';
    },
    /** Gives an account credits, perhaps for some things only. */
    give: async (accountId: string, amount: number, onlyFor?: OnlyForInput): Promise<void> => {
      const body = {
        type: 'in',
        amount,
        reason: 'A gift',
        create: true,
        ...(onlyFor && { onlyFor }),
      } as const;
      (await scrip.call(createAdjustment, { params: { accountId }, body })).orThrow();
    },
    /** Puts a product on sale, or changes its price. @returns its id */
    product: async (price: number, productId = randomId('product')): Promise<string> => {
      const known = await scrip.call(getAgencyProduct, { params: { productId } });
      const etag = known.ok ? known.headers.get('etag') : null;
      const body = {
        name: 'Coastal Rocks',
        variants: [{ id: 'personal', name: 'Personal', price }],
        promotions: [],
        onSale: true,
      };
      (
        await scrip.call(putProduct, {
          params: { productId },
          headers: etag === null ? { 'if-none-match': '*' } : { 'if-match': etag },
          body,
        })
      ).orThrow();
      return productId;
    },
    /** Offers a service, or changes its price. @returns its id */
    service: async (
      price: number,
      serviceId = randomId('service'),
      payment: ServicePayment = 'at_order',
    ): Promise<string> => {
      const known = await scrip.call(getAgencyService, { params: { serviceId } });
      const etag = known.ok ? known.headers.get('etag') : null;
      const body = {
        name: 'Logo design',
        price,
        payment,
        creditsAccepted: true,
        promotions: [],
        onSale: true,
      };
      const headers = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
      (await scrip.call(putService, { params: { serviceId }, headers, body })).orThrow();
      return serviceId;
    },
    /** What an account has ordered. */
    orders: async (accountId: string) =>
      (await scrip.call(listAccountOrders, { params: { accountId } })).orThrow().items,
    /** Issues an invoice in credits. @returns its id, and what changes it to other credits */
    invoice: async (accountId: string, credits: number) => {
      const body = (amount: number) => ({
        number: 'NL-1',
        description: 'Storage',
        amount: { credits: amount },
        creditsAccepted: true,
      });
      const { id } = (
        await scrip.call(createInvoice, { params: { accountId }, body: body(credits) })
      ).orThrow();
      const params = { accountId, invoiceId: id };
      return {
        id,
        change: async (amount: number): Promise<void> => {
          const read = await scrip.call(getAgencyInvoice, { params });
          const etag = read.ok ? (read.headers.get('etag') ?? '') : '';
          (
            await scrip.call(putInvoice, { params, headers: { 'if-match': etag }, body: body(amount) })
          ).orThrow();
        },
      };
    },
  };
};

/** A browser, and a shop before the stack. */
export const openShop = async (example: ExampleOptions['example']) => {
  const { api, sandbox } = inject('stack');
  const [browser, shop] = await Promise.all([startBrowser(), startShop(inject('stack'), example)]);
  const close = async (): Promise<void> => {
    shop.stop();
    await browser.close();
  };
  return { ...shop, api, sandbox: sandboxAt(sandbox), browser, close };
};

export type OpenShop = Awaited<ReturnType<typeof openShop>>;

/** Longer than any look at a payment is apart from the next. */
const STEP_MS = 45_000;

/** Somebody who is signed in at the shop. */
export const customerAt = async (
  { browser, url }: Pick<OpenShop, 'browser' | 'url'>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ account: string; context: BrowserContext; page: Page; complaints: string[] }> => {
  const account = randomId('visitor');
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  await context.addCookies([{ name: 'customer', value: account, url }]);
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // A refusal of the API is a line of the console as well, and no complaint.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  return { account, context, page, complaints };
};
