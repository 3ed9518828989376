import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { advance } from '../../shared/credit-requests/advance.ts';
import type { CreditRequest } from '../../shared/table/items/credit-request.ts';
import { decisionBy, someRequest } from '../support/credit-requests.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

const START = Date.parse('2026-03-01');

const people = ['customer', 'clerk', 'ann', 'bob', 'cy', 'dee'];

const said = fc.record({
  what: fc.oneof({ weight: 30, arbitrary: fc.constant('decide' as const) }, fc.constant('withdraw' as const)),
  by: fc.constantFrom(...people),
  /** Somebody who looks at the request first decides the step that it waits for. */
  step: fc.oneof({ weight: 3, arbitrary: fc.constant('current' as const) }, fc.integer({ min: -1, max: 4 })),
  approved: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  /** Hours after the request was made, of the fourteen days that it lives. */
  hours: fc.integer({ min: 0, max: 14 * 24 + 10 }),
});

const withdrawn = (request: CreditRequest, at: string): CreditRequest => ({
  ...request,
  status: 'cancelled',
  decidedAt: at,
});

/** Decisions of anybody about anything, in any order, each perhaps several times. */
const histories = fc
  .array(fc.record({ said, times: fc.integer({ min: 1, max: 3 }) }), { maxLength: 25, size: 'max' })
  .chain((all) => {
    const repeated = all.flatMap((one) => Array.from({ length: one.times }, () => one.said));
    return fc.shuffledSubarray(repeated, { minLength: repeated.length, maxLength: repeated.length });
  });

test(`a credit request only moves forward, one step and one person at a time, to a single end (SEED=${seed})`, () => {
  const seen = occurrencesOf(
    'accepted in 1 step(s)',
    'accepted in 3 step(s)',
    'accepted in 4 step(s)',
    'rejected',
    'cancelled',
    'a decision on a cancelled request',
    'a decision past the last day',
    'a second decision by one person',
    'a decision by who asks',
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), histories, (count, history) => {
      const steps = Array.from({ length: count }, (_, place) => ({ name: `step-${place}` }));
      const ref = { agency: 'agency', account: 'customer' };
      let request: CreditRequest = someRequest(ref, { steps, requestedBy: 'clerk' }, START);
      for (const { what, by, approved, hours, ...one } of history) {
        const before = structuredClone(request);
        const at = instant(START + hours * HOUR_MS);
        const isOpen = before.status === 'pending' && at < before.expiresAt;
        if (what === 'withdraw') {
          if (isOpen) request = withdrawn(request, at);
          continue;
        }
        const step = one.step === 'current' ? before.decisions.length : one.step;
        const decision = decisionBy(by, step, { approved, at, ...(!approved && { note: 'no' }) });
        const next = advance(request, decision, START + hours * HOUR_MS);
        expect(request).toEqual(before);

        const barred = ['customer', 'clerk', ...before.decisions.map((done) => done.by)];
        const counts = isOpen && step === before.decisions.length && !barred.includes(by);
        seen.saw('a decision on a cancelled request', before.status === 'cancelled');
        seen.saw('a decision past the last day', before.status === 'pending' && !isOpen);
        seen.saw('a decision by who asks', isOpen && barred.slice(0, 2).includes(by));
        seen.saw('a second decision by one person', isOpen && barred.slice(2).includes(by));
        const forward = step + 1 === count ? 'accepted' : 'advanced';
        expect(next.outcome).toBe(counts ? (approved ? forward : 'rejected') : 'ignored');
        if (next.outcome !== 'ignored') request = next.request;
        expect(request.decisions).toEqual(counts ? [...before.decisions, decision] : before.decisions);
      }
      seen.saw(request.status === 'accepted' ? `accepted in ${count} step(s)` : request.status);
      const deciders = request.decisions.map(({ by }) => by);
      expect(new Set(deciders).size).toBe(deciders.length);
      expect(deciders).not.toContain('customer');
      expect(deciders).not.toContain('clerk');
      expect(request.decisions.map(({ step }) => step)).toEqual(request.decisions.map((_, place) => place));
      expect(request.status === 'accepted').toBe(
        request.decisions.length === count && request.decisions.every(({ approved }) => approved),
      );
      expect(request.status === 'rejected').toBe(request.decisions.some(({ approved }) => !approved));
    }),
    { seed, numRuns: 700 },
  );
  seen.report(5);
});
