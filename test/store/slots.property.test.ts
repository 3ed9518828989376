import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { idsInSlots, SLOTS, takeSlot } from '../../shared/store/slots.ts';
import type { Guarded } from '../../shared/table/guarded.ts';
import { occurrencesOf } from '../support/occurrences.ts';

const ref = { agency: 'demo', account: 'alice' };
const LIMIT = SLOTS.requests;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('take'), lasts: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('end'), which: fc.nat({ max: LIMIT - 1 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 30 }) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const stored = z.looseObject({ version: z.int() });

const { saw, report } = occurrencesOf('refused', 'freed by an end', 'freed by time');

/** Plays the steps on the item and beside it on a list of what is open, which must agree. */
const play = (steps: readonly Step[]): void => {
  let now = 0;
  let item: Record<string, unknown> | undefined;
  let taken = 0;
  let open: { id: string; until: number }[] = [];
  const ended = new Set<string>();
  const store = ({ item: next, version }: Guarded) => {
    item = stored.parse({ ...next, version: version + 1 });
  };
  for (const one of steps) {
    if (one.type === 'wait') now += one.seconds * 1000;
    if (one.type === 'end') {
      const [gone] = open.splice(one.which, 1);
      if (gone) ended.add(gone.id);
    }
    if (one.type !== 'take') continue;
    const before = open.length;
    open = open.filter(({ until }) => until > now);
    saw('freed by time', before > open.length);
    const read = () => item;
    const looked = new Set(idsInSlots(read, ref, 'requests'));
    const id = `req_${(taken += 1)}`;
    const until = now + one.lasts * 1000;
    const hasEnded = (other: string) => looked.has(other) && ended.has(other);
    saw('freed by an end', looked.size > 0 && open.length < LIMIT);
    const slot = takeSlot(read, ref, 'requests', { now, until, id, hasEnded });
    expect(slot.ok).toBe(open.length < LIMIT);
    if (slot.ok) {
      open.push({ id, until });
      store(slot.value);
      continue;
    }
    saw('refused');
    const next = Math.min(...open.map((other) => other.until));
    expect(slot.error.retryAfter * 1000).toBe(next - now);
  }
};

test('a slot is refused if and only if the limit of open ones is reached', () => {
  expect.hasAssertions();
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 80, size: 'max' }), play), {
    numRuns: 500,
  });
  report(51);
});
