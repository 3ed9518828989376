import { canonicalText } from '../../shared/kernel/canonical.ts';
import { problem } from '../../shared/http/errors.ts';
import { etagOf } from '../../shared/http/etag.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { change, type Changer } from './change.ts';
import { objectionTo, type Preconditions } from './preconditions.ts';
import type { Subject } from './subjects.ts';

type Versioned = { version: number };

export const tagged = <Item extends Versioned>(body: Item) => ({ body, headers: { etag: etagOf(body) } });

/** Whether two states differ in nothing but their versions. */
export const isSame = (one: Versioned, other: Versioned): boolean =>
  canonicalText({ ...one, version: 0 }) === canonicalText({ ...other, version: 0 });

/** Answers with a record and its ETag. */
export const get = async <Item extends Versioned>(table: Table, { key, schema }: Subject<Item>) => {
  const item = await readOne(table, key, schema);
  return item ? { status: 200 as const, ...tagged(item) } : problem('not_found');
};

/**
 * Makes a record, or replaces the one that the request names by its ETag. Where it is so already, as after an answer
 * that was lost, nothing is written and all is well.
 */
export const put = async <Item extends Versioned>(
  ledger: Ledger,
  who: Changer,
  subject: Subject<Item>,
  headers: Preconditions,
  wanted: Item,
) => {
  const changed = await change(ledger, who, subject, (before) => {
    if (before && isSame(before, wanted)) return ok(before);
    const objection = objectionTo(before, headers);
    return objection ? err({ code: objection }) : ok(wanted);
  });
  if (!changed.ok) return problem(changed.error.code);
  const { before, after = wanted } = changed.value;
  return { status: before ? (200 as const) : (201 as const), ...tagged(after) };
};

/** Deletes the record that the request names by its ETag. */
export const remove = async <Item extends Versioned>(
  ledger: Ledger,
  who: Changer,
  subject: Subject<Item>,
  headers: Preconditions,
) => {
  const changed = await change(ledger, who, subject, (before) => {
    if (!before) return err({ code: 'not_found' as const });
    const objection = objectionTo(before, headers);
    return objection ? err({ code: objection }) : ok(undefined);
  });
  return changed.ok ? { status: 204 as const, body: null } : problem(changed.error.code);
};
