import { ERASED } from '../kernel/text.ts';
import type { Entry, EntryKind } from '../table/items/entry.ts';
import { digestsOf, hashOf } from './entry-hash.ts';

/** Whether somebody worded the reference of an entry. Others are IDs, or numbers that the agency's books go by. */
const isWorded = {
  checkout: false,
  bonus: false,
  redemption: false,
  request: false,
  spend: true,
  capture: true,
  usage: true,
  purchase: false,
  purchase_refund: false,
  service: false,
  service_refund: false,
  spend_refund: true,
  invoice: false,
  transfer: false,
  gift: false,
  merge: false,
  adjustment: true,
  allowance: false,
  payment_reversed: false,
  payment_reinstated: false,
  expiry: false,
  expiry_extension: true,
} as const satisfies Record<EntryKind, boolean>;

/** Whether the reference of an entry of this kind is text of somebody's own. */
export const isReferenceWorded = (kind: EntryKind): boolean => isWorded[kind];

/** The texts of an entry, or of what tells of one, without those that may name a person. */
export const withoutTexts = <Line extends Pick<Entry, 'kind' | 'reference' | 'note' | 'label'>>({
  note: _note,
  label: _label,
  ...line
}: Line) => ({ ...line, reference: isWorded[line.kind] ? ERASED : line.reference });

/**
 * An entry without its texts and the salt that they were hashed with. It keeps its hash, so that the chain stays whole.
 * An entry without texts of anybody's is given back as it is.
 */
export const erasedEntry = (entry: Entry): Entry => {
  if (entry.erased || !hasTexts(entry)) return entry;
  const { salt: _salt, ...left } = withoutTexts(entry);
  return {
    ...left,
    erased: true,
    ...(entry.hashVersion === undefined ? { erasedHash: hashOf(entry) } : { digests: digestsOf(entry) }),
  };
};

const hasTexts = ({ kind, note, label }: Entry): boolean =>
  isWorded[kind] || note !== undefined || label !== undefined;
