import * as z from 'zod';
import { credits, money } from '../kernel/amount.ts';
import { instantSchema } from '../kernel/clock.ts';
import { cloudEvent, type EventType } from '../table/items/cloud-event.ts';
import { accountId, recordId } from '../kernel/ids.ts';
import { refusedEvent } from '../table/items/refused-usage.ts';
import { approvalKind } from '../table/items/approval.ts';
import { restrictedCredits } from '../table/items/only-for.ts';
import { provider } from '../table/items/payment-status.ts';
import { creditRequestMethod } from '../table/items/decision.ts';
import { entryItem } from '../table/items/entry.ts';
import { orderPayment, orderStatus } from '../table/items/service.ts';
import { mismatch, reconciliationItem } from '../table/items/reconciliation.ts';

const entry = entryItem
  .pick({ kind: true, reference: true, note: true, label: true, amount: true, balance: true })
  .extend({
    number: z.int().min(1).meta({ description: "Counts the account's entries from 1, without gaps." }),
    restricted: restrictedCredits
      .exactOptional()
      .meta({ description: 'The part of the amount that can be spent on some things only.' }),
  });

/** The account's state after its entry with this number. */
const balanceAt = { balance: z.int(), number: z.int().min(1) };

/** Parts of the balance that are not available for everything. */
const unavailable = {
  held: z.int().min(0).meta({ description: 'The part of the balance that open holds hold.' }),
  restricted: z
    .int()
    .min(0)
    .meta({ description: 'The part of the balance that can be spent on some things only.' }),
};

const spender = {
  spenderId: recordId,
  limits: z
    .array(
      z
        .object({
          limit: z.enum(['per_day', 'per_month']),
          credits: z.int().meta({ description: 'The limit.' }),
          startsAnewAt: instantSchema.meta({ description: 'When the next period begins.' }),
        })
        .meta({ id: 'SpenderLimitReport' }),
    )
    .min(1)
    .meta({ description: 'The limits that this is about.' }),
};

const spenderKey = { keyId: recordId, spenderId: recordId };

const approval = z.object({
  approvalId: recordId,
  spenderId: recordId,
  kind: approvalKind,
  credits,
  reference: z.string().exactOptional(),
  label: z.string().exactOptional(),
});

const gift = {
  giftId: recordId,
  credits: z
    .int()
    .min(0)
    .meta({ description: 'Fewer than were given where a payment was taken back since.' }),
};

const hold = {
  holdId: recordId,
  reference: z.string(),
  credits: z.int().min(0),
};

const purchase = {
  purchaseId: recordId,
  productId: recordId,
  variantId: recordId,
  credits: z.int().min(0),
};

const order = {
  orderId: recordId,
  serviceId: recordId,
  name: z.string(),
  credits: z.int().min(0).meta({ description: 'The price that the customer agreed to.' }),
  payment: orderPayment.meta({ description: 'Whether the credits are held, paid, or were given back.' }),
  paid: z.int().min(0).meta({ description: 'The credits that were spent on it.' }),
};

const request = z.object({
  requestId: recordId,
  method: creditRequestMethod,
  credits,
  bonusCredits: z.int().min(0),
  price: money,
  reference: z.string().meta({ description: 'The reference that the customer writes on the payment.' }),
});

const nextStep = z.string().meta({ description: 'The step that must be decided next.' });

/** What each type of event says, and when it comes. */
export const eventData = {
  'account.merged': z
    .object({
      into: accountId.meta({
        description: 'The account that has its credits now, and everything that comes late.',
      }),
    })
    .meta({ description: 'An account merged into another one. The ID of the old account leads to it.' }),
  'approval.decided': approval.extend({ decision: z.enum(['approved', 'declined']) }).meta({
    description:
      'The owner of an account decided what a spender asked for. If approved, it was done with the decision.',
  }),
  'approval.requested': approval
    .extend({ endsAt: instantSchema.meta({ description: 'When it expires, if nobody decides it.' }) })
    .meta({ description: 'A spender asked the owner of the account for something beyond its budget.' }),
  'balance.low': z
    .object({
      ...balanceAt,
      ...unavailable,
      lowBalance: z.int().meta({
        description:
          "The agency's `lowBalance` setting when the event was published. A repeated event may carry a newer " +
          'value.',
      }),
    })
    .meta({
      description:
        "The available credits fell below the agency's `lowBalance` setting and are still above zero.",
    }),
  'balance.zero': z.object({ ...balanceAt, ...unavailable }).meta({
    description:
      'No available credits are left: the balance less what is held and what is restricted is zero or below.',
  }),
  'checkout.completed': z
    .object({
      checkoutId: recordId,
      provider,
      paymentId: z.string(),
      credits: z.int().min(0).meta({ description: 'Credits added, including the bonus.' }),
      price: money.exactOptional(),
    })
    .meta({ description: 'A payment at a provider was credited to the account.' }),
  'credits.added': entry.meta({ description: 'Credits were added: bought, granted, redeemed or refunded.' }),
  'credits.expired': entry.meta({ description: 'Unused credits expired.' }),
  'credits.extended': entry
    .extend({
      expiresAt: instantSchema
        .exactOptional()
        .meta({ description: 'When the credits expire now. Without it, never.' }),
    })
    .meta({
      description:
        'The agency moved the expiry of credits to a later time. Two entries were made: the one before this ' +
        '`number` took the credits out, and has no event. The balance did not change.',
    }),
  'credits.reclaimed': entry.meta({
    description: 'Credits were taken back because their payment was refunded or disputed.',
  }),
  'credits.spent': entry.meta({ description: 'Credits were spent or removed.' }),
  'credits.transferred': entry.meta({
    description:
      'Credits were sent to another account. For the recipient, `credits.added` has the same `reference`.',
  }),
  'debt.cleared': z.object(balanceAt).meta({ description: 'The account has paid off its debt.' }),
  'debt.opened': z.object({ ...balanceAt, debt: credits }).meta({
    description:
      'The account owes credits: some that were already spent were taken back, or usage went beyond its credits.',
  }),
  'endpoint.disabled': z
    .object({ endpointId: recordId, url: z.url(), failingSince: instantSchema })
    .meta({ description: 'An endpoint was disabled because every delivery failed for five days.' }),
  'gift.created': z
    .object({ ...gift, expiresAt: instantSchema })
    .meta({ description: 'A customer turned credits into a code. `credits.transferred` reports the entry.' }),
  'gift.redeemed': z
    .object({ ...gift, recipient: accountId.meta({ description: 'The account that redeemed the code.' }) })
    .meta({
      description: 'The code of a gift was redeemed. For the recipient, `credits.added` reports the entry.',
    }),
  'gift.returned': z
    .object({ ...gift, reason: z.enum(['taken_back', 'expired']).meta({ id: 'GiftReturnReason' }) })
    .meta({ description: 'The credits of a gift went back to the customer who gave them.' }),
  'hold.captured': z
    .object({
      ...hold,
      credits: hold.credits.meta({ description: 'The credits that this capture spent.' }),
      held: z.int().min(0).meta({ description: 'The credits that the hold still holds.' }),
      final: z.boolean().meta({ description: 'Whether the hold is closed, and the rest was given back.' }),
    })
    .meta({ description: 'Credits of a hold were spent. `credits.spent` reports the same entry.' }),
  'hold.created': z.object({ ...hold, endsAt: instantSchema.exactOptional() }).meta({
    description: 'Credits were set aside. They are no longer available, and the balance is the same.',
  }),
  'hold.expired': z
    .object({
      holdId: recordId,
      credits: z.int().min(0).meta({ description: 'The credits that were given back.' }),
    })
    .meta({
      description:
        "A hold reached its end. What it still held is available again. Sent with the account's next change, or by the " +
        'hourly schedule.',
    }),
  'hold.released': z
    .object({
      ...hold,
      credits: hold.credits.meta({ description: 'The credits that were given back.' }),
    })
    .meta({ description: 'A hold was released before its end.' }),
  'invoice.paid': z
    .object({ invoiceId: recordId, invoiceNumber: z.string(), credits })
    .meta({ description: 'An invoice was paid with credits.' }),
  'order.created': z
    .object({ ...order, note: z.string().exactOptional() })
    .meta({ description: 'A service was ordered, and its credits were paid or are held.' }),
  'order.refunded': z
    .object(order)
    .meta({ description: 'An order was refunded: its credits returned to the lots that they came from.' }),
  'order.updated': z.object({ ...order, status: orderStatus }).meta({
    description: 'The status of an order changed: the agency set it, or the customer cancelled the order.',
  }),
  'purchase.completed': z
    .object({ ...purchase, productName: z.string(), variantName: z.string() })
    .meta({ description: 'A product was purchased with credits.' }),
  'purchase.refunded': z.object(purchase).meta({ description: 'A purchase was refunded.' }),
  'reconciliation.mismatch': z
    .object({
      reconciliationId: recordId,
      provider: reconciliationItem.shape.provider,
      mismatchCount: z.int().min(1),
      mismatches: z.array(mismatch).meta({ description: 'The mismatches found since the previous event.' }),
    })
    .meta({
      description: 'The reconciler found a mismatch between the books and a provider, or within the ledger.',
    }),
  'request.accepted': request.meta({
    description: 'The last step of a credit request was approved and the credits were added.',
  }),
  'request.advanced': request
    .extend({ step: z.string().meta({ description: 'The approved step.' }), nextStep })
    .meta({ description: 'A step of a credit request was approved. The next step is open.' }),
  'request.cancelled': request.meta({ description: 'The customer cancelled a credit request.' }),
  'request.created': request.meta({
    description: 'A customer requested credits by bank transfer or crypto.',
  }),
  'request.rejected': request.extend({ reason: z.string().exactOptional() }).meta({
    description: 'A step of a credit request was rejected, or nobody decided in time (reason `expired`).',
  }),
  'request.reminded': request
    .extend({ nextStep })
    .meta({ description: 'A credit request is still waiting for a decision.' }),
  'spender.exhausted': z
    .object(spender)
    .meta({ description: 'A spender has used all of a limit. Sent once for each period and limit.' }),
  'spender.key_created': z
    .object({
      ...spenderKey,
      expiresAt: instantSchema.exactOptional().meta({
        description: 'When it stops working, without another event. Without it, when it is revoked.',
      }),
    })
    .meta({ description: 'The owner of an account, or somebody at the agency, made a key of a spender.' }),
  'spender.key_revoked': z
    .object(spenderKey)
    .meta({ description: 'A key of a spender was revoked, by itself or with its spender.' }),
  'spender.warned': z
    .object(spender)
    .meta({ description: 'A spender has used 80 % of a limit. Sent once for each period and limit.' }),
  'usage.charged': z
    .object({
      credits,
      entries: z.int().min(1).meta({ description: 'The number of entries that were made.' }),
      first: z.int().min(1).meta({ description: 'The number of the first of them.' }),
      ...balanceAt,
      meters: z.array(z.object({ meter: recordId, quantity: z.int().min(1), credits })).meta({
        description:
          'What the entries are for, by meter: their units, and their credits. Usage below a whole credit has no entry.',
      }),
    })
    .meta({
      description:
        'Usage was charged. One event tells of all usage that was charged together; `number` is the last of its entries. ' +
        'There is no `credits.spent` for it.',
    }),
  'usage.refused': z
    .object({
      refused: z
        .array(refusedEvent.omit({ id: true }).extend({ usageId: refusedEvent.shape.id }))
        .meta({ description: 'Usage events of the account. `usageId` is your own ID.' }),
    })
    .meta({
      description:
        'Usage could not be charged, and will not be. One event tells of all that was refused together.',
    }),
} satisfies Record<EventType, z.ZodType>;

/** Every event as it leaves: the envelope, with what its type says. */
export const eventSchema = <Type extends EventType>(type: Type) =>
  cloudEvent.extend({ type: z.literal(type), data: eventData[type] });
