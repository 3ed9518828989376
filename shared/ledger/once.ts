import type * as z from 'zod';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { operationItem } from '../table/items/operation.ts';
import { operationKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import type { Command } from './command.ts';
import { earlierRecord } from './earlier-record.ts';
import type { Conclusion, Decision, Operation } from './run.ts';

/** Something that an account does once for each Idempotency-Key. */
export type KeyedRequest = {
  ref: AccountRef;
  /** The operation's name, so that one key may serve different operations. */
  name: string;
  idempotencyKey: string;
  /** The request as parsed; another one under the same key is refused. */
  input: unknown;
};

export type KeyReused = { code: 'idempotency_key_reused' };

/**
 * How an outcome is recorded: as it is, or without texts of people. Nothing lists an account's records, so no erasure would
 * find these texts again. Whoever repeats a request sends them once more.
 */
export type Recorded<Outcome> =
  | z.ZodType<Outcome>
  | {
      schema: z.ZodType<Outcome>;
      without: (outcome: Outcome) => Outcome;
      /** The outcome with its texts again: those of the input, and of what the operation reads. */
      restored: (outcome: Outcome, read: Read) => Outcome;
    };

/**
 * An operation with a record of its own, written in its transaction under an id that account, name and key give: what
 * was done once is answered again and never done again; what was refused may be tried again under the same key. The
 * record never expires.
 * @param outcome the schema of the outcome, which the record keeps, and which of its texts stay out of it
 * @param operationFor handed the record's id
 */
export const once = <Outcome, Refused, Type extends Command['type'] = never>(
  { ref, name, idempotencyKey, input }: KeyedRequest,
  outcome: Recorded<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, Type>,
): Operation<Outcome, Refused | KeyReused, Type> => {
  const idOf = (of: AccountRef): string => operationId('op', of, name, idempotencyKey);
  const id = idOf(ref);
  const key = operationKey(ref, id);
  const earlier = earlierRecord(ref, (of) => operationKey(of, idOf(of)), operationItem);
  const inputHash = canonicalHash(input);
  const { schema, without, restored } =
    'schema' in outcome ? outcome : { schema: outcome, without: asItIs<Outcome>, restored: asItIs<Outcome> };
  const { keys, decide, linked, ...operation } = operationFor(id);
  const withRecord = (concluded: Conclusion<Outcome>, now: number): Conclusion<Outcome> => {
    const item = { id, at: instant(now), inputHash, outcome: JSON.stringify(without(concluded.outcome)) };
    return {
      ...concluded,
      writes: [{ key, schema: operationItem, item, version: 0 }, ...(concluded.writes ?? [])],
    };
  };
  return {
    ...operation,
    keys: [key, ...keys],
    linked: (read, isFirstLook) => [...earlier.keysIn(read), ...(linked?.(read, isFirstLook) ?? [])],
    earlier: (read) => {
      const record = earlier.foundIn(read);
      if (!record) return operation.earlier?.(read);
      return record.inputHash === inputHash
        ? ok(restored(schema.parse(JSON.parse(record.outcome)), read))
        : err({ code: 'idempotency_key_reused' });
    },
    decide: (read, now) => {
      const decided = decide(read, now);
      if (!decided.ok) return decided;
      const decision = decided.value;
      if (!decision.account) return ok({ conclude: () => withRecord(decision.conclude(), now) });
      const { conclude, ...movement } = decision;
      const recorded: Decision<Outcome, Type> = {
        ...movement,
        conclude: (...posted) => withRecord(conclude(...posted), now),
      };
      return ok(recorded);
    },
  };
};

const asItIs = <Outcome>(outcome: Outcome): Outcome => outcome;
