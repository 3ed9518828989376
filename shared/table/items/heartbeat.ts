import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';

/** A change of the table that means nothing: it shows that changes still reach the reader of the stream. */
export const heartbeatItem = z.object({ version: z.int().min(0), at: instantSchema });
