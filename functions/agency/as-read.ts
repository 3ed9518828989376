import { canonicalText } from '../../shared/kernel/canonical.ts';

/**
 * Holds what a body repeats of a record against the record: what was edited there would otherwise seem to be taken.
 * @param given the read-only fields of a body; undefined where one was left out
 * @returns the code and the faults of those that differ; undefined where none does
 */
export const whyNotAsRead = (
  given: Readonly<Record<string, unknown>>,
  record: Readonly<Record<string, unknown>>,
) => {
  const edited = Object.entries(given).filter(
    ([name, value]) => value !== undefined && canonicalText([value]) !== canonicalText([record[name]]),
  );
  if (edited.length === 0) return undefined;
  const message = 'is not changed by a PUT: send it as it was read, or leave it out';
  const faults = edited.map(([name]) => ({ in: 'body', pointer: `/${name}`, message }));
  return { code: 'invalid_request' as const, extensions: { faults } };
};
