import * as z from 'zod';
import { credits, currency, MAX_AMOUNT } from '../../kernel/amount.ts';
import { agencyId, region } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { provider } from './payment-status.ts';

const creditRequestMethodSettings = z.strictObject({
  /** Where and how to pay, in the agency's own words. */
  instructions: text(4000),
});

export const creditRequestStepName = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/);

/** One of the decisions that accept a credit request. */
const creditRequestStep = z.strictObject({
  name: creditRequestStepName,
  /** The role that whoever decides must have, besides the right to approve: one that a flattened list can tell apart. */
  role: line(64)
    .regex(
      /^[^\s,[\]]*$/,
      'must not contain spaces, commas or brackets, because tokens separate roles with them',
    )
    .exactOptional(),
  /** Only requests for as many credits, bonus included, come to this step; without it, all do. */
  fromCredits: credits.exactOptional(),
});

/** How credits are bought outside of the providers: what customers are told, and who decides. */
export const creditRequestPolicy = z.strictObject({
  methods: z.strictObject({
    bank_transfer: creditRequestMethodSettings.exactOptional(),
    crypto: creditRequestMethodSettings.exactOptional(),
  }),
  steps: z
    .array(creditRequestStep)
    .min(1)
    .max(10)
    .refine((steps) => steps.some(({ fromCredits }) => fromCredits === undefined), {
      message: 'at least one step must apply to every amount: leave out its fromCredits',
    })
    .refine((steps) => new Set(steps.map(({ name }) => name)).size === steps.length, {
      message: 'two steps have the same name',
    }),
  /** After how long those who have to decide are reminded, and after how long a request is rejected by itself. */
  remindAfterHours: z.int().min(1).max(8760),
  expireAfterDays: z.int().min(1).max(365),
});

export type CreditRequestPolicy = z.infer<typeof creditRequestPolicy>;

/** How an agency sells and takes credits. */
export const settingsItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  name: line(120),
  /** The currency in which the agency sells credits. */
  currency,
  /** Whether customers may buy credits, and spend them, at the moment. */
  creditSales: z.boolean(),
  creditPayments: z.boolean(),
  providers: z.array(provider),
  /** Any amount within bounds, at a price per credit in minor units; without this, packages only. */
  customAmount: z
    .object({ unitPrice: z.int().min(1).max(MAX_AMOUNT), minimum: credits, maximum: credits })
    .exactOptional(),
  /** What becomes of credits that were spent when their payment is taken back: the account owes them, or nobody. */
  reversals: z.enum(['debt', 'give_up']),
  /** A balance below this is `low`. */
  lowBalance: z.int().min(0),
  /** From how many days before they expire credits count as expiring soon. */
  expiringSoonDays: z.int().min(1).max(365),
  /** Whether customers see the balance widget: always, once they have or owe credits, or never. */
  balanceWidget: z.enum(['shown', 'with_credits', 'hidden']),
  /** The region of customers whose token names none. */
  defaultRegion: region.exactOptional(),
  /** For how long a quote locks its price. */
  quoteMinutes: z.int().min(1).max(1440),
  /** Within how many days a purchase may be given back, also after a download or not; without this, never. */
  purchaseRefunds: z.object({ days: z.int().min(1).max(365), afterDownload: z.boolean() }).exactOptional(),
  /** By currency, how many credits pay how many minor units of an invoice; in other currencies they pay none. */
  invoiceRates: z.record(currency, z.object({ credits, amount: z.int().min(1).max(MAX_AMOUNT) })),
  /** Without this, credits are bought at the providers only. */
  requests: creditRequestPolicy.exactOptional(),
  /** Where a customer may be sent after paying: the first is the default, others must share an origin with one. */
  returnUrls: z.array(z.url()).min(1),
});

export type Settings = z.infer<typeof settingsItem>;
