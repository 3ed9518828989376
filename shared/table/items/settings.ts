import * as z from 'zod';
import { because } from '../../kernel/fault.ts';
import { credits, currency, MAX_AMOUNT } from '../../kernel/amount.ts';
import { agencyId, region } from '../../kernel/ids.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import { branding } from './branding.ts';
import { line, text } from '../../kernel/text.ts';
import { soldOnlyFor } from './only-for.ts';
import { provider } from './payment-status.ts';

/** One line of what customers copy into a payment. */
export const paymentDetail = z
  .strictObject({
    label: line(60).meta({ description: 'What it is.', example: 'IBAN' }),
    value: line(200).meta({ description: 'What customers copy.', example: 'DE02 1203 0000 0000 2020 51' }),
  })
  .meta({ id: 'PaymentDetail' });

const creditRequestMethodSettings = z
  .strictObject({
    instructions: text(4000).meta({ description: "Where and how customers pay, in the agency's own words." }),
    details: z
      .array(paymentDetail)
      .max(20)
      .exactOptional()
      .meta({ description: 'What customers copy into their payment, line by line.' }),
  })
  .meta({ id: 'CreditRequestMethodSettings' });

export const creditRequestStepName = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/);

/** One of the decisions that accept a credit request. */
const creditRequestStep = z
  .strictObject({
    name: creditRequestStepName.meta({ description: 'The name of the step. Approvers see it.' }),
    /** Tokens may hold roles as one text, so a role must not contain what separates them. */
    role: line(64)
      .regex(
        /^[^\s,[\]]*$/,
        'must not contain spaces, commas or brackets, because tokens separate roles with them',
      )
      .meta({
        description: 'The role that the approver of this step needs. Without it, any approver can decide.',
      })
      .exactOptional(),
    fromCredits: credits
      .meta({
        description:
          'The step applies to credit requests for at least this many credits, including bonus credits. Without it, it ' +
          'applies to all.',
      })
      .exactOptional(),
  })
  .meta({ id: 'CreditRequestStepPolicy' });

/** How credits are bought outside of the providers: the instructions for customers, and who decides. */
export const creditRequestPolicy = z
  .strictObject({
    methods: z
      .strictObject({
        bank_transfer: creditRequestMethodSettings.meta({ description: 'Bank transfer.' }).exactOptional(),
        crypto: creditRequestMethodSettings.meta({ description: 'A cryptocurrency.' }).exactOptional(),
      })
      .meta({ id: 'CreditRequestMethods' })
      .meta({ description: 'The payment methods that customers can choose.' }),
    steps: z
      .array(creditRequestStep)
      .min(1)
      .max(10)
      .refine((steps) => steps.some(({ fromCredits }) => fromCredits === undefined), {
        message: 'at least one step must apply to every amount: leave out its fromCredits',
      })
      .refine((steps) => new Set(steps.map(({ name }) => name)).size === steps.length, {
        message: 'two steps have the same name',
        ...because({ code: 'not_unique' }),
      })
      .meta({ description: 'The approvals that a credit request needs, in this order.' }),
    remindAfterHours: z.int().min(1).max(8760).meta({
      description: 'Hours after which the event `request.reminded` reports a pending credit request.',
    }),
    expireAfterDays: z
      .int()
      .min(1)
      .max(365)
      .meta({ description: 'Days after which Scrip rejects a credit request that nobody decided.' }),
  })
  .meta({ id: 'CreditRequestPolicy' });

export type CreditRequestPolicy = z.infer<typeof creditRequestPolicy>;

/** What customers get in addition if they buy any amount from this one on. */
const bonusTier = z
  .strictObject({
    fromCredits: credits.meta({ description: 'The tier applies to amounts of at least this many credits.' }),
    bonusCredits: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .meta({ description: 'The credits that a customer gets in addition, free of charge.' }),
    bonusOnlyFor: soldOnlyFor.bonusOnlyFor,
  })
  .meta({ id: 'BonusTier' });

export type BonusTier = z.infer<typeof bonusTier>;

export const bonusTiers = z
  .array(bonusTier)
  .min(1)
  .max(20)
  .meta({ description: 'Bonuses for larger amounts, the smallest first. The last one reached counts.' });

/** How an agency sells and takes credits. */
export const settingsItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  name: line(120).meta({ description: "The agency's name." }),
  currency: currency.meta({ description: 'The currency in which the agency sells credits (ISO 4217).' }),
  creditSales: z.boolean().meta({ description: 'Whether customers can buy credits at the moment.' }),
  creditPayments: z.boolean().meta({ description: 'Whether customers can spend credits at the moment.' }),
  providers: z
    .array(provider)
    .meta({ description: 'The payment providers at which customers can buy credits.' }),
  customAmount: z
    .object({
      unitPrice: z
        .int()
        .min(1)
        .max(MAX_AMOUNT)
        .meta({ description: "The price of one credit, in minor units of the agency's currency." }),
      minimum: credits.meta({ description: 'The smallest number of credits that a customer can buy.' }),
      maximum: credits.meta({ description: 'The largest number of credits that a customer can buy.' }),
      bonusTiers: bonusTiers.exactOptional(),
    })
    .meta({ id: 'CustomAmountSettings' })
    .exactOptional()
    .meta({
      description:
        'Customers can buy any number of credits within these limits. Without it, they buy packages only.',
    }),
  reversals: z.enum(['debt', 'give_up']).meta({
    description:
      'When a payment is refunded or disputed after its credits were spent: `debt`: the account owes these credits. `give_up`: nobody does.',
  }),
  lowBalance: z.int().min(0).meta({ description: 'A balance of fewer credits than this is `low`.' }),
  expiringSoonDays: z
    .int()
    .min(1)
    .max(365)
    .meta({ description: 'Credits that expire within this number of days count as expiring soon.' }),
  balanceWidget: z.enum(['shown', 'with_credits', 'hidden']).meta({
    description:
      'Whether customers see the balance widget. `with_credits`: while the account has or owes credits.',
  }),
  defaultRegion: region
    .exactOptional()
    .meta({ description: 'The region of customers whose token names none.' }),
  quoteMinutes: z.int().min(1).max(1440).meta({ description: 'Minutes for which a quote locks its price.' }),
  purchaseRefunds: z
    .object({
      days: z
        .int()
        .min(1)
        .max(365)
        .meta({ description: 'Days after the purchase within which it can be refunded.' }),
      afterDownload: z
        .boolean()
        .meta({ description: 'Whether a purchase can be refunded after its first download.' }),
    })
    .meta({ id: 'PurchaseRefundSettings' })
    .exactOptional()
    .meta({ description: 'How customers can return purchases for credits. Without it, they cannot.' }),
  invoiceRates: z
    .record(
      currency,
      z
        .object({
          credits: credits.meta({ description: 'This many credits pay `amount`.' }),
          amount: z.int().min(1).max(MAX_AMOUNT).meta({ description: 'Minor units of the currency.' }),
        })
        .meta({ id: 'InvoiceRate' }),
    )
    .meta({
      description:
        'The exchange rate of credits for invoices in each currency. Credits cannot pay invoices in other currencies.',
    }),
  requests: creditRequestPolicy.exactOptional().meta({
    description:
      'How customers buy credits by bank transfer or crypto. Without it, they buy at the providers only.',
  }),
  branding: branding.exactOptional().meta({ description: 'How the agency shows itself to its customers.' }),
  transfers: z
    .object({
      promo: z
        .boolean()
        .meta({ description: 'Whether promo credits can be sent, too. Paid credits always can.' }),
    })
    .meta({ id: 'TransferSettings' })
    .exactOptional()
    .meta({ description: 'Customers can send credits to each other. Without it, they cannot.' }),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, {
      message: 'must be an IANA time zone, such as Europe/Berlin',
      ...because({ code: 'invalid_format', format: 'time_zone' }),
    })
    .exactOptional()
    .meta({
      description: 'The IANA time zone of days and months in figures. Without it, UTC.',
      example: 'Europe/Berlin',
    }),
  /**
   * The providers for which the agency had usable credentials when Scrip last looked; without it, nobody has looked yet. The
   * credentials are elsewhere, and those who only offer a provider may not read them.
   */
  connected: z.array(z.string()).exactOptional(),
  retentionDays: z
    .int()
    .min(1)
    .max(5475)
    .exactOptional()
    .meta({
      description:
        "Days after an account's last entry during which its personal data can't be erased. Without it, an account can " +
        'be erased as soon as it is settled.',
    }),
  returnUrls: z.array(z.url()).min(1).meta({
    description:
      'Where customers return to after paying. The first is the default. A checkout can name another address of the same origins, or one at the portal.',
  }),
});

export type Settings = z.infer<typeof settingsItem>;
