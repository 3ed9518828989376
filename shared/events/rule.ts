import type * as z from 'zod';
import type { Instant } from '../kernel/clock.ts';
import type { Streamed } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type { Draft } from './draft.ts';

type Item = Record<string, unknown>;

/** An item before and after it was written, and when the table took the write. */
export type Images = { before: Item | undefined; after: Item; at: Instant };

/** A kind of record, and the event that a change of one means; undefined where it means none. */
export type Rule = {
  kind: Exclude<Streamed, 'account'>;
  /** Throws CorruptItemError. */
  eventOf: (images: Images) => Draft | undefined;
};

export const rule = <Schema extends z.ZodType>(
  kind: Rule['kind'],
  schema: Schema,
  eventOf: (after: z.output<Schema>, before: z.output<Schema> | undefined, at: Instant) => Draft | undefined,
): Rule => ({
  kind,
  eventOf: ({ before, after, at }) => {
    const now = decode(schema, after);
    return now === undefined ? undefined : eventOf(now, decode(schema, before), at);
  },
});
