import { createInterface } from 'node:readline/promises';
import type { Context } from './command.ts';
import { CliError, EXIT } from './exit.ts';

/** While it asks, readline catches Ctrl-C: pass it on. */
export const interruptProcess = (): void => {
  process.kill(process.pid, 'SIGINT');
};

/** Asks before something is sent. Where nobody can be asked, `--yes` must have said so. */
export const confirm = async ({ streams }: Context, question: string, yes: boolean): Promise<void> => {
  if (yes) return;
  const { stdin, stderr } = streams;
  if (!stdin.isTTY) {
    throw new CliError('usage', 'Nobody can be asked here.', {
      exitCode: EXIT.usage,
      hint: 'Look with --dry-run first, then send with --yes.',
    });
  }
  const lines = createInterface({ input: stdin, output: stderr });
  lines.once('SIGINT', interruptProcess);
  try {
    const answer = await lines.question(`${question} [y/N] `);
    if (/^y(?:es)?$/i.test(answer.trim())) return;
  } finally {
    lines.close();
  }
  throw new CliError('declined', 'Nothing was sent.');
};
