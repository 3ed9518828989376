import * as z from 'zod';
import { log } from '../../kernel/log.ts';
import { jsonIn } from '../json-in.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Fetched } from './bounded-fetch.ts';

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
export const refusalIn = (path: string, { status, body }: Fetched): ProviderError => {
  const { name, details, debug_id: debugId } = errorBody.safeParse(jsonIn(body)).data ?? {};
  const issue = details?.[0]?.issue ?? name;
  log.warn('paypal refused', { path, status, name, issue, debugId });
  return { code: passes(status) ? 'provider_unreachable' : 'provider_refused', status, issue };
};
