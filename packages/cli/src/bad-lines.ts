import type { Context } from './command.ts';
import { EXIT, type ExitCode } from './exit.ts';

/** What is wrong in a line of a file, the first being line 1. */
export type BadLine = { line: number; column?: string; message: string };

/**
 * Tells of lines that are wrong.
 * @param end what became of the other lines
 */
export const refuse = ({ output }: Context, bad: readonly BadLine[], end: string): ExitCode => {
  const text = bad.map(
    ({ line, column, message }) => `line ${line}${column ? `, ${column}` : ''}: ${message}`,
  );
  output.note([...text, `${bad.length} ${bad.length === 1 ? 'fault' : 'faults'}. ${end}`].join('\n'));
  return EXIT.findings;
};
