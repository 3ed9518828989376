import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { listed } from '../../../shared/http/page.ts';
import {
  accountView,
  checkoutView,
  entryView,
  packageView,
  receiptView,
  spendView,
} from '../../../shared/http/routes/views.ts';
import type { Provider } from '../../../shared/kernel/payment.ts';
import { DemoError } from './check.ts';

type Answer = { status: number; headers: Headers; body: unknown };
type Sent = { body: object; key: string };

/** What the API says when it refuses. */
const problem = z.object({ code: z.string(), title: z.string(), shortfall: z.int().optional() });

const expectStatus = ({ status, body }: Answer, wanted: number, what: string): unknown => {
  if (status === wanted) return body;
  throw new DemoError(`${what} answered ${status} instead of ${wanted}: ${JSON.stringify(body)}`);
};

/** The API as a customer's own software would call it. */
export const connect = (api: string, token: string) => {
  const call = async (method: 'GET' | 'POST', path: string, sent?: Sent): Promise<Answer> => {
    const response = await fetch(`${api}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent && { 'content-type': 'application/json', 'idempotency-key': sent.key }),
      },
      ...(sent && { body: JSON.stringify(sent.body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const read = async <View extends z.ZodType>(path: string, view: View): Promise<z.output<View>> =>
    view.parse(expectStatus(await call('GET', path), 200, `GET ${path}`));

  return {
    account: () => read('/account', accountView),
    packages: async () => (await read('/packages', listed(packageView))).items,
    entries: async () => (await read('/account/entries?limit=100&order=oldest', listed(entryView))).items,
    checkout: (id: string) => read(`/checkouts/${id}`, checkoutView),
    beginCheckout: async (packageId: string, provider: Provider = 'stripe') => {
      const body = { provider, packageId };
      const answer = await call('POST', '/checkouts', { body, key: randomUUID() });
      return checkoutView.required().parse(expectStatus(answer, 201, 'POST /checkouts'));
    },
    receipts: async () => (await read('/receipts', listed(receiptView))).items,
    /** Says that the customer is back from paying. */
    completeCheckout: async (id: string) => {
      const path = `/checkouts/${id}/completion`;
      return checkoutView.parse(expectStatus(await call('POST', path), 200, `POST ${path}`));
    },
    spend: async (amount: number, reference: string, key: string) => {
      const answer = await call('POST', '/spends', { body: { amount, reference }, key });
      const { id, entry } = spendView.parse(expectStatus(answer, 201, 'POST /spends'));
      return { id, entry, replayed: answer.headers.get('idempotent-replayed') === 'true' };
    },
    spendTooMuch: async (amount: number, reference: string) => {
      const answer = await call('POST', '/spends', { body: { amount, reference }, key: randomUUID() });
      return problem.parse(expectStatus(answer, 402, 'POST /spends of too much'));
    },
  };
};

export type ApiClient = ReturnType<typeof connect>;
