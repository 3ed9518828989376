import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';

/** When an account last guessed wrong: a code, or the name of a recipient. */
export const attemptsItem = z.object({ version: z.int().min(0), failures: z.array(instantSchema) });

export type Attempts = z.infer<typeof attemptsItem>;
