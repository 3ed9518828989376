import * as z from 'zod';
import { ok } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import { isNotPermitted, type FactSource, type Skipped } from '../source.ts';
import type { Paypal } from './client.ts';
import { disputed } from './dispute-statements.ts';
import { paypalDispute } from './objects.ts';

/** As many calls, and one. */
const MAX_CALLS_PER_PAGE = 10;

/** For a link without a host. */
const DEFAULT_ORIGIN = 'https://api-m.paypal.com';

const list = z.object({
  items: z.array(z.unknown()).default([]),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
});

const listed = z.object({ dispute_id: z.string().min(1).max(255) });

/**
 * The disputes that changed in a stretch. The list does not say which payments they are about, so each is read;
 * one that can't be read is left out.
 * @see https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_list
 */
export const paypalDisputes =
  (paypal: Paypal): FactSource =>
  async ({ from, to }, page) => {
    const query = new URLSearchParams({
      update_time_after: from,
      update_time_before: to,
      page_size: String(MAX_CALLS_PER_PAGE),
      ...(page !== null && { next_page_token: page }),
    });
    const answer = await paypal({ method: 'GET', path: `/v1/customer/disputes?${query.toString()}` }, list);
    if (!answer.ok) return answer;
    const facts: PaymentFact[] = [];
    const skipped: Skipped[] = [];
    for (const item of answer.value.items) {
      const { data } = listed.safeParse(item);
      if (!data) {
        skipped.push({ id: 'unnamed', issue: 'not_understood' });
        continue;
      }
      const { dispute_id: id } = data;
      const path = `/v1/customer/disputes/${encodeURIComponent(id)}`;
      const read = await paypal({ method: 'GET', path }, paypalDispute);
      if (read.ok) facts.push(...disputed(read.value, from));
      else if (read.error.code === 'provider_unreachable' || isNotPermitted(read.error)) return read;
      else skipped.push({ id, issue: read.error.issue ?? read.error.code });
    }
    const next = answer.value.links.find(({ rel }) => rel === 'next')?.href;
    const token =
      next === undefined ? undefined : URL.parse(next, DEFAULT_ORIGIN)?.searchParams.get('next_page_token');
    return ok({ facts, skipped, next: token ?? null });
  };
