import type { Result } from '../kernel/result.ts';
import type { Done } from '../ledger/run.ts';
import type { Problem } from './errors.ts';
import { refused, type Refusal } from './refused.ts';

/** What was made before by the same request, answered as it was then. */
export const replayOf = <Body>(body: Body, headers: Record<string, string> = {}) => ({
  status: 201 as const,
  body,
  headers: { ...headers, 'idempotent-replayed': 'true' },
});

/** What something that was made answers: a replay says that it is one. */
export const madeAnswer = <Body>(body: Body, { replayed }: { replayed: boolean }) =>
  replayed ? replayOf(body) : { status: 201 as const, body };

/** What something that is done once answers. */
export const onceAnswer = <Outcome, Refused extends Refusal, View>(
  done: Result<Done<Outcome>, Refused>,
  viewOf: (outcome: Outcome) => View,
): { status: 201; body: View; headers?: Record<string, string> } | Problem<Refused['code']> =>
  done.ok ? madeAnswer(viewOf(done.value.outcome), done.value) : refused(done.error);
