import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { lotClass } from '../../../table/items/account.ts';
import { changeKind } from '../../../table/items/change.ts';
import { invoiceItem } from '../../../table/items/invoice.ts';
import { packageItem } from '../../../table/items/package.ts';
import { productItem } from '../../../table/items/product.ts';
import { interruption, mismatch, pass, reconciliationItem } from '../../../table/items/reconciliation.ts';
import { serviceItem } from '../../../table/items/service.ts';
import { settingsItem } from '../../../table/items/settings.ts';
import { accountView } from '../views.ts';

/** What the token says and what the ETag says are left out. */
const own = { agency: true, version: true } as const;

export const settingsView = settingsItem.omit(own);
export const agencyPackageView = packageItem.omit(own);
export const agencyProductView = productItem.omit(own);
export const agencyServiceView = serviceItem.omit(own);

export const agencyInvoiceView = invoiceItem.omit({ ...own, payment: true }).extend({
  payment: z
    .object({
      credits: z.int(),
      at: instantSchema,
      entry: z.int().meta({ description: "The number of the entry in the account's history." }),
    })
    .optional(),
});

export const accountSummaryView = accountView
  .pick({ account: true, balance: true, available: true, debt: true, state: true })
  .extend({
    entries: z.int().meta({ description: 'How many entries its history has.' }),
    lastEntryAt: instantSchema.optional(),
  });

export const agencyAccountView = accountView.extend({
  ...accountSummaryView.shape,
  credits: z
    .object({ paid: z.int(), promo: z.int() })
    .meta({ description: 'The credits that it holds, by class.' }),
  lots: z
    .array(z.object({ class: lotClass, credits: z.int(), expiresAt: instantSchema.optional() }))
    .meta({ description: 'In the order in which they are spent.' }),
});

export const accountAuditView = z.object({
  checked: z.int().meta({ description: 'How many entries have been gone through so far.' }),
  complete: z.boolean(),
  agrees: z.boolean().meta({ description: 'Nothing was found so far, this answer and those before it.' }),
  findings: z
    .array(z.object({ code: z.string(), entry: z.int() }))
    .meta({ description: 'What does not fit, by the number of the entry where it shows.' }),
  cursor: z.string().nullable().meta({ description: 'Give this to go on; null at the end.' }),
});

const changeState = z.union([z.record(z.string(), z.unknown()), z.string()]).nullable();

export const changeView = z.object({
  id: recordId,
  at: instantSchema,
  actor: accountId,
  kind: changeKind,
  recordId: z.string().meta({ description: 'The id of what was changed.' }),
  before: changeState.meta({
    description:
      'Null where there was nothing. Of a record above 100 KB, the beginning of its JSON as a string.',
  }),
  after: changeState.meta({ description: 'Null where nothing is left; otherwise as above.' }),
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
