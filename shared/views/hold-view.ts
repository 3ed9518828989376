import type * as z from 'zod';
import type { HoldNow } from '../holds/hold.ts';
import type { holdView } from '../http/routes/hold-views.ts';

/** A hold, for its customer and for the agency. */
export const viewOf = ({
  id,
  status,
  madeBy,
  spender,
  amount,
  held,
  captured,
  reference,
  note,
  createdAt,
  endsAt,
  closed,
  captures,
}: HoldNow): z.input<typeof holdView> => ({
  id,
  status,
  madeBy,
  spender,
  amount,
  held,
  captured,
  reference,
  note,
  createdAt,
  endsAt,
  closedAt: closed?.at,
  captures: captures.map(({ id: capture, amount: credits, entry }) => ({
    id: capture,
    amount: credits,
    at: entry.at,
    entry: entry.number,
  })),
});
