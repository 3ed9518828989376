import type { DryRun } from '@scrip/client';
import type { Context } from './command.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { table } from './output.ts';

/** The option of a command that moves credits. */
export const DRY_RUN = {
  'dry-run': { type: 'boolean', summary: 'Show what would happen, and change nothing' },
} as const;

type Answered<Answer> = Promise<{ orThrow: () => Answer }>;

/**
 * Moves credits and prints what came of it, or only what would come.
 * @param isDryRun whether `plan` is asked and nothing done
 */
export const move = async <Answer>(
  { output }: Context,
  isDryRun: boolean | undefined,
  way: { plan: () => Answered<DryRun>; act: () => Answered<Answer>; text: (answer: Answer) => string },
): Promise<ExitCode> => {
  if (isDryRun) {
    const planned = (await way.plan()).orThrow();
    output.result(planned, () => dryRunText(planned));
  } else {
    const answer = (await way.act()).orThrow();
    output.result(answer, () => way.text(answer));
  }
  return EXIT.done;
};

const dryRunText = ({ balance, available, held, debt, entries }: DryRun): string =>
  [
    ...entries.map(({ type, kind, amount }) => `would post ${kind}: ${type === 'in' ? '+' : '-'}${amount}`),
    table([['balance', 'available', 'held', 'debt'], [balance, available, held, debt].map(String)]),
  ].join('\n');
