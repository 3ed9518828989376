import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { listed } from '../../../shared/http/page.ts';
import { endpointWithSecretView } from '../../../shared/http/routes/agency/endpoints.ts';
import { liabilityView } from '../../../shared/http/routes/agency/liability.ts';
import {
  accountSummaryView,
  agencyInvoiceView,
  agencyProductView,
} from '../../../shared/http/routes/agency/views.ts';
import { decisionView } from '../../../shared/http/routes/credit-request-views.ts';
import { answered, callsWith, refusal } from './calls.ts';

type NewInvoice = Pick<
  z.input<typeof agencyInvoiceView>,
  'number' | 'description' | 'amount' | 'creditsAccepted'
>;

type Decision = { step: string; approve: boolean; note?: string };

/** The API as the agency's own software would call it, or somebody there. */
export const connectAdmin = (api: string, token: string) => {
  const { call, read } = callsWith(api, token);
  const decisionOn = (requestId: string, body: Decision) =>
    call('POST', `/agency/credit-requests/${requestId}/decisions`, { body });
  return {
    /** Has all events sent to the address. */
    createEndpoint: async (url: string) =>
      answered(await call('POST', '/agency/endpoints', { body: { url } }), 201, endpointWithSecretView),
    deleteEndpoint: async (id: string) => {
      answered(await call('DELETE', `/agency/endpoints/${id}`), 204, z.unknown());
    },
    /** Makes one code. @returns the CSV that shows it, this once */
    createPromoCode: async (name: string, credits: number): Promise<string> => {
      const body = { name, credits, codes: 1 };
      return answered(
        await call('POST', '/agency/promo-codes', { body, key: randomUUID() }),
        201,
        z.string(),
      );
    },
    /** @param change what becomes of its variants' prices */
    changePrices: async (productId: string, change: (price: number) => number): Promise<void> => {
      const path = `/agency/products/${productId}`;
      const answer = await call('GET', path);
      const { id: _id, ...product } = answered(answer, 200, agencyProductView);
      const variants = product.variants.map((variant) => ({ ...variant, price: change(variant.price) }));
      const ifMatch = answer.headers.get('etag') ?? '';
      answered(await call('PUT', path, { body: { ...product, variants }, ifMatch }), 200, agencyProductView);
    },
    createInvoice: async (account: string, body: NewInvoice) =>
      answered(
        await call('POST', `/agency/accounts/${account}/invoices`, { body, key: randomUUID() }),
        201,
        agencyInvoiceView,
      ),
    decide: async (requestId: string, decision: Decision) =>
      answered(await decisionOn(requestId, decision), 202, decisionView),
    decideInVain: async (requestId: string, decision: Decision) =>
      refusal(await decisionOn(requestId, decision)),
    liability: () => read('/agency/liability', liabilityView),
    /** All of them. */
    accounts: async () => {
      const page = listed(accountSummaryView);
      const accounts: z.output<typeof accountSummaryView>[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const found: z.output<typeof page> = await read(`/agency/accounts?limit=99${from}`, page);
        accounts.push(...found.items);
        cursor = found.cursor;
      }
      return accounts;
    },
  };
};

export type AdminClient = ReturnType<typeof connectAdmin>;
