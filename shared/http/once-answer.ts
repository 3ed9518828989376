import type { Result } from '../kernel/result.ts';
import type { Refusal } from '../ledger/command.ts';
import type { OperationError } from '../ledger/operation.ts';
import { problem, type Problem, type ProblemCode } from './errors.ts';
import { refused } from './ledger-problems.ts';

/** What something that runs once for each Idempotency-Key answers: a replay says that it is one. */
export const onceAnswer = <Outcome, Code extends ProblemCode>(
  done: Result<{ outcome: Outcome; replayed: boolean }, OperationError | { code: Code }>,
):
  | { status: 201; body: Outcome; headers?: Record<string, string> }
  | Problem<Code | Refusal['code'] | 'idempotency_key_reused' | 'busy'> => {
  if (!done.ok) return 'refusal' in done.error ? refused(done.error.refusal) : problem(done.error.code);
  const { outcome, replayed } = done.value;
  return { status: 201, body: outcome, ...(replayed && { headers: { 'idempotent-replayed': 'true' } }) };
};
