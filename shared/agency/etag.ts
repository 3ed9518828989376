import { canonicalHash } from '../kernel/canonical.ts';

/**
 * Distinguishes one state of a record from all others (RFC 9110, 8.8.3). The version alone would not: a record that was deleted
 * and made again under its id begins with the same versions.
 */
export const etagOf = (record: { version: number }): string =>
  `"${record.version}-${canonicalHash(record).slice(0, 16)}"`;

/** The headers by which a request names the state that it wants to replace. */
export type Preconditions = { 'if-match'?: string[] | undefined; 'if-none-match'?: '*' | undefined };

export type PreconditionRefusal = { code: 'precondition_required' | 'precondition_failed' };

/** @returns why the preconditions forbid to change this record; undefined where they don't */
export const preconditionRefusal = (
  before: { version: number } | undefined,
  { 'if-match': tags, 'if-none-match': none }: Preconditions,
): PreconditionRefusal | undefined => {
  if (!before) return tags ? { code: 'precondition_failed' } : undefined;
  if (none) return { code: 'precondition_failed' };
  if (!tags) return { code: 'precondition_required' };
  return tags.includes(etagOf(before)) ? undefined : { code: 'precondition_failed' };
};
