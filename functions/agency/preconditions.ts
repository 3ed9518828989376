import { etagOf } from '../../shared/http/etag.ts';

/** What a request says of the record that it is to change, as its route has parsed it. */
export type Preconditions = { 'if-match'?: string[] | undefined; 'if-none-match'?: '*' | undefined };

/** @returns why a change may not be made to what is there; undefined where it may */
export const objectionTo = (
  before: { version: number } | undefined,
  { 'if-match': tags, 'if-none-match': none }: Preconditions,
): 'precondition_required' | 'precondition_failed' | undefined => {
  if (!before) return tags ? 'precondition_failed' : undefined;
  if (none) return 'precondition_failed';
  if (!tags) return 'precondition_required';
  return tags.includes(etagOf(before)) ? undefined : 'precondition_failed';
};
