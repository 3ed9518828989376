import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { areRestricted, haveOrigin, havePrice, storedLots, type LotShare } from './lot.ts';
import { restrictedCredits } from './only-for.ts';

export const entryType = z.enum(['in', 'out']).meta({ id: 'EntryType' });

/** Why credits moved. */
export const entryKind = z
  .enum([
    'checkout',
    'bonus',
    'redemption',
    'request',
    'spend',
    'capture',
    'usage',
    'purchase',
    'purchase_refund',
    'service',
    'service_refund',
    'spend_refund',
    'invoice',
    'transfer',
    'gift',
    'merge',
    'adjustment',
    'allowance',
    'payment_reversed',
    'payment_reinstated',
    'expiry',
    'expiry_extension',
  ])
  .meta({ id: 'EntryKind' });

export type EntryKind = z.infer<typeof entryKind>;

const entryFields = z.object({
  /** Counts the account's entries from 1, without gaps. */
  number: z.int().min(1),
  at: instantSchema,
  type: entryType,
  kind: entryKind,
  reference: z.string(),
  note: z.string().exactOptional(),
  /** What the credits came from or paid for, in words: the name of a package, product or service. */
  label: z.string().exactOptional(),
  amount: z.int().min(1),
  /** The account's balance after this entry, in credits. */
  balance: z.int(),
  /** The lots that the credits went to or came from. */
  lots: storedLots,
  /** The part of the amount that paid a debt (type `in`) or left one (type `out`). */
  debt: z.int().min(1).exactOptional(),
  /** The hash of the entry before; the first has none. */
  previous: z.string().exactOptional(),
  /** How it is hashed (`hashOf`); without it as before version 2. */
  hashVersion: z.literal(2).exactOptional(),
  /** What its texts are hashed with. */
  salt: z.string().exactOptional(),
  /** Under whose budget it was spent; of what gives credits back, those credits, and when they were spent. Not hashed. */
  spender: recordId.exactOptional(),
  spentAt: instantSchema.exactOptional(),
  /** Of usage: the meter, and the units that it is for, of all its events together. Not hashed. */
  meter: recordId.exactOptional(),
  quantity: z.int().min(1).exactOptional(),
  /** How many usage events it is for, if these are kept under its reference. Not hashed. */
  events: z.int().min(1).exactOptional(),
  /** What it began with, such as a request (`correlated`). It is not hashed. */
  correlationId: z.string().exactOptional(),
});

/** What each text of an entry enters its hash by. */
const digests = z.object({
  reference: z.string(),
  note: z.string().exactOptional(),
  label: z.string().exactOptional(),
});

export type Digests = z.infer<typeof digests>;

const newEntryItem = numbered(3, entryFields);

const erasableFields = entryFields.extend({
  /** Its texts are erased. A reference that somebody worded reads `erased`. */
  erased: z.literal(true).exactOptional(),
  /** What the texts of an erased entry entered its hash by. */
  digests: digests.exactOptional(),
  /** The hash of an erased entry from before version 2, which was made over the texts themselves. */
  erasedHash: z.string().exactOptional(),
});

/** One line of an account's history. Nothing of it ever changes, unless its texts are erased. */
export const entryItem = numbered(12, erasableFields);

const entryBeforeMerges = numbered(11, erasableFields.extend({}));
const entryBeforePrices = numbered(10, erasableFields.extend({}));
const entryBeforeGifts = numbered(9, erasableFields.extend({}));
const entryBeforeAllowances = numbered(8, erasableFields.extend({}));
const entryBeforeRestrictions = numbered(7, erasableFields.extend({}));
const entryBeforeUsage = numbered(6, erasableFields.extend({}));
const entryBeforeTransfers = numbered(5, erasableFields.extend({}));
const entryBeforeCaptures = numbered(4, erasableFields.extend({}));

/** How an entry is written: with the number of the first version that knows all that it has. */
export const newEntrySchema = ({
  kind,
  lots,
}: {
  kind: EntryKind;
  lots: readonly LotShare[];
}): typeof newEntryItem | typeof entryItem => {
  if (kind === 'merge') return entryItem;
  if (havePrice(lots)) return entryBeforeMerges;
  if (kind === 'gift') return entryBeforePrices;
  if (kind === 'allowance') return entryBeforeGifts;
  if (areRestricted(lots)) return entryBeforeAllowances;
  if (kind === 'usage') return entryBeforeRestrictions;
  if (kind === 'transfer' || haveOrigin(lots)) return entryBeforeUsage;
  if (kind === 'capture') return entryBeforeTransfers;
  return kind === 'expiry_extension' ? entryBeforeCaptures : newEntryItem;
};

/** An entry as the API and events show it, without the ledger's internal fields. */
export const entryLine = entryItem
  .omit({
    lots: true,
    debt: true,
    previous: true,
    hashVersion: true,
    salt: true,
    digests: true,
    erasedHash: true,
    spentAt: true,
    correlationId: true,
  })
  .extend({ restricted: restrictedCredits.exactOptional() });

export type EntryLine = z.infer<typeof entryLine>;

/** An entry's position in its account's history. */
export const entryPlace = entryItem.pick({ number: true, at: true });

export type Entry = z.infer<typeof entryItem>;
