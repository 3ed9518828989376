import type { Instant } from '../kernel/clock.ts';
import type { CreditRequest } from '../table/items/credit-request.ts';
import type { Draft } from './draft.ts';

/** What a change of a credit request means. A request that lapses is rejected, for the reason `expired`. */
export const creditRequestEvents = (
  after: CreditRequest,
  before: CreditRequest | undefined,
  at: Instant,
): Draft[] => {
  const { agency, account, createdAt, decidedAt = at, remindedAt, decisions, steps, status, reason } = after;
  const who = { agency, account };
  const data = said(after);
  const drafts: Draft[] = [];
  if (!before) drafts.push({ type: 'request.created', ...who, time: createdAt, data });
  if (remindedAt !== undefined && before?.remindedAt === undefined)
    drafts.push({ type: 'request.reminded', ...who, time: remindedAt, data: waiting(after) });
  const last = decisions.at(-1);
  if (status === 'pending' && last && decisions.length > (before?.decisions.length ?? 0)) {
    const step = steps[last.step]?.name ?? '';
    drafts.push({ type: 'request.advanced', ...who, time: last.at, data: { ...waiting(after), step } });
  }
  if (status === before?.status) return drafts;
  const ended = { ...who, time: decidedAt };
  switch (status) {
    case 'pending':
      return drafts;
    case 'accepted':
      return [...drafts, { type: 'request.accepted', ...ended, data }];
    case 'rejected':
      return [
        ...drafts,
        { type: 'request.rejected', ...ended, data: { ...data, ...(reason !== undefined && { reason }) } },
      ];
    case 'cancelled':
      return [...drafts, { type: 'request.cancelled', ...ended, data }];
  }
};

const said = ({ id: requestId, method, credits, bonusCredits, price, reference }: CreditRequest) => ({
  requestId,
  method,
  credits,
  bonusCredits,
  price,
  reference,
});

/** With the step that it waits for. */
const waiting = (request: CreditRequest) => ({
  ...said(request),
  nextStep: request.steps[request.decisions.length]?.name ?? '',
});
