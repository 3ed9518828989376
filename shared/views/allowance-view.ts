import type * as z from 'zod';
import type { comingPeriodView, ownAllowanceView } from '../http/routes/allowance-views.ts';
import type { ComingPeriod, OwnAllowance } from '../allowances/read-allowances.ts';

export const comingPeriodOf = ({
  portions: [first, later],
  ...period
}: ComingPeriod): z.input<typeof comingPeriodView> => ({
  ...period,
  ...(first?.expiresAt !== undefined && { expiresAt: first.expiresAt }),
  ...(later?.expiresAt !== undefined && {
    rollOver: { amount: later.amount, expiresAt: later.expiresAt },
  }),
});

/** An allowance for the owner of an account, and for the agency. */
export const ownAllowanceOf = ({
  allowance: { id, name, every, onlyFor, paused },
  since,
  next,
  hasEnded,
}: OwnAllowance): z.input<typeof ownAllowanceView> => ({
  id,
  name,
  every,
  state: hasEnded ? 'ended' : paused ? 'paused' : 'running',
  ...(onlyFor && { onlyFor }),
  since,
  ...(next && { next: comingPeriodOf(next) }),
});
