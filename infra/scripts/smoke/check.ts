import { messageOf } from '../../message-of.ts';

/** What must be true of a live deployment: `run` tells what it saw, or throws what was wrong. */
export type Check = { name: string; run: () => Promise<string> };

export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

export const require = (isTrue: boolean, problem: string): void => {
  if (!isTrue) throw new CheckFailed(problem);
};

/**
 * Runs all checks, one after the other, however many fail.
 * @returns how many failed
 */
export const runChecks = async (checks: readonly Check[], say: (line: string) => void): Promise<number> => {
  let failures = 0;
  for (const { name, run } of checks) {
    try {
      say(`ok      ${name}: ${await run()}`);
    } catch (error) {
      failures += 1;
      say(`FAILED  ${name}: ${messageOf(error)}`);
    }
  }
  return failures;
};
