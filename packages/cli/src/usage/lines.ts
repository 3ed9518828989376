import type { UsageEventInput } from '@scrip/client';
import * as z from 'zod';
import type { BadLine } from '../bad-lines.ts';

/** An event, and the line of the file that it stands in. */
export type UsageLine = { line: number; event: UsageEventInput };

export type UsageFile = { lines: UsageLine[]; bad: BadLine[] };

const text = z.string({ error: 'must be text' });

const event = z.strictObject({
  id: text,
  account: text,
  meter: text,
  quantity: z.int('must be a whole number').min(0, 'must be a whole number'),
  time: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-01-31T09:30:00Z' }),
  reference: text.optional(),
  spender: text.optional(),
});

const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Reads a file of one JSON object a line; empty lines are left out. What is wrong is named by its line. */
export const readEvents = (content: Buffer): UsageFile => {
  const file: UsageFile = { lines: [], bad: [] };
  for (const [place, written] of content
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (written.trim() === '') continue;
    const line = place + 1;
    const value = jsonOf(written);
    if (value === undefined) {
      file.bad.push({ line, message: 'is not JSON' });
      continue;
    }
    const read = event.safeParse(value);
    if (read.success) file.lines.push({ line, event: read.data });
    else
      file.bad.push(
        ...read.error.issues.map(({ path, message }) => ({ line, column: path.join('.'), message })),
      );
  }
  return file;
};

/** What one request takes: events, and bytes of its body, of which the API allows 256 KB. */
const MAX_EVENTS = 500;
const MAX_BYTES = 200_000;

/** Events in the runs that a request each takes, in their order. */
export function* requestsOf(lines: readonly UsageLine[]): Generator<UsageLine[]> {
  let some: UsageLine[] = [];
  let bytes = 0;
  for (const one of lines) {
    const size = Buffer.byteLength(JSON.stringify(one.event));
    if (some.length > 0 && (some.length === MAX_EVENTS || bytes + size > MAX_BYTES)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(one);
    bytes += size;
  }
  if (some.length > 0) yield some;
}
