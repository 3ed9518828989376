import * as z from 'zod';
import { currency, money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { disputeStatus, provider, refundStatus } from '../../table/items/payment-status.ts';
import { lotClass } from '../../table/items/account.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';

const reasons = z.array(z.object({ code: z.string(), title: z.string() }));

/** Whether a customer may do something now, and if not, every reason why. */
export const availability = z.object({ allowed: z.boolean(), reasons });

/** Credits that expire together. */
const expiring = z.object({ credits: z.int(), class: lotClass, expiresAt: instantSchema });

export const accountView = z.object({
  account: accountId,
  balance: z.int().meta({ description: 'Credits, less what is owed. Negative only in debt.' }),
  available: z.int().min(0).meta({ description: 'Credits that can be spent now.' }),
  debt: z.int().min(0).meta({ description: 'Credits owed: the next credits pay this first.' }),
  state: z.enum(['ok', 'low', 'zero', 'debt']),
  widget: z
    .object({ visible: z.boolean(), reasons })
    .meta({ description: 'Whether the agency has the balance shown, and if not, why.' }),
  expiring: z.array(expiring).meta({ description: 'What expires, soonest first.' }),
  expiringSoon: z
    .object({ credits: z.int().min(0), days: z.int() })
    .meta({ description: 'Credits that expire within the days that the agency calls soon.' }),
  lastCredited: z
    .object({ at: instantSchema, credits: z.int() })
    .nullable()
    .meta({ description: 'When credits last came in, and how many; null if none ever did.' }),
  allowed: z.object({ buyCredits: availability, spendCredits: availability }),
});

export const entryView = z.object({
  number: z.int().meta({ description: "Counts the account's entries from 1, without gaps." }),
  at: instantSchema,
  type: entryType,
  kind: entryKind,
  reference: z.string(),
  note: z.string().optional(),
  amount: z.int().min(1).meta({ description: 'Credits that came in or went out.' }),
  balance: z.int().meta({ description: 'The balance after this entry.' }),
});

export const packageView = z.object({
  id: recordId,
  name: z.string(),
  description: z.string().optional(),
  credits: z.int(),
  bonusCredits: z.int(),
  price: money,
});

export const customAmountView = z.object({
  unitPrice: z.int().meta({ description: 'Minor units for one credit.' }),
  currency,
  minimum: z.int(),
  maximum: z.int(),
});

export const spendView = z.object({
  id: recordId,
  entry: entryView,
});

const statementView = (status: z.ZodType) => z.object({ id: z.string(), status, money, at: instantSchema });

export const receiptView = z.object({
  id: recordId.meta({ description: 'What to quote to the agency.' }),
  status: z
    .enum(['pending', 'failed', 'paid', 'partly_refunded', 'refunded', 'disputed', 'under_review'])
    .meta({
      description: 'under_review: the payment does not fit its checkout, so the agency looks into it.',
    }),
  provider,
  paymentId: z.string().meta({ description: "The provider's own id of the payment." }),
  checkoutId: recordId,
  price: money,
  credits: z
    .int()
    .min(0)
    .meta({ description: 'Credits that the account has of this payment, bonus included.' }),
  paidAt: instantSchema.optional(),
  creditedAt: instantSchema.optional(),
  refunds: z.array(statementView(refundStatus)),
  disputes: z.array(statementView(disputeStatus)),
});
