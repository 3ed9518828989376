import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { DAY_MS } from '../../kernel/durations.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { entryPlace } from './entry.ts';

/** Milliseconds for which a hold holds at most. */
export const MAX_HOLD_MS = 7 * DAY_MS;

/**
 * Who made a hold, and may capture or release it: a customer leaves the agency's holds alone. That of an order has the
 * order's id, and is captured or released with the order.
 */
export const holdMaker = z.enum(['customer', 'agency', 'order']).meta({ id: 'HoldMaker' });

export type HoldMaker = z.infer<typeof holdMaker>;

const capture = z.object({
  /** Follows from its Idempotency-Key. */
  id: z.string(),
  /** The hash of the request, so that its key serves no other. */
  inputHash: z.string(),
  amount: z.int().min(1),
  isFinal: z.boolean(),
  /** Credits that the hold held afterwards. */
  left: z.int().min(0),
  entry: entryPlace,
});

export type Capture = z.infer<typeof capture>;

const holdFields = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  madeBy: holdMaker,
  /** Under whose budget it is. */
  spender: recordId.exactOptional(),
  amount: z.int().min(1),
  reference: z.string(),
  note: z.string().exactOptional(),
  createdAt: instantSchema,
  /** Without it, it holds until it is captured or released. */
  endsAt: instantSchema.exactOptional(),
  /** The hash of the request that made it, so that its Idempotency-Key serves no other. */
  inputHash: z.string(),
  /** Oldest first. */
  captures: z.array(capture),
  /** That nothing is held any more, and why; without it, it is open until its end. */
  closed: z
    .object({
      as: z.enum(['captured', 'released']),
      at: instantSchema,
      /** Credits that were given back. */
      returned: z.int().min(0),
    })
    .exactOptional(),
});

/**
 * What became of a hold. The credits that it holds are in the account's item, and are free from the end on: an open hold
 * whose end is over has ended, whether or not anything has been written since.
 */
export const holdItem = numbered(2, holdFields);

export type Hold = z.infer<typeof holdItem>;

/** The number that a hold is written with: code of schema 1 knows no hold without an end, and nobody's but the two's. */
export const holdNumber = ({ madeBy }: Pick<Hold, 'madeBy'>): number => (madeBy === 'order' ? 2 : 1);
