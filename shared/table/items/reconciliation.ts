import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { provider } from './payment-status.ts';
import { receiptFlag } from './receipt.ts';

/** The recent pass follows what happens; the nightly one goes over 30 days again, from the other side as well. */
export const pass = z.enum(['recent', 'nightly']);

export type Pass = z.infer<typeof pass>;

/** What a reconciliation found not to fit, or left out. Each is flagged once, by the first that finds it. */
export const mismatch = z.object({
  code: z.enum([
    ...receiptFlag.options,
    'payment_missing',
    'ledger_differs',
    /** A period of an allowance is not posted a day after it began. */
    'allowance_late',
    /** The books by day don't agree with what the accounts hold. */
    'books_differ',
    /** An object of the provider's, or what it says of a payment, that we can't take. */
    'skipped',
    /** A window of one of the provider's lists that it does not give us. */
    'window_skipped',
  ]),
  /** The provider's payment, or the account whose ledger differs or whose allowance is late. */
  paymentId: z.string().exactOptional(),
  account: z.string().exactOptional(),
  /** The provider's list; with the id of the object in it, or the window. */
  source: z.string().exactOptional(),
  objectId: z.string().exactOptional(),
  /** Also when the period began that is late. */
  from: instantSchema.exactOptional(),
  to: instantSchema.exactOptional(),
  /** Why it was left out: the provider's word, or what in the object was not understood. */
  issue: z.string().exactOptional(),
  at: instantSchema,
});

export type Mismatch = z.infer<typeof mismatch>;

/** That something was found not to fit, and the report that says so. */
export const mismatchItem = z.object({ report: recordId });

/** Why a reconciliation stopped before its end; the next one goes on from there. */
export const interruption = z.enum(['provider_unreachable', 'provider_refused', 'out_of_time', 'busy']);

/** One of the provider's lists that could not be read to its end. The next run reads it from there. */
export const sourceFailure = z.object({
  source: z.string(),
  code: z.enum(['provider_unreachable', 'provider_refused']),
  /** The provider's HTTP status, and its word for the reason. */
  status: z.int().exactOptional(),
  issue: z.string().exactOptional(),
  /** From when on it was not read. */
  from: instantSchema,
});

const reconciliationFields = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  provider: z.enum([...provider.options, 'ledger']),
  pass,
  status: z.enum(['running', 'interrupted', 'complete']),
  interruption: interruption.exactOptional(),
  /** The window of the provider's time that it covers. */
  from: instantSchema,
  to: instantSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.exactOptional(),
  /** Facts (or, of the ledger, accounts) looked at, and credits movements that had been missing. */
  seen: z.int().min(0),
  healed: z.int().min(0),
  /** The first hundred; `mismatchCount` has them all. */
  mismatches: z.array(mismatch),
  mismatchCount: z.int().min(0),
  /** The lists that failed, while the others were read. */
  failures: z.array(sourceFailure).default([]),
});

/** The schema that began with late allowances. */
const LATE = 2;

/** The report of one window of time, compared with one provider. */
export const reconciliationItem = numbered(LATE, reconciliationFields);

export type Reconciliation = z.infer<typeof reconciliationItem>;

/** The number that a report is written with: that of the first version which knows all that it has. */
export const reconciliationNumber = ({ mismatches }: Pick<Reconciliation, 'mismatches'>): number =>
  mismatches.some(({ code }) => code === 'allowance_late') ? LATE : LATE - 1;

/** Where a pass reads: a page of a window of one of the provider's lists, within a span of its time. */
export const place = z.object({
  /** Where the span begins: by night a day, otherwise the whole. */
  span: instantSchema,
  source: z.string(),
  from: instantSchema,
  to: instantSchema,
  page: z.string().nullable(),
});

export type Place = z.infer<typeof place>;

/** How far the reconciler has come with one agency and provider. */
export const reconcilerCursor = z.object({
  version: z.int().min(0),
  /** Everything before is done, but for the lists that are behind. */
  doneUntil: instantSchema,
  /** Lists that failed, by their names, and from when on they have to be read. */
  behind: z.record(z.string(), instantSchema).default({}),
  /** The window under way: its report, and where it is read next. `page` is what earlier versions read. */
  current: z
    .object({ report: recordId, page: z.null().catch(null), at: place.exactOptional() })
    .exactOptional(),
});

export type ReconcilerCursor = z.infer<typeof reconcilerCursor>;
