import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import { type Bundle, bundle } from './bundles.ts';
import type { Measured, Work } from './lambda-alone.ts';

/**
 * The heap that Lambda's runtime sets for a function of that memory (MB). Without it a peak says how much garbage Node
 * lets lie on a machine that has plenty, however little of it is in use.
 */
export const heapOf = (memory: number): string[] => [
  `--max-old-space-size=${Math.floor(memory * 0.9)}`,
  `--max-semi-space-size=${Math.floor(memory * 0.05)}`,
];

const worked = z.object({
  name: z.string(),
  calls: z.int(),
  cpuMilliseconds: z.number(),
  peakBytes: z.int(),
});

const measured = z.object({
  startMilliseconds: z.number(),
  startBytes: z.int(),
  worked: z.array(worked),
}) satisfies z.ZodType<Measured>;

/**
 * Has a Lambda do its work, as its bundle deploys, in a process that holds it and nothing else, with the heap of its
 * memory. AWS is where this process's environment says. Throws where a call fails.
 */
export const runAlone = async (
  { name, file, environment, memory }: Bundle,
  works: readonly Work[],
): Promise<Measured> => {
  const alone = await bundle('lambda-alone', import.meta.resolve('./lambda-alone.ts'));
  const child = fork(alone, [file], {
    execArgv: heapOf(memory),
    env: { ...environment, ...process.env, NODE_ENV: 'production' },
    // What a Lambda logs is no answer; what it complains of is to be seen.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answers: unknown[] = [];
  child.on('message', (message) => answers.push(message));
  child.send([...works]);
  await once(child, 'close');
  const [answer] = answers;
  if (answer === undefined) throw new Error(`${name} did not come to an end`);
  return measured.parse(answer);
};
