import * as z from 'zod';
import { credits, money } from '../kernel/amount.ts';
import { instantSchema } from '../kernel/clock.ts';
import { cloudEvent, type EventType } from '../table/items/cloud-event.ts';
import { recordId } from '../kernel/ids.ts';
import { provider } from '../table/items/payment-status.ts';
import { creditRequestMethod } from '../table/items/decision.ts';
import { entryItem } from '../table/items/entry.ts';
import { mismatch, reconciliationItem } from '../table/items/reconciliation.ts';

const entry = entryItem
  .pick({ kind: true, reference: true, note: true, amount: true, balance: true })
  .extend({
    number: z.int().min(1).meta({ description: "Counts the account's entries from 1, without gaps." }),
  });

/** Where an account stands after its entry of this number. */
const balanceAt = { balance: z.int(), number: z.int().min(1) };

const purchase = {
  purchaseId: recordId,
  productId: recordId,
  variantId: recordId,
  credits: z.int().min(0),
};

const request = z.object({
  requestId: recordId,
  method: creditRequestMethod,
  credits,
  bonusCredits: z.int().min(0),
  price: money,
  reference: z.string().meta({ description: 'What the customer writes on the payment.' }),
});

const nextStep = z.string().meta({ description: 'The step that it waits for now.' });

/** What each type of event says, and when it comes. */
export const eventData = {
  'balance.low': z
    .object({
      ...balanceAt,
      lowBalance: z.int().meta({
        description: "The agency's setting when this was told: told again, it may name a newer one.",
      }),
    })
    .meta({ description: "The balance has come below the agency's low balance, and is above zero." }),
  'balance.zero': z
    .object(balanceAt)
    .meta({ description: 'The balance was above zero, and is not any more.' }),
  'checkout.completed': z
    .object({
      checkoutId: recordId,
      provider,
      paymentId: z.string(),
      credits: z.int().min(0).meta({ description: 'With the bonus.' }),
      price: money.exactOptional(),
    })
    .meta({ description: 'A payment at a provider was credited.' }),
  'credits.added': entry.meta({ description: 'Credits came in: bought, given, redeemed or given back.' }),
  'credits.expired': entry.meta({ description: 'Credits passed their date unused.' }),
  'credits.reclaimed': entry.meta({
    description: 'Credits were taken back, because their payment was refunded or disputed.',
  }),
  'credits.spent': entry.meta({ description: 'Credits went out.' }),
  'debt.cleared': z.object(balanceAt).meta({ description: 'The account owes nothing any more.' }),
  'debt.opened': z
    .object({ ...balanceAt, debt: credits })
    .meta({ description: 'Credits that were spent already were taken back: the account owes them.' }),
  'endpoint.disabled': z
    .object({ endpointId: recordId, url: z.url(), failingSince: instantSchema })
    .meta({ description: 'An endpoint has taken nothing for days, and is sent no more events.' }),
  'invoice.paid': z
    .object({ invoiceId: recordId, invoiceNumber: z.string(), credits })
    .meta({ description: 'An invoice was paid with credits.' }),
  'order.created': z
    .object({
      orderId: recordId,
      serviceId: recordId,
      name: z.string(),
      credits: z.int().min(0),
      note: z.string().exactOptional(),
    })
    .meta({ description: 'A service was ordered and paid with credits.' }),
  'purchase.completed': z
    .object({ ...purchase, productName: z.string(), variantName: z.string() })
    .meta({ description: 'A product was bought.' }),
  'purchase.refunded': z.object(purchase).meta({ description: 'A purchase was given back.' }),
  'reconciliation.mismatch': z
    .object({
      reconciliationId: recordId,
      provider: reconciliationItem.shape.provider,
      mismatchCount: z.int().min(1),
      mismatches: z.array(mismatch).meta({ description: 'Those that were found since the last event.' }),
    })
    .meta({ description: 'The reconciler found what does not fit.' }),
  'request.accepted': request.meta({ description: 'The last step was approved: the credits are there.' }),
  'request.advanced': request
    .extend({ step: z.string().meta({ description: 'The step that was approved.' }), nextStep })
    .meta({ description: 'A step was approved, and the next one waits.' }),
  'request.cancelled': request.meta({ description: 'The customer has withdrawn it.' }),
  'request.created': request.meta({ description: 'A customer asks for credits by bank transfer or crypto.' }),
  'request.rejected': request.extend({ reason: z.string().exactOptional() }).meta({
    description: 'A step was not approved, or nobody decided in time: then the reason is `expired`.',
  }),
  'request.reminded': request
    .extend({ nextStep })
    .meta({ description: 'It has waited for long: whoever decides the step should.' }),
} satisfies Record<EventType, z.ZodType>;

/** Every event as it leaves: the envelope, with what its type says. */
export const eventSchema = <Type extends EventType>(type: Type) =>
  cloudEvent.extend({ type: z.literal(type), data: eventData[type] });
