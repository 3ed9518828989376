import type { Instant } from '../kernel/clock.ts';
import type { EventType } from '../table/items/cloud-event.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import type { Draft } from './draft.ts';
import { rule, type Rule } from './rule.ts';

type RequestEvent = Extract<EventType, `request.${string}`>;

/** The events of a change of a credit request. An overdue one is rejected with the reason `expired`. */
export const creditRequestRules = {
  'request.created': rule('request', creditRequestItem, (after, before) => {
    if (before) return undefined;
    return { type: 'request.created', ...who(after), time: after.createdAt, data: summaryOf(after) };
  }),

  'request.reminded': rule('request', creditRequestItem, (after, before) => {
    const { remindedAt: time } = after;
    if (time === undefined || before?.remindedAt !== undefined) return undefined;
    return { type: 'request.reminded', ...who(after), time, data: withNextStep(after) };
  }),

  'request.advanced': rule('request', creditRequestItem, (after, before) => {
    const { decisions, steps, status } = after;
    const last = decisions.at(-1);
    if (status !== 'pending' || !last || decisions.length <= (before?.decisions.length ?? 0))
      return undefined;
    const data = { ...withNextStep(after), step: steps[last.step]?.name ?? '' };
    return { type: 'request.advanced', ...who(after), time: last.at, data };
  }),

  'request.accepted': rule('request', creditRequestItem, (after, before, at) => {
    const ended = endedAs('accepted', after, before, at);
    return ended && { type: 'request.accepted', ...ended, data: summaryOf(after) };
  }),

  'request.rejected': rule('request', creditRequestItem, (after, before, at) => {
    const ended = endedAs('rejected', after, before, at);
    const { reason } = after;
    const data = { ...summaryOf(after), ...(reason !== undefined && { reason }) };
    return ended && { type: 'request.rejected', ...ended, data };
  }),

  'request.cancelled': rule('request', creditRequestItem, (after, before, at) => {
    const ended = endedAs('cancelled', after, before, at);
    return ended && { type: 'request.cancelled', ...ended, data: summaryOf(after) };
  }),
} satisfies Record<RequestEvent, Rule>;

const who = ({ agency, account }: CreditRequest): Pick<Draft, 'agency' | 'account'> => ({ agency, account });

/** Whose request it is and when it ended; undefined where it has not just ended so. */
const endedAs = (
  status: CreditRequest['status'],
  after: CreditRequest,
  before: CreditRequest | undefined,
  at: Instant,
) =>
  after.status === status && before?.status !== status
    ? { ...who(after), time: after.decidedAt ?? at }
    : undefined;

const summaryOf = ({ id: requestId, method, credits, bonusCredits, price, reference }: CreditRequest) => ({
  requestId,
  method,
  credits,
  bonusCredits,
  price,
  reference,
});

const withNextStep = (request: CreditRequest) => ({
  ...summaryOf(request),
  nextStep: request.steps[request.decisions.length]?.name ?? '',
});
