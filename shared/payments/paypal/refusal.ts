import * as z from 'zod';
import { log } from '../../kernel/log.ts';
import type { Fetched } from './bounded-fetch.ts';

/** Why PayPal did not do what it was asked. A refusal carries the HTTP status, and PayPal's word for the reason. */
export type PaypalError =
  | { code: 'provider_unreachable' }
  | { code: 'provider_refused'; status?: number; issue?: string | undefined };

/** @see https://developer.paypal.com/api/rest/responses/#link-errorresponses */
const errorBody = z.object({
  name: z.string().optional(),
  details: z.array(z.object({ issue: z.string().optional() })).optional(),
  debug_id: z.string().optional(),
});

/** Trouble of PayPal's own, its rate limit, and two of our requests at once: all of these pass. */
const passes = (status: number): boolean =>
  status >= 500 || status === 429 || status === 409 || status === 408;

/** Notes why, with the id that PayPal's support asks for, and never what was sent or answered. */
export const refusalIn = (path: string, { status, body }: Fetched): PaypalError => {
  const { name, details, debug_id: debugId } = errorBody.safeParse(jsonIn(body)).data ?? {};
  const issue = details?.[0]?.issue;
  log.warn('paypal refused', { path, status, name, issue, debugId });
  return passes(status) ? { code: 'provider_unreachable' } : { code: 'provider_refused', status, issue };
};

/** @returns undefined for what is no JSON */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
