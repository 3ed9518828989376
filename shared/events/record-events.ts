import type { Instant } from '../kernel/clock.ts';
import type { EventType } from '../table/items/cloud-event.ts';
import { spenderKeyItem, type SpenderKey } from '../table/items/api-key.ts';
import { approvalItem, type Approval } from '../table/items/approval.ts';
import { endpointItem } from '../table/items/endpoint.ts';
import { giftItem } from '../table/items/gift.ts';
import { holdItem } from '../table/items/hold.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { refusedUsageItem } from '../table/items/refused-usage.ts';
import { reconciliationItem } from '../table/items/reconciliation.ts';
import { orderItem, type Order, orderPaymentOf, paidFor } from '../table/items/service.ts';
import { spenderItem, type CountedPeriod, type Spender } from '../table/items/spender.ts';
import type { AccountEvent } from './account-events.ts';
import type { Draft } from './draft.ts';
import { creditRequestRules } from './request-events.ts';
import { rule, type Images, type Rule } from './rule.ts';

/** What a change of a record means that moves no credits by itself, in their order. Throws CorruptItemError. */
export const recordEvents = (kind: Rule['kind'], images: Images): Draft[] =>
  Object.values<Rule>(rules)
    .filter((one) => one.kind === kind)
    .flatMap(({ eventOf }) => eventOf(images) ?? []);

/** A rule for each event type that does not come from a change of an account. */
const rules = {
  'checkout.completed': rule('receipt', receiptItem, (after, before) => {
    const { agency, account, checkoutId, creditedAt: time, provider, paymentId, applied, payment } = after;
    if (time === undefined || before?.creditedAt !== undefined || checkoutId === undefined) return undefined;
    const data = {
      checkoutId,
      provider,
      paymentId,
      credits: applied,
      ...(payment && { price: payment.money }),
    };
    return { type: 'checkout.completed', agency, account, time, data };
  }),

  'purchase.completed': rule('purchase', purchaseItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, productName, variantName, at: time } = after;
    const data = { ...bought(after), productName, variantName };
    return { type: 'purchase.completed', agency, account, time, data };
  }),

  'purchase.refunded': rule('purchase', purchaseItem, (after, before) => {
    const { agency, account, refund } = after;
    if (!refund || before?.refund) return undefined;
    return { type: 'purchase.refunded', agency, account, time: refund.at, data: bought(after) };
  }),

  'order.created': rule('order', orderItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, note, at: time } = after;
    const data = { ...ordered(after), ...(note !== undefined && { note }) };
    return { type: 'order.created', agency, account, time, data };
  }),

  'order.refunded': rule('order', orderItem, (after, before) => {
    const { agency, account, refund } = after;
    if (!refund || before?.refund) return undefined;
    return { type: 'order.refunded', agency, account, time: refund.at, data: ordered(after) };
  }),

  'order.updated': rule('order', orderItem, (after, before, time) => {
    const { agency, account, status, refund } = after;
    if (!before || refund || status === undefined || status === before.status) return undefined;
    return { type: 'order.updated', agency, account, time, data: { ...ordered(after), status } };
  }),

  'gift.created': rule('gift', giftItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, id: giftId, amount: credits, createdAt: time, expiresAt } = after;
    return { type: 'gift.created', agency, account, time, data: { giftId, credits, expiresAt } };
  }),

  'gift.redeemed': rule('gift', giftItem, (after, before) => {
    const { agency, account, id: giftId, ended } = after;
    if (before?.ended || ended?.as !== 'redeemed') return undefined;
    const { at: time, credits, to: recipient } = ended;
    return { type: 'gift.redeemed', agency, account, time, data: { giftId, credits, recipient } };
  }),

  'gift.returned': rule('gift', giftItem, (after, before) => {
    const { agency, account, id: giftId, ended } = after;
    if (before?.ended || !ended || ended.as === 'redeemed') return undefined;
    const { at: time, credits, as: reason } = ended;
    return { type: 'gift.returned', agency, account, time, data: { giftId, credits, reason } };
  }),

  'hold.created': rule('hold', holdItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, id: holdId, reference, amount, createdAt: time, endsAt } = after;
    return {
      type: 'hold.created',
      agency,
      account,
      time,
      data: { holdId, reference, credits: amount, ...(endsAt !== undefined && { endsAt }) },
    };
  }),

  'hold.captured': rule('hold', holdItem, (after, before) => {
    const { agency, account, id: holdId, reference, captures } = after;
    const capture = captures[before?.captures.length ?? 0];
    if (!capture) return undefined;
    const { amount, left: held, isFinal, entry } = capture;
    const data = { holdId, reference, credits: amount, held, final: isFinal };
    return { type: 'hold.captured', agency, account, time: entry.at, data };
  }),

  'hold.released': rule('hold', holdItem, (after, before) => {
    const { agency, account, id: holdId, reference, closed } = after;
    if (closed?.as !== 'released' || before?.closed) return undefined;
    const data = { holdId, reference, credits: closed.returned };
    return { type: 'hold.released', agency, account, time: closed.at, data };
  }),

  'invoice.paid': rule('invoice', invoiceItem, (after, before) => {
    const { agency, account, id: invoiceId, number: invoiceNumber, payment } = after;
    if (!payment || before?.payment) return undefined;
    const data = { invoiceId, invoiceNumber, credits: payment.credits };
    return { type: 'invoice.paid', agency, account, time: payment.at, data };
  }),

  ...creditRequestRules,

  'approval.requested': rule('approval', approvalItem, (after, before) => {
    const { agency, account, createdAt: time, endsAt, wish } = after;
    // An expired one that is asked for again begins anew.
    if (!wish || before?.createdAt === time) return undefined;
    return { type: 'approval.requested', agency, account, time, data: { ...askedFor(after), endsAt } };
  }),

  'approval.decided': rule('approval', approvalItem, (after, before) => {
    const { agency, account, decided } = after;
    if (!decided || before?.decided) return undefined;
    const data = { ...askedFor(after), decision: decided.as };
    return { type: 'approval.decided', agency, account, time: decided.at, data };
  }),

  'spender.warned': rule('spender', spenderItem, (after, before, time) =>
    spenderEvent('spender.warned', after, before, time, ({ warned }) => warned === true),
  ),

  'spender.exhausted': rule('spender', spenderItem, (after, before, time) =>
    spenderEvent('spender.exhausted', after, before, time, ({ reached }) => reached === true),
  ),

  // Its last use is written, too.
  'spender.key_created': rule('spender_key', spenderKeyItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, createdAt: time, expiresAt } = after;
    const data = { ...keyOf(after), ...(expiresAt !== undefined && { expiresAt }) };
    return { type: 'spender.key_created', agency, account, time, data };
  }),

  'spender.key_revoked': rule('spender_key', spenderKeyItem, (after, before) => {
    const { agency, account, revokedAt: time } = after;
    if (time === undefined || before?.revokedAt !== undefined) return undefined;
    return { type: 'spender.key_revoked', agency, account, time, data: keyOf(after) };
  }),

  'usage.refused': rule('refused_usage', refusedUsageItem, (after, before) => {
    if (before) return undefined;
    const { agency, account, at: time, events } = after;
    const refused = events.map(({ id: usageId, ...event }) => ({ usageId, ...event }));
    return { type: 'usage.refused', agency, account, time, data: { refused } };
  }),

  'reconciliation.mismatch': rule('reconciliation', reconciliationItem, (after, before, time) => {
    const { agency, id: reconciliationId, provider, mismatchCount } = after;
    const known = before?.mismatchCount ?? 0;
    if (mismatchCount <= known) return undefined;
    const data = { reconciliationId, provider, mismatchCount, mismatches: after.mismatches.slice(known) };
    return { type: 'reconciliation.mismatch', agency, time, data };
  }),

  // An endpoint that somebody disabled has no failures any more: they know already.
  'endpoint.disabled': rule('endpoint', endpointItem, (after, before, time) => {
    const { agency, id: endpointId, url, status, failingSince } = after;
    if (status !== 'disabled' || before?.status === 'disabled' || failingSince === undefined)
      return undefined;
    return { type: 'endpoint.disabled', agency, time, data: { endpointId, url, failingSince } };
  }),
} satisfies Record<Exclude<EventType, AccountEvent>, Rule>;

/** @returns the event of the limits of which it is so since this change; undefined where there is none */
const spenderEvent = (
  type: 'spender.warned' | 'spender.exhausted',
  after: Spender,
  before: Spender | undefined,
  time: Instant,
  isSo: (period: CountedPeriod) => boolean,
): Draft | undefined => {
  const { agency, account, id: spenderId, limits: set } = after;
  const limits = (
    [
      ['per_day', 'day', set.perDay],
      ['per_month', 'month', set.perMonth],
    ] as const
  ).flatMap(([limit, span, credits]) => {
    const [now, earlier] = [after[span], before?.[span]];
    const wasSo = earlier?.from === now.from && isSo(earlier);
    return credits !== undefined && isSo(now) && !wasSo ? [{ limit, credits, startsAnewAt: now.until }] : [];
  });
  return limits.length === 0 ? undefined : { type, agency, account, time, data: { spenderId, limits } };
};

const ordered = (order: Order) => {
  const { id: orderId, serviceId, name, credits } = order;
  return { orderId, serviceId, name, credits, payment: orderPaymentOf(order), paid: paidFor(order) };
};
const keyOf = ({ id: keyId, spender: spenderId }: SpenderKey) => ({ keyId, spenderId });

const askedFor = ({ id: approvalId, spender: spenderId, kind, amount, reference, label }: Approval) => ({
  approvalId,
  spenderId,
  kind,
  credits: amount,
  ...(reference !== undefined && { reference }),
  ...(label !== undefined && { label }),
});

const bought = ({ id, productId, variantId, price }: Purchase) => ({
  purchaseId: id,
  productId,
  variantId,
  credits: price.price,
});
