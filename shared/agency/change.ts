import * as z from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Operation, type RecordDecision } from '../ledger/run.ts';
import { removal, type Guarded, type Removal } from '../table/guarded.ts';
import type { Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { CorruptItemError, decode, readable } from '../table/table.ts';
import { auditLogEntry, type Actor } from './audit-log.ts';
import type { Resource } from './resource.ts';

/** A record before a change, undefined where there was none, and after it. */
export type Changed<Item> = { before: Item | undefined; after: Item };

/** A change, and what was read when it was decided. */
export type DecidedChange<Item> = Changed<Item> & { read: Read };

type Versioned = { version: number };

/**
 * Changes one record in one transaction with the audit log entry of who did it. A lost race, or a lost answer, decides
 * again on the record as it is then.
 * @param decide the record as it is to be, or a refusal; given back as it was, nothing is written
 * @param beside what else it needs to read, in the same BatchGet
 */
export const changeAudited = <Item extends Versioned, Refused>(
  ledger: Ledger,
  who: Actor,
  resource: Resource<Item>,
  decide: (before: Item | undefined, read: Read) => Result<Item, Refused>,
  beside: readonly Key[] = [],
): Promise<Result<DecidedChange<Item>, Refused | Busy>> => {
  const planFor = (
    before: Item | undefined,
    read: Read,
  ): Result<Plan<Item, DecidedChange<Item>>, Refused> => {
    const wanted = decide(before, read);
    if (!wanted.ok) return wanted;
    if (wanted.value === before) return ok({ outcome: { before, after: before, read } });
    const version = before?.version ?? 0;
    const after = { ...wanted.value, version: version + 1 };
    const write = {
      key: resource.key,
      list: resource.list?.(after),
      schema: resource.schema,
      ...(resource.number && { number: resource.number(after) }),
      item: after,
      version,
    };
    return ok({ outcome: { before, after, read }, change: { before, after, write } });
  };
  return runOn(ledger, who, resource, planFor, beside);
};

/**
 * Deletes one record in one transaction with the audit log entry of who did it. A damaged one is deleted as it is: it has
 * no state that anybody could name beforehand.
 * @param decide the record to delete, or a refusal
 * @returns the record as it was; undefined where it was damaged
 */
export const deleteAudited = async <Item extends Versioned, Refused>(
  ledger: Ledger,
  who: Actor,
  resource: Resource<Item>,
  decide: (before: Item | undefined) => Result<Item, Refused>,
): Promise<Result<Item | undefined, Refused | Busy>> => {
  try {
    return await runOn<Item, Item, Refused>(ledger, who, resource, (found) => {
      const deleted = decide(found);
      if (!deleted.ok) return deleted;
      const before = deleted.value;
      const write = removal(resource.key, before.version);
      return ok({ outcome: before, change: { before, after: undefined, write } });
    });
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    return await deleteDamaged(ledger, who, resource);
  }
};

/** The guard of every write needs the version. A record that has lost even that throws ZodError. */
const damaged = z.looseObject({ version: z.int().min(1) });

/** Deletes a record that can't be read, as it is. */
export const deleteDamaged = async <Item>(
  ledger: Ledger,
  who: Actor,
  { kind, id, key, schema }: Resource<Item>,
): Promise<Result<undefined, Busy>> => {
  const done = await run(ledger, {
    keys: [key],
    decide: (read, now): Result<RecordDecision<undefined>, Busy> => {
      const stored = read(key);
      // Somebody else deleted it, or mended it.
      if (!stored || readable(schema, stored) !== undefined) return err({ code: 'busy' });
      const before = damaged.parse(stored);
      const entry = auditLogEntry(who, { kind, id, before, after: undefined }, now);
      return ok({
        conclude: () => ({ outcome: undefined, writes: [removal(key, before.version), entry] }),
      });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};

type Plan<Item, Outcome> = {
  outcome: Outcome;
  change?: { before: Item | undefined; after: Item | undefined; write: Guarded | Removal };
};

const runOn = async <Item extends Versioned, Outcome, Refused>(
  ledger: Ledger,
  who: Actor,
  { kind, id, key, schema, logged = (item) => item, beside: besides }: Resource<Item>,
  planFor: (before: Item | undefined, read: Read) => Result<Plan<Item, Outcome>, Refused>,
  beside: readonly Key[] = [],
): Promise<Result<Outcome, Refused | Busy>> => {
  const operation: Operation<Outcome, Refused> = {
    keys: [key, ...beside],
    decide: (read, now) => {
      const planned = planFor(decode(schema, read(key)), read);
      if (!planned.ok) return planned;
      const { outcome, change: made } = planned.value;
      if (!made) return ok({ conclude: () => ({ outcome }) });
      const { before, after, write } = made;
      const change = { kind, id, before: before && logged(before), after: after && logged(after) };
      const writes = [write, ...(besides?.(before, after) ?? []), auditLogEntry(who, change, now)];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  };
  const done = await run(ledger, operation);
  return done.ok ? ok(done.value.outcome) : done;
};
