import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { lotClass } from '../../../table/items/lot.ts';
import { changeKind } from '../../../table/items/change.ts';
import { invoiceItem } from '../../../table/items/invoice.ts';
import { provider } from '../../../table/items/payment-status.ts';
import { packageItem } from '../../../table/items/package.ts';
import { productItem } from '../../../table/items/product.ts';
import {
  interruption,
  mismatch,
  pass,
  reconciliationItem,
  sourceFailure,
} from '../../../table/items/reconciliation.ts';
import { serviceItem } from '../../../table/items/service.ts';
import { settingsItem } from '../../../table/items/settings.ts';
import { payment } from '../store/invoice-views.ts';
import { accountView, pictureView, restriction } from '../views.ts';

/** What the token says and what the ETag says are left out. */
const own = { agency: true, version: true } as const;

export const providerOffers = z
  .array(
    z
      .object({
        provider: provider.meta({ description: 'The payment provider.' }),
        offered: z.boolean().meta({ description: 'Whether customers can pay at this provider.' }),
        reason: z.enum(['not_enabled', 'credentials_missing']).optional().meta({
          description:
            "Why they cannot: the provider is not among the agency's `providers`, or Scrip found no usable credentials for it.",
        }),
      })
      .meta({ id: 'ProviderOffer' }),
  )
  .meta({
    description:
      'Where customers can pay, and why not elsewhere. `GET /v1/agency/providers` looks for new credentials at once.',
  });

export const settingsView = settingsItem
  .omit({ ...own, connected: true })
  .extend({ providerOffers })
  .meta({ id: 'Settings' });
export const agencyPackageView = packageItem
  .omit(own)
  .extend({
    picture: pictureView.optional(),
    notes: z
      .array(
        z
          .object({
            code: z.enum(['currency_differs', 'not_chargeable']).meta({ description: 'What does not fit.' }),
            provider: provider.optional().meta({ description: 'The provider that cannot charge it.' }),
            reason: z
              .enum(['currency_not_supported', 'amount_too_small', 'amount_too_large', 'amount_not_whole'])
              .optional()
              .meta({ description: 'Why the provider cannot charge it.' }),
            minimum: z.int().optional().meta({ description: 'The least that it charges.' }),
            maximum: z.int().optional().meta({ description: 'The most that it charges.' }),
            step: z.int().optional().meta({ description: 'It charges multiples of this.' }),
          })
          .meta({ id: 'PackageNote' }),
      )
      .meta({
        description:
          "Where the price does not fit the agency's settings: in another currency than the agency's, or not chargeable " +
          'at one of its providers. `minimum`, `maximum` and `step` are minor units.',
      }),
  })
  .meta({ id: 'AgencyPackage' });
export const agencyProductView = productItem
  .omit(own)
  .extend({ picture: pictureView.optional() })
  .meta({ id: 'AgencyProduct' });
export const agencyServiceView = serviceItem
  .omit(own)
  .extend({ picture: pictureView.optional() })
  .meta({ id: 'AgencyService' });

export const agencyInvoiceView = invoiceItem
  .omit({ ...own, payment: true })
  .extend({
    payment: payment.optional(),
  })
  .meta({ id: 'AgencyInvoice' });

export const accountSummaryView = accountView
  .pick({
    account: true,
    balance: true,
    available: true,
    held: true,
    debt: true,
    restricted: true,
    state: true,
  })
  .extend({
    entries: z.int().meta({ description: 'The number of entries in its history.' }),
    lastEntryAt: instantSchema.optional(),
  })
  .meta({ id: 'AccountSummary' });

export const agencyAccountView = accountView
  .omit({ agency: true })
  .extend({
    ...accountSummaryView.shape,
    credits: z
      .object({ paid: z.int(), promo: z.int() })
      .meta({ id: 'CreditsByClass' })
      .meta({ description: 'The credits of the account, by class.' }),
    lots: z
      .array(
        z
          .object({
            class: lotClass,
            credits: z.int(),
            expiresAt: instantSchema.optional(),
            onlyFor: restriction,
          })
          .meta({ id: 'Lot' }),
      )
      .meta({ description: 'The lots in the order in which they are spent.' }),
  })
  .extend({
    mergedInto: accountId.optional().meta({
      description:
        'The account that this one merged into. It has the credits, and everything that comes late.',
    }),
    mergedFrom: z
      .array(accountId)
      .meta({ description: 'The accounts that merged into this one. Their histories stay with them.' }),
  })
  .meta({ id: 'AgencyAccount' });

export const accountAuditView = z
  .object({
    checked: z.int().meta({ description: 'The number of entries checked so far.' }),
    erased: z.int().min(0).meta({
      description:
        'The number of these entries whose texts were erased. Their amounts, order and hashes are checked like all others.',
    }),
    complete: z.boolean(),
    agrees: z
      .boolean()
      .meta({ description: 'True if this response and the previous ones have no findings.' }),
    findings: z
      .array(z.object({ code: z.string(), entry: z.int() }).meta({ id: 'AuditFinding' }))
      .meta({ description: 'What is wrong, with the number of the entry where it shows.' }),
    cursor: z.string().nullable().meta({ description: 'Send this to continue. Null at the end.' }),
  })
  .meta({ id: 'AccountAudit' });

const changeState = z.union([z.record(z.string(), z.unknown()), z.string()]).nullable();

export const changeView = z
  .object({
    id: recordId,
    at: instantSchema,
    actor: accountId,
    kind: changeKind,
    recordId: z.string().meta({ description: 'The ID of what was changed.' }),
    before: changeState.meta({
      description:
        'The state before the change, or null if it was created. If it exceeds 100 KB, the beginning of its ' +
        'JSON as a string.',
    }),
    after: changeState.meta({
      description: 'The state after the change, or null if it was deleted. Limited like `before`.',
    }),
  })
  .meta({ id: 'Change' });

const mismatchView = z
  .object({
    code: mismatch.shape.code.meta({
      description:
        '`skipped`: an object of the provider (`objectId` in its list `source`), or what it says of a payment, was left ' +
        'out. `window_skipped`: the provider did not list the time between `from` and `to`.',
    }),
    paymentId: z.string().optional(),
    account: accountId.optional(),
    source: z.string().optional(),
    objectId: z.string().optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    issue: z.string().optional().meta({ description: 'Why it was left out.' }),
    at: instantSchema,
  })
  .meta({ id: 'Mismatch' });

const sourceFailureView = z
  .object({
    source: z.string(),
    code: sourceFailure.shape.code,
    status: z.int().optional().meta({ description: "The provider's HTTP status." }),
    issue: z.string().optional().meta({ description: "The provider's own word for the reason." }),
    from: instantSchema.meta({ description: 'The next run reads the list from here.' }),
  })
  .meta({ id: 'SourceFailure' });

export const reconciliationView = z
  .object({
    id: recordId,
    provider: reconciliationItem.shape.provider.meta({
      description: 'The provider whose books were compared. `ledger` is the audit of our own books.',
    }),
    pass,
    status: reconciliationItem.shape.status,
    interruption: interruption
      .optional()
      .meta({ description: 'Why the run stopped early. The next run continues from there.' }),
    from: instantSchema,
    to: instantSchema,
    startedAt: instantSchema,
    endedAt: instantSchema.optional(),
    seen: z
      .int()
      .meta({ description: 'The number of facts that the provider listed, or of accounts audited.' }),
    healed: z.int().meta({ description: 'The number of missing movements that were posted.' }),
    mismatchCount: z.int(),
    mismatches: z.array(mismatchView).meta({ description: 'The first hundred mismatches.' }),
    failures: z.array(sourceFailureView).meta({
      description: "The provider's lists that failed, while the others were read.",
    }),
  })
  .meta({ id: 'Reconciliation' });
