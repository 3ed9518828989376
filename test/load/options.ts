import { parseArgs } from 'node:util';
import * as z from 'zod';

const options = z.strictObject({
  /** Tokens of the local issuer hold for an hour. */
  minutes: z.coerce.number().positive().max(50),
  workers: z.coerce.number().int().min(1).max(64),
  customers: z.coerce.number().int().min(1).max(500),
  /** Steps a second of all workers together, at most; none lets each go on as soon as it was answered. */
  rate: z.coerce.number().positive().optional(),
});

export type Options = z.infer<typeof options>;

/** Reads the command line. Ends the process where it names something else, or a number out of bounds. */
export const readOptions = (): Options => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      workers: { type: 'string', default: '8' },
      customers: { type: 'string', default: '20' },
      rate: { type: 'string' },
    },
  });
  const parsed = options.safeParse(values);
  if (parsed.success) return parsed.data;
  console.error(z.prettifyError(parsed.error));
  process.exit(1);
};
