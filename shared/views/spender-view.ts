import type * as z from 'zod';
import type { spenderView } from '../http/routes/spender-views.ts';
import { leftOf } from '../spenders/budget.ts';
import { etagOfSpender } from '../spenders/spender-etag.ts';
import type { SpenderNow } from '../spenders/spender.ts';

/** A spender, for its account's owner and for the agency. */
export const viewOf = (spender: SpenderNow): z.input<typeof spenderView> => {
  const { id, name, kind, limits, onlyFor, above = 'refuse', createdAt, used } = spender;
  const left = leftOf(spender, used);
  return {
    id,
    name,
    kind,
    limits,
    ...(onlyFor && { onlyFor }),
    above,
    held: used.held,
    day: { spent: used.day.spent, left: left.perDay, startsAnewAt: used.day.until },
    month: { spent: used.month.spent, left: left.perMonth, startsAnewAt: used.month.until },
    createdAt,
  };
};

/** The answer of one spender, with the ETag by which it is changed. */
export const taggedView = (spender: SpenderNow) => ({
  status: 200 as const,
  body: viewOf(spender),
  headers: { etag: etagOfSpender(spender) },
});
