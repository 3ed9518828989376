import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { clientHandler } from './account-handler.ts';
import { someAgency } from './agency.ts';
import { call, type Call } from './api.ts';
import { give } from './ledger.ts';

const made = z.looseObject({ id: z.string() });

/** The id of what was made. Throws where it was refused. */
export const idOf = ({ body }: { body: unknown }): string => made.parse(body).id;

/**
 * An account with credits, at an agency whose days are those of Berlin: its owner, its spenders, and the agency.
 * @param spender whose session calls; undefined for the owner's
 */
export const budgetedAccount = async (ledger: Ledger, credits = 10_000) => {
  const handler = clientHandler(ledger);
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, credits);
  const as = (spender: string | undefined, route: Route, request: Call = {}) =>
    call(handler, route, { caller: ref, spender, ...request });
  let keys = 0;
  const keyed = (key = `key-${(keys += 1)}`) => ({ headers: { 'idempotency-key': key } });
  const params = { accountId: ref.account };
  return {
    agency,
    ref,
    as,
    keyed,
    spender: async (limits: object, more: object = {}) =>
      idOf(
        await as(undefined, accountRoutes.createSpender, {
          ...keyed(),
          body: { name: 'Agent', kind: 'agent', limits, ...more },
        }),
      ),
    change: (spenderId: string, limits: object, more: object = {}) =>
      as(undefined, accountRoutes.putSpender, {
        params: { spenderId },
        body: { name: 'Agent', kind: 'agent', limits, ...more },
      }),
    remove: (spenderId: string) => as(undefined, accountRoutes.deleteSpender, { params: { spenderId } }),
    get: async (spenderId: string) =>
      (await as(undefined, accountRoutes.getSpender, { params: { spenderId } })).body,
    spend: (spender: string | undefined, amount: number, key?: string) =>
      as(spender, accountRoutes.createSpend, { ...keyed(key), body: { amount, reference: 'order-1' } }),
    hold: (spender: string | undefined, amount: number, seconds = 3600) =>
      as(spender, accountRoutes.createHold, { ...keyed(), body: { amount, reference: 'job-1', seconds } }),
    capture: (spender: string | undefined, holdId: string, body: object = {}) =>
      as(spender, accountRoutes.captureHold, { params: { holdId }, ...keyed(), body }),
    release: (spender: string | undefined, holdId: string) =>
      as(spender, accountRoutes.releaseHold, { params: { holdId } }),
    byAgency: {
      spend: (spender: string | undefined, amount: number, key?: string) =>
        agency.call(agencyRoutes.createAccountSpend, {
          params,
          ...keyed(key),
          body: { amount, reference: 'order-1', spender },
        }),
      hold: (spender: string | undefined, amount: number) =>
        agency.call(agencyRoutes.createAccountHold, {
          params,
          ...keyed(),
          body: { amount, reference: 'job-1', spender },
        }),
      capture: (holdId: string, body: object = {}) =>
        agency.call(agencyRoutes.captureAccountHold, { params: { ...params, holdId }, ...keyed(), body }),
      giveBack: (entry: { number: number; at: string }, amount?: number) =>
        agency.call(agencyRoutes.createSpendRefund, {
          params,
          ...keyed(),
          body: { entry: entry.number, at: entry.at, amount },
        }),
    },
  };
};
