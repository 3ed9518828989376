import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Check } from '../../shared/smoke/check.ts';

/** Runs all checks, one after the other. Only a run that passes them all is counted: silence is the alarm. */
export const probe = async (checks: readonly Check[]): Promise<void> => {
  let failures = 0;
  for (const { name, run } of checks) {
    try {
      await run();
    } catch (error) {
      failures += 1;
      log.error('check failed', { check: name, error });
    }
  }
  if (failures === 0) count('ProbePasses');
};
