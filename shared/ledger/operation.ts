import type * as z from 'zod';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { operationItem, type OperationRecord } from '../table/items/operation.ts';
import { accountKey, operationKey, type Key } from '../table/keys.ts';
import type { Guarded } from '../table/guarded.ts';
import { readOne, readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { accountFrom } from './account.ts';
import type { Command } from './command.ts';
import { commit, type CommitError } from './commit.ts';
import type { Ledger } from './ledger.ts';
import type { Posting } from './plan.ts';

/** Something that an account does at most once for each Idempotency-Key. */
export type OperationRequest = {
  ref: AccountRef;
  /** The operation's name, so that one key may serve different operations. */
  name: string;
  idempotencyKey: string;
  /** The request as parsed; another one under the same key is an error. */
  input: unknown;
};

export type OperationError = Exclude<CommitError, { code: 'conflict' }> | { code: 'idempotency_key_reused' };

/** What is to move, and what follows from it. */
export type Decision<Outcome> = {
  commands: readonly Command[];
  /** What to answer, and what else must be true exactly when the credits have moved. */
  conclude: (posting: Posting, id: string) => { outcome: Outcome; writes?: readonly Guarded[] };
};

/** Why nothing may move; `figures`, in credits, are told with it. */
export type Denial<Code extends string> = { code: Code; figures?: Record<string, number> };

export type OperationBody<Outcome, Code extends string> = {
  /** What it needs to have read besides the account. */
  keys: readonly Key[];
  /** The schema of the outcome, which is stored with the movement and answered again to a replay. */
  outcome: z.ZodType<Outcome>;
  /** What is to move, or why nothing may, by what was read and the id of the operation. */
  decide: (read: Read, id: string) => Result<Decision<Outcome>, Denial<Code>>;
};

/**
 * Reads, decides and commits an operation whose record stands in the movement's own transaction: what happened once
 * is answered again and never done again, and what was refused may be tried again under the same key.
 */
export const runOnce = async <Outcome, Code extends string>(
  ledger: Ledger,
  request: OperationRequest,
  body: OperationBody<Outcome, Code>,
): Promise<Result<{ outcome: Outcome; replayed: boolean }, OperationError | Denial<Code>>> => {
  const { ref } = request;
  const id = operationId('op', ref, request.name, request.idempotencyKey);
  const key = operationKey(ref, id);
  const hash = canonicalHash(request.input);
  const read = await readTogether(ledger.table, [accountKey(ref), key, ...body.keys]);

  const first = decode(operationItem, read(key));
  if (first) return replay(first, hash, body.outcome);
  const decided = body.decide(read, id);
  if (!decided.ok) return decided;
  const { commands, conclude } = decided.value;

  const committed = await commit(ledger, {
    account: accountFrom(ref, read(accountKey(ref))),
    commands,
    conclude: (posting) => {
      const { outcome, writes = [] } = conclude(posting, id);
      const record = { id, at: instant(ledger.now()), inputHash: hash, outcome: JSON.stringify(outcome) };
      return { value: outcome, writes: [{ key, item: record, version: 0 }, ...writes] };
    },
  });
  if (committed.ok) return ok({ outcome: committed.value, replayed: false });
  const { error } = committed;
  switch (error.code) {
    case 'busy':
      return err(error);
    case 'refused': {
      // The account was read at a moment of its own: its credits may have gone for this very thing just before.
      const done = await readOne(ledger.table, key, operationItem);
      return done ? replay(done, hash, body.outcome) : err(error);
    }
    case 'conflict': {
      // Of the operation's other writes none can be in the way but what was written at the same moment: try again.
      const earlier = error.write > 0 ? undefined : decode(operationItem, error.item);
      return earlier ? replay(earlier, hash, body.outcome) : err({ code: 'busy' });
    }
  }
};

const replay = <Outcome>(record: OperationRecord, hash: string, schema: z.ZodType<Outcome>) =>
  record.inputHash === hash
    ? ok({ outcome: schema.parse(JSON.parse(record.outcome)), replayed: true })
    : err({ code: 'idempotency_key_reused' as const });
