import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import { bundle } from './bundles.ts';
import { heapOf } from './lambda-process.ts';

const measuredPass = z.object({
  status: z.string(),
  seen: z.int(),
  healed: z.int(),
  mismatchCount: z.int(),
  milliseconds: z.number(),
  /** Requests that settling made of the table, and the write units that they took. */
  calls: z.int(),
  writeUnits: z.number(),
  /** The most memory that the whole process has held until then. */
  peakBytes: z.int(),
});

/** What a pass of the reconciler did, and what it took. */
export type MeasuredPass = z.infer<typeof measuredPass>;

/** MB of the Lambda that the figure is for. */
export const MEMORY_MB = 256;

/**
 * Reconciles an agency's Stripe payments twice over, in a process that holds the reconciler and nothing else, bundled
 * as it deploys. The table is the one that this process's environment names.
 */
export const reconcileAlone = async (
  agency: string,
  stripe: { secretKey: string; apiBase: string },
): Promise<[MeasuredPass, MeasuredPass]> => {
  const file = await bundle('reconciler-alone', import.meta.resolve('./reconciler-alone.ts'));
  const child = fork(file, [agency, stripe.secretKey, stripe.apiBase], {
    execArgv: heapOf(MEMORY_MB),
    env: { ...process.env, POWERTOOLS_METRICS_NAMESPACE: 'Scrip' },
    // What a Lambda logs is no answer; what it complains of is to be seen.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answers: unknown[] = [];
  child.on('message', (message) => answers.push(message));
  await once(child, 'close');
  const [passes] = answers;
  return z.tuple([measuredPass, measuredPass]).parse(passes);
};
