import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { listed } from '../../../shared/http/page.ts';
import { checkoutView } from '../../../shared/http/routes/checkout-views.ts';
import {
  accountView,
  entryView,
  packageView,
  receiptView,
  spendView,
} from '../../../shared/http/routes/views.ts';
import type { Provider } from '../../../shared/table/items/payment-status.ts';
import { answered, callsWith, refusal } from './calls.ts';

/** The API as a customer's own software would call it, to buy credits and spend them. */
export const connect = (api: string, token: string) => {
  const { call, read } = callsWith(api, token);
  return {
    account: () => read('/account', accountView),
    packages: async () => (await read('/packages', listed(packageView))).items,
    entries: async () => (await read('/account/entries?limit=100&order=oldest', listed(entryView))).items,
    statement: () => read('/account/statement', z.string()),
    checkout: (id: string) => read(`/checkouts/${id}`, checkoutView),
    beginCheckout: async (packageId: string, provider: Provider = 'stripe') => {
      const body = { provider, packageId };
      return answered(
        await call('POST', '/checkouts', { body, key: randomUUID() }),
        201,
        checkoutView.required({ packageId: true, url: true }),
      );
    },
    receipts: async () => (await read('/receipts', listed(receiptView))).items,
    /** Says that the customer is back from paying. */
    completeCheckout: async (id: string) =>
      answered(await call('POST', `/checkouts/${id}/completion`), 200, checkoutView),
    spend: async (amount: number, reference: string, key: string) => {
      const answer = await call('POST', '/spends', { body: { amount, reference }, key });
      const { id, entry } = answered(answer, 201, spendView);
      return { id, entry, replayed: answer.headers.get('idempotent-replayed') === 'true' };
    },
    spendTooMuch: async (amount: number, reference: string) =>
      refusal(await call('POST', '/spends', { body: { amount, reference }, key: randomUUID() })),
  };
};

export type ApiClient = ReturnType<typeof connect>;
