import { entryLine, type Entry, type EntryLine } from '../table/items/entry.ts';
import { restrictedPart } from './restricted.ts';

/** An entry as the API shows it: without the ledger's internal fields, with what of it is for some things only. */
export const lineOf = (entry: Entry | undefined): EntryLine => ({
  ...entryLine.parse(entry),
  ...(entry && restrictedPart(entry)),
});
