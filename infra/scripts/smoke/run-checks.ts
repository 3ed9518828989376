import type { Check } from '../../../shared/smoke/check.ts';
import { messageOf } from '../../message-of.ts';

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
