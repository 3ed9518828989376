import type * as z from 'zod';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { operationItem } from '../table/items/operation.ts';
import { operationKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type {
  AnyDecision,
  Conclusion,
  CreditDecision,
  DebitDecision,
  Decision,
  Operation,
  RecordDecision,
  RestoreDecision,
} from './run.ts';

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
 * An operation with a record of its own, written in its transaction under an id that account, name and key give: what
 * was done once is answered again and never done again; what was refused may be tried again under the same key. The
 * record never expires.
 * @param outcome the schema of the outcome, which the record keeps
 * @param operationFor handed the record's id
 */
export function once<Outcome, Refused>(
  request: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, RecordDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, RecordDecision<Outcome>>;
export function once<Outcome, Refused>(
  request: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, RestoreDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, RestoreDecision<Outcome>>;
export function once<Outcome, Refused>(
  request: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, DebitDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, DebitDecision<Outcome>>;
export function once<Outcome, Refused>(
  request: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, CreditDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, CreditDecision<Outcome>>;
export function once<Outcome, Refused>(
  request: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, AnyDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, AnyDecision<Outcome>>;
export function once<Outcome, Refused>(
  { ref, name, idempotencyKey, input }: KeyedRequest,
  outcome: z.ZodType<Outcome>,
  operationFor: (id: string) => Operation<Outcome, Refused, AnyDecision<Outcome>>,
): Operation<Outcome, Refused | KeyReused, AnyDecision<Outcome>> {
  const id = operationId('op', ref, name, idempotencyKey);
  const key = operationKey(ref, id);
  const inputHash = canonicalHash(input);
  const { keys, decide, ...operation } = operationFor(id);
  const withRecord = (concluded: Conclusion<Outcome>, now: number): Conclusion<Outcome> => {
    const item = { id, at: instant(now), inputHash, outcome: JSON.stringify(concluded.outcome) };
    return {
      ...concluded,
      writes: [{ key, schema: operationItem, item, version: 0 }, ...(concluded.writes ?? [])],
    };
  };
  return {
    ...operation,
    keys: [key, ...keys],
    earlier: (read) => {
      const record = decode(operationItem, read(key));
      if (!record) return operation.earlier?.(read);
      return record.inputHash === inputHash
        ? ok(outcome.parse(JSON.parse(record.outcome)))
        : err({ code: 'idempotency_key_reused' });
    },
    decide: (read, now) => {
      const decided = decide(read, now);
      if (!decided.ok) return decided;
      const decision = decided.value;
      if (!decision.account) return ok({ conclude: () => withRecord(decision.conclude(), now) });
      const { conclude, ...movement } = decision;
      const recorded: Decision<Outcome> = {
        ...movement,
        conclude: (posted) => withRecord(conclude(posted), now),
      };
      return ok(recorded);
    },
  };
}
