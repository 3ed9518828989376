import { parse } from 'qs';
import * as z from 'zod';
import { type Database, inTransaction } from '../database.ts';
import { json, page, redirect, type Reply, type Route, type SandboxRequest } from '../http/route.ts';
import type { PaypalAccount } from './account.ts';
import { approvalPage } from './approval-page.ts';
import { approveOrder, isOpen } from './orders.ts';
import { BUYER } from './resources/common.ts';
import { captureOutcome, type OrderFacts } from './resources/order.ts';
import { show } from './show.ts';

/** `amount` (in minor units) and `currency` report another payment than the one that was asked for. */
const choiceSchema = z.strictObject({
  ...captureOutcome.shape,
  outcome: z.enum(['approve', 'approve_and_leave', 'cancel']),
  amount: z.coerce.number().int().min(1).optional(),
  currency: z
    .string()
    .regex(/^[a-zA-Z]{3}$/)
    .optional(),
});

type Found = { account: PaypalAccount; order: OrderFacts };

/** Not by the content type: `curl -d` calls its JSON a form. */
const isJson = ({ body }: SandboxRequest): boolean => body.trimStart().startsWith('{');

const readChoice = (request: SandboxRequest) => {
  try {
    return choiceSchema.safeParse(isJson(request) ? JSON.parse(request.body) : parse(request.body)).data;
  } catch {
    return undefined;
  }
};

/** PayPal adds these to both addresses: https://developer.paypal.com/docs/checkout/standard/. */
const comingBack = (address: string | null, parameters: Record<string, string>): string => {
  if (address === null) return '/';
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
  return url.href;
};

const returnUrl = ({ id, return_url: url }: OrderFacts): string =>
  comingBack(url, { token: id, PayerID: BUYER.payer_id });

const unknown = (): Reply => json(404, { error: { message: 'There is no such order' } });

const shown = (status: number, { account, order }: Found): Reply => {
  const capture = order.capture === null ? undefined : account.captures.get(order.capture);
  return page(status, approvalPage(order, capture, returnUrl(order)));
};

/** The page on which an order is approved: by a person's click, or by a script. */
export const approvalRoutes = (database: Database, find: (orderId: string) => Found | undefined): Route[] => {
  const path = '/paypal/checkoutnow';
  const found = ({ query }: SandboxRequest): Found | undefined =>
    find(new URLSearchParams(query).get('token') ?? '');
  const choose = (request: SandboxRequest): Reply => {
    const about = found(request);
    if (about === undefined) return unknown();
    const choice = readChoice(request);
    if (choice === undefined) {
      return json(400, { error: { message: 'outcome must be approve, approve_and_leave or cancel' } });
    }
    const { account, order } = about;
    const { outcome, amount, currency, ...result } = choice;
    if (!isOpen(order)) {
      return isJson(request)
        ? json(409, { error: { message: `The order is ${order.status}` } })
        : shown(409, about);
    }
    const after =
      outcome === 'cancel'
        ? order
        : inTransaction(database, () => approveOrder(account, order, result, { amount, currency }));
    const next = outcome === 'cancel' ? comingBack(order.cancel_url, { token: order.id }) : returnUrl(order);
    const isLeaving = outcome === 'approve_and_leave';
    if (isJson(request)) {
      return json(200, { redirect: isLeaving ? null : next, order: show(account, after) });
    }
    return isLeaving ? shown(200, { account, order: after }) : redirect(next);
  };

  return [
    {
      method: 'GET',
      path,
      handle: (request) => {
        const about = found(request);
        return about === undefined ? unknown() : shown(200, about);
      },
    },
    { method: 'POST', path, handle: choose },
  ];
};
