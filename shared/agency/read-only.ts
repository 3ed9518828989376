import { canonicalText } from '../kernel/canonical.ts';
import type { FaultReason } from '../kernel/fault.ts';

/** A body that can't be carried out, and where, in the form of the API's schema faults. */
export type InvalidBody = {
  code: 'invalid_request';
  faults: ({ in: 'body'; pointer: string; message: string } & FaultReason)[];
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Compares the read-only fields of a body with the record: an edit of one would otherwise be ignored without a word.
 * @param given the body's read-only fields; undefined where it leaves one out
 * @returns a fault for each field that differs; undefined where none does
 */
export const readOnlyRefusal = (given: Fields, record: Fields): InvalidBody | undefined => {
  const edited = Object.keys(given).filter(
    (name) => given[name] !== undefined && canonicalText([given[name]]) !== canonicalText([record[name]]),
  );
  if (edited.length === 0) return undefined;
  const message = 'is not changed by a PUT: send it as it was read, or leave it out';
  return {
    code: 'invalid_request',
    faults: edited.map((name) => ({ in: 'body', pointer: `/${name}`, code: 'read_only', message })),
  };
};
