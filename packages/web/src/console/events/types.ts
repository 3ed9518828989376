import type { EventType } from '@scrip/client';

/** A record, so that the compiler misses none that the API has. */
const TYPES: Record<EventType, true> = {
  'credits.added': true,
  'credits.spent': true,
  'credits.transferred': true,
  'credits.expired': true,
  'credits.extended': true,
  'credits.reclaimed': true,
  'balance.low': true,
  'balance.zero': true,
  'debt.opened': true,
  'debt.cleared': true,
  'account.merged': true,
  'gift.created': true,
  'gift.redeemed': true,
  'gift.returned': true,
  'hold.created': true,
  'hold.captured': true,
  'hold.released': true,
  'hold.expired': true,
  'checkout.completed': true,
  'purchase.completed': true,
  'purchase.refunded': true,
  'order.created': true,
  'order.updated': true,
  'order.refunded': true,
  'invoice.paid': true,
  'request.created': true,
  'request.advanced': true,
  'request.accepted': true,
  'request.rejected': true,
  'request.cancelled': true,
  'request.reminded': true,
  'spender.warned': true,
  'spender.exhausted': true,
  'spender.key_created': true,
  'spender.key_revoked': true,
  'approval.requested': true,
  'approval.decided': true,
  'usage.charged': true,
  'usage.refused': true,
  'reconciliation.mismatch': true,
  'endpoint.disabled': true,
};

const isType = (name: string): name is EventType => name in TYPES;

/** All types of events, those of one thing together. */
export const EVENT_TYPES: readonly EventType[] = Object.keys(TYPES).filter((name) => isType(name));

/** Whether an endpoint receives every event, also of types that are new later. */
export const areAll = (types: readonly EventType[]): boolean =>
  EVENT_TYPES.every((type) => types.includes(type));
