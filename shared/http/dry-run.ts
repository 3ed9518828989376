import type * as z from 'zod';
import type { Result } from '../kernel/result.ts';
import { restrictedIn } from '../ledger/restricted.ts';
import type { Done, Preview } from '../ledger/run.ts';
import type { Problem } from './errors.ts';
import type { dryRunView } from './routes/dry-run.ts';
import { onceAnswer } from './once-answer.ts';
import type { Refusal } from './refused.ts';

/** Whether a `Prefer` header asks for a dry run (RFC 7240). */
export const prefersDryRun = (header: string | undefined): boolean =>
  header?.split(',').some((preference) => preference.trim().toLowerCase() === 'dry-run') ?? false;

const viewOf = ({
  balance,
  available,
  held,
  debt,
  lots: free,
  entries,
}: Preview): z.input<typeof dryRunView> => ({
  dryRun: true,
  balance,
  available,
  held,
  debt,
  restricted: restrictedIn({ lots: free }),
  entries: entries.map(({ lots, ...entry }) => ({
    ...entry,
    lots: lots.map(({ amount: credits, ...lot }) => ({ ...lot, credits })),
  })),
});

/** What a dry run answers; undefined where something was done, was done before, or was refused. */
export const previewAnswer = (done: Result<{ preview?: Preview }, unknown>) =>
  done.ok && done.value.preview ? { status: 200 as const, body: viewOf(done.value.preview) } : undefined;

/** What something that moves credits once answers, or a dry run of it. A replay is none: it was done before. */
export const movedAnswer = <Outcome, Refused extends Refusal, View>(
  done: Result<Done<Outcome>, Refused>,
  view: (outcome: Outcome) => View,
):
  | { status: 200; body: z.input<typeof dryRunView> }
  | { status: 201; body: View; headers?: Record<string, string> }
  | Problem<Refused['code']> => previewAnswer(done) ?? onceAnswer(done, view);
