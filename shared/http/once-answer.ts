import type { Result } from '../kernel/result.ts';
import type { Done } from '../ledger/run.ts';
import type { Problem, ProblemCode } from './errors.ts';
import { refused } from './refused.ts';

/** What was made before by the same request, answered as it was then. */
export const replayOf = <Body>(body: Body, headers: Record<string, string> = {}) => ({
  status: 201 as const,
  body,
  headers: { ...headers, 'idempotent-replayed': 'true' },
});

/** What something that is done once answers: a replay says that it is one. */
export const onceAnswer = <Outcome, Refused extends { code: ProblemCode }>(
  done: Result<Done<Outcome>, Refused>,
): { status: 201; body: Outcome; headers?: Record<string, string> } | Problem<Refused['code']> => {
  if (!done.ok) return refused(done.error);
  const { outcome, replayed } = done.value;
  return replayed ? replayOf(outcome) : { status: 201, body: outcome };
};
