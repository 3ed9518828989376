import * as z from 'zod';
import { currency, money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { disputeStatus, provider, refundStatus } from '../../kernel/payment.ts';
import { lotClass } from '../../table/items/account.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';
import { interruption, mismatch, pass, reconciliationItem } from '../../table/items/reconciliation.ts';

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

export const checkoutView = z.object({
  id: recordId,
  status: z.enum(['open', 'processing', 'paid', 'failed', 'expired', 'under_review']).meta({
    description:
      'processing: the payment takes days; under_review: paid, but not what we asked for, so the agency looks into it.',
  }),
  provider,
  packageId: recordId.optional(),
  credits: z.int(),
  bonusCredits: z.int(),
  price: money,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  url: z.url().optional().meta({ description: 'Where the customer pays, while the checkout is open.' }),
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

const mismatchView = z.object({
  code: mismatch.shape.code,
  paymentId: z.string().optional(),
  account: accountId.optional(),
  at: instantSchema,
});

export const reconciliationView = z.object({
  id: recordId,
  provider: reconciliationItem.shape.provider.meta({
    description: 'Whose books ours were held against; ledger: ours against themselves.',
  }),
  pass,
  status: reconciliationItem.shape.status,
  interruption: interruption
    .optional()
    .meta({ description: 'Why it stopped; the next one goes on from there.' }),
  from: instantSchema,
  to: instantSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.optional(),
  seen: z.int().meta({ description: 'What the provider told, or accounts that were audited.' }),
  healed: z.int().meta({ description: 'Movements of credits that had been missing and were made.' }),
  mismatchCount: z.int(),
  mismatches: z.array(mismatchView).meta({ description: 'The first hundred of them.' }),
});
