import * as z from 'zod';
import { routes } from '../../shared/http/routes.ts';
import type { Route } from '../../shared/http/route.ts';
import type { HttpRequest } from './http.ts';

type Calls = { call: (route: Route, request: HttpRequest) => Promise<{ body: unknown }> };

const pending = z.object({ code: z.literal('approval_pending'), approval: z.string() });

/** An approval that a new spender of the account waits for: a credit that the agency asks for in its name. @returns its id */
export const askFor = async (admin: Calls, accountId: string, key: string): Promise<string> => {
  const params = { accountId };
  const headers = { 'idempotency-key': key };
  const { body: made } = await admin.call(routes.createAccountSpender, {
    params,
    headers,
    body: { name: 'Asks', kind: 'agent', limits: { perCall: 0 }, above: 'ask' },
  });
  const { id: spender } = routes.createAccountSpender.responses[201].body.parse(made);
  const { body } = await admin.call(routes.createAccountSpend, {
    params,
    headers,
    body: { amount: 1, reference: 'wish', spender },
  });
  return pending.parse(body).approval;
};
