import * as z from 'zod';
import { currency, money } from '../../kernel/amount.ts';
import { daySchema } from '../../kernel/days.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { disputeStatus, provider, refundStatus } from '../../table/items/payment-status.ts';
import { lotClass } from '../../table/items/lot.ts';
import { onlyFor, restrictedCredits } from '../../table/items/only-for.ts';
import { bonusTiers } from '../../table/items/settings.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';

const reasons = z.array(z.object({ code: z.string(), title: z.string() }).meta({ id: 'Reason' }));

/** Whether a customer may do something now, and if not, every reason why. */
export const availability = z.object({ allowed: z.boolean(), reasons }).meta({ id: 'Availability' });

/** What the credits are for, where that is not everything. */
export const restriction = onlyFor.optional().meta({
  description:
    'What alone the credits can be spent on: whatever one of the lists names. Without it, on anything.',
});

/** Credits that are restricted alike. */
export const restricted = restrictedCredits.meta({
  description:
    'Credits beside `available` that can be spent on some things only: what is bought of these is paid with them first.',
});

/** The same of credits that moved. */
export const restrictedPart = restrictedCredits.optional().meta({
  description: 'The part of the amount that can be spent on some things only. Absent if there is none.',
});

/** How much of a price such credits pay. */
export const restrictedOfPrice = z.int().min(0).meta({
  description:
    'The part of the price that credits for some things only pay, as far as the account has them now.',
});

/** Credits that expire together. */
const expiring = z
  .object({ credits: z.int(), class: lotClass, expiresAt: instantSchema, onlyFor: restriction })
  .meta({ id: 'ExpiringCredits' });

export const accountView = z
  .object({
    agency: agencyId.meta({ description: 'The agency that the account belongs to.', example: 'demo' }),
    account: accountId,
    spender: recordId.optional().meta({
      description: "The ID of this session's spender. Absent for the owner of the account.",
    }),
    balance: z.int().meta({ description: 'All credits less the debt. Negative only if the debt is larger.' }),
    available: z
      .int()
      .min(0)
      .meta({ description: 'The credits that the customer can spend on anything now.' }),
    held: z
      .int()
      .min(0)
      .meta({ description: 'The credits that open holds set aside. They are part of the balance.' }),
    debt: z.int().min(0).meta({ description: 'Credits owed. Incoming credits pay this first.' }),
    restricted,
    creditLimit: z
      .int()
      .min(0)
      .meta({ description: 'The most debt that usage may leave. Spends may leave none.' }),
    state: z.enum(['ok', 'low', 'zero', 'debt']).meta({ id: 'AccountState' }),
    widget: z
      .object({ visible: z.boolean(), reasons })
      .meta({ id: 'WidgetVisibility' })
      .meta({ description: 'Whether the agency shows the balance, and if not, why.' }),
    expiring: z.array(expiring).meta({ description: 'Credits with an expiry, soonest first.' }),
    expiringSoon: z
      .object({
        credits: z.int().min(0),
        restricted: z.int().min(0).meta({ description: 'Of these, the credits that are `restricted`.' }),
        days: z.int(),
      })
      .meta({ id: 'ExpiringSoon' })
      .meta({ description: "Credits that expire within the agency's `expiringSoonDays`." }),
    lastCredited: z
      .object({ at: instantSchema, credits: z.int() })
      .meta({ id: 'LastCredited' })
      .nullable()
      .meta({ description: 'When credits were last added, and how many. Null if never.' }),
    allowed: z
      .object({
        buyCredits: availability,
        spendCredits: availability,
        sendCredits: availability.meta({ description: 'To another account, or as a gift.' }),
      })
      .meta({ id: 'AllowedActions' }),
  })
  .meta({ id: 'Account' });

/** The balance as the history had it at a past time. */
export const pastBalanceView = z
  .object({
    account: accountId,
    at: instantSchema,
    balance: z
      .int()
      .meta({ description: 'The balance after the last entry by that time, which is included.' }),
    entries: z.int().min(0).meta({ description: 'The number of entries in the history by that time.' }),
  })
  .meta({ id: 'PastBalance' });

/** A period of days, both ends included. */
export const period = {
  from: daySchema.meta({ description: 'The first day.' }),
  to: daySchema.meta({ description: 'The last day.' }),
};

export const timeZone = z
  .string()
  .meta({ description: "The agency's time zone, in which days begin and end.", example: 'Europe/Berlin' });

export const balancesView = z
  .object({
    timeZone,
    items: z.array(
      z
        .object({
          ...period,
          balance: z
            .int()
            .meta({ description: 'The balance as posted at the end of the last day, or by now.' }),
        })
        .meta({ id: 'DatedBalance' }),
    ),
  })
  .meta({ id: 'Balances' });

export const entryView = z
  .object({
    number: z.int().meta({ description: "Counts the account's entries from 1, without gaps." }),
    at: instantSchema,
    type: entryType,
    kind: entryKind,
    reference: z.string(),
    note: z.string().optional(),
    erased: z.literal(true).optional().meta({
      description: 'The texts of the entry were erased. A reference that was free text reads `erased`.',
    }),
    label: z.string().optional().meta({
      description:
        'What the credits came from or paid for: the name of a package, product, service or promotion.',
    }),
    spender: recordId.optional().meta({
      description: 'The spender under whose budget it was spent, also of what gives those credits back.',
    }),
    meter: recordId.optional().meta({ description: 'Of usage: the meter.' }),
    quantity: z.int().min(1).optional().meta({
      description:
        'Of usage: the units that were charged. A fraction that earlier usage left may have filled up a credit of the amount.',
    }),
    events: z.int().min(1).optional().meta({
      description:
        'The number of usage events that it is for, if they share it. `reference` names them together.',
    }),
    amount: z.int().min(1).meta({ description: 'The credits that came in or went out.' }),
    restricted: restrictedPart,
    balance: z.int().meta({ description: 'The balance after this entry.' }),
  })
  .meta({ id: 'Entry' });

/** What restricts credits for sale. */
export const soldRestrictions = {
  onlyFor: restriction,
  bonusOnlyFor: onlyFor.optional().meta({ description: 'The same for the bonus credits.' }),
};

export const pictureView = z
  .object({
    url: z
      .string()
      .regex(/^\/v1\/pictures\/[\w-]+\/[0-9a-f]{64}\.(?:png|jpg|webp)$/)
      .meta({
        description: "Where anybody can get it, relative to the API's address. What is there never changes.",
        example: `/v1/pictures/demo/${'0'.repeat(64)}.png`,
      }),
    width: z.int().meta({ description: 'Pixels.' }),
    height: z.int().meta({ description: 'Pixels.' }),
  })
  .meta({ id: 'Picture' });

export const packageView = z
  .object({
    id: recordId,
    name: z.string(),
    description: z.string().optional(),
    credits: z.int(),
    bonusCredits: z.int(),
    ...soldRestrictions,
    price: money,
    picture: pictureView.optional(),
    providers: z.array(provider).meta({
      description:
        'The payment providers at which customers can buy this package. Empty if none can charge its price.',
    }),
  })
  .meta({ id: 'Package' });

export const customAmountView = z
  .object({
    unitPrice: z.int().meta({ description: 'The price of one credit in minor units.' }),
    currency,
    minimum: z.int(),
    maximum: z.int(),
    bonusTiers: bonusTiers.optional(),
  })
  .meta({ id: 'CustomAmount' });

export const spendView = z
  .object({
    id: recordId,
    entry: entryView,
  })
  .meta({ id: 'Spend' });

const statementView = (id: string, status: z.ZodType) =>
  z.object({ id: z.string(), status, money, at: instantSchema }).meta({ id });

export const receiptView = z
  .object({
    id: recordId.meta({ description: "The receipt's ID. Quote it to the agency." }),
    status: z
      .enum(['pending', 'failed', 'paid', 'partly_refunded', 'refunded', 'disputed', 'under_review'])
      .meta({
        description: '`under_review`: the payment does not match its checkout, and the agency has to decide.',
      }),
    provider,
    paymentId: z.string().meta({ description: "The provider's ID of the payment." }),
    checkoutId: recordId,
    price: money,
    credits: z
      .int()
      .min(0)
      .meta({ description: 'The credits that the account holds through this payment, including the bonus.' }),
    paidAt: instantSchema.optional(),
    creditedAt: instantSchema.optional(),
    refunds: z.array(statementView('Refund', refundStatus)),
    disputes: z.array(statementView('Dispute', disputeStatus)),
  })
  .meta({ id: 'Receipt' });
