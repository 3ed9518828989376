import type { Result } from '../kernel/result.ts';
import type { Refusal } from '../ledger/command.ts';
import type { Denial, OperationError } from '../ledger/operation.ts';
import { problem, type Problem, type ProblemCode } from './errors.ts';
import { refused } from './ledger-problems.ts';

/** What was made before under this request's key, answered as it was then. */
export const replayOf = <Body>(body: Body, headers: Record<string, string> = {}) => ({
  status: 201 as const,
  body,
  headers: { ...headers, 'idempotent-replayed': 'true' },
});

/** What something that runs once for each Idempotency-Key answers: a replay says that it is one. */
export const onceAnswer = <Outcome, Code extends ProblemCode>(
  done: Result<{ outcome: Outcome; replayed: boolean }, OperationError | Denial<Code>>,
):
  | { status: 201; body: Outcome; headers?: Record<string, string> }
  | Problem<Code | Refusal['code'] | 'idempotency_key_reused' | 'busy'> => {
  if (!done.ok) {
    const { error } = done;
    if ('refusal' in error) return refused(error.refusal);
    return problem(error.code, 'figures' in error ? { extensions: error.figures } : {});
  }
  const { outcome, replayed } = done.value;
  return replayed ? replayOf(outcome) : { status: 201, body: outcome };
};
