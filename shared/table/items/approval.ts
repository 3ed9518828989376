import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { DAY_MS } from '../../kernel/durations.ts';
import { accountId, agencyId, recordId, region } from '../../kernel/ids.ts';
import { entryPlace } from './entry.ts';

/** Milliseconds for which an approval waits for the owner. */
export const APPROVAL_MS = 3 * DAY_MS;

/** Open approvals of a spender at a time. */
export const MAX_OPEN_APPROVALS = 10;

/** A member of the agency's staff who asked in the spender's name. */
const by = accountId.optional();

const note = z.string().optional();
const reason = { reference: z.string(), note };

const recipient = z.union([z.object({ account: accountId }), z.object({ externalId: z.string() })]);

/** What a spender asked for, with all that its operation takes: it runs as it was asked for, and nothing else can run. */
export const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('spend'), by, key: z.string(), amount: credits, ...reason }),
  z.object({
    kind: z.literal('hold'),
    by,
    key: z.string(),
    amount: credits,
    ...reason,
    seconds: z.int().min(1),
  }),
  z.object({
    kind: z.literal('transfer'),
    key: z.string(),
    to: recipient,
    amount: credits,
    note,
  }),
  z.object({ kind: z.literal('gift'), key: z.string(), amount: credits, note, days: z.int().min(1) }),
  z.object({
    kind: z.literal('order'),
    key: z.string(),
    serviceId: recordId,
    credits: z.int().min(0),
    note,
    region: region.optional(),
  }),
  z.object({ kind: z.literal('purchase'), quoteId: recordId }),
  z.object({ kind: z.literal('invoice'), invoiceId: recordId, credits }),
]);

export type Wish = z.infer<typeof wish>;

export const approvalKind = z
  .enum(['spend', 'hold', 'transfer', 'gift', 'order', 'purchase', 'invoice'])
  .meta({ id: 'ApprovalKind' });

/**
 * A spend beyond a budget that waits for the owner of the account, who decides it once. Past its end it has expired, whether
 * or not anything has been written since.
 */
export const approvalItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  spender: recordId,
  kind: approvalKind,
  amount: credits,
  /** What the owner reads of it. An order and a hold have none of these before they are made. */
  reference: z.string().exactOptional(),
  label: z.string().exactOptional(),
  note: z.string().exactOptional(),
  createdAt: instantSchema,
  endsAt: instantSchema,
  /** Until it is decided. */
  wish: wish.exactOptional(),
  decided: z
    .object({
      as: z.enum(['approved', 'declined']),
      at: instantSchema,
      /** What was spent by it; a hold has none. */
      entry: entryPlace.exactOptional(),
    })
    .exactOptional(),
});

export type Approval = z.infer<typeof approvalItem>;

/** That an approval was asked for: what the agency's own list goes by. */
export const approvalPointerItem = z.object({ account: accountId, id: recordId, createdAt: instantSchema });
