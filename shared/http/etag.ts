import { canonicalHash } from '../kernel/canonical.ts';

/**
 * What tells one state of a record from all others. The version alone would not: under the id of a record that was
 * deleted another one begins, and its versions with it.
 */
export const etagOf = (record: { version: number }): string =>
  `"${record.version}-${canonicalHash(record).slice(0, 16)}"`;
