import * as z from 'zod';
import { ok } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { FactSource } from '../source.ts';
import type { Paypal } from './client.ts';
import { disputed } from './dispute-statements.ts';
import { paypalDispute } from './objects.ts';

/** As many calls, and one. */
const PAGE = 10;

const list = z.object({
  items: z.array(z.object({ dispute_id: z.string().min(1).max(255) })).default([]),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
});

/**
 * The disputes that changed in a stretch. The list does not say which payments they are about, so each is read.
 * @see https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_list
 */
export const paypalDisputes =
  (paypal: Paypal): FactSource =>
  async ({ from, to }, page) => {
    const query = new URLSearchParams({
      update_time_after: from,
      update_time_before: to,
      page_size: String(PAGE),
      ...(page !== null && { next_page_token: page }),
    });
    const listed = await paypal({ method: 'GET', path: `/v1/customer/disputes?${query.toString()}` }, list);
    if (!listed.ok) return listed;
    const facts: PaymentFact[] = [];
    for (const { dispute_id: id } of listed.value.items) {
      const read = await paypal(
        { method: 'GET', path: `/v1/customer/disputes/${encodeURIComponent(id)}` },
        paypalDispute,
      );
      if (!read.ok) return read;
      facts.push(...disputed(read.value));
    }
    const next = listed.value.links.find(({ rel }) => rel === 'next')?.href;
    return ok({ facts, next: next === undefined ? null : new URL(next).searchParams.get('next_page_token') });
  };
