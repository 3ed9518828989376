import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { advance } from '../../shared/credit-requests/advance.ts';
import type { CreditRequest } from '../../shared/table/items/credit-request.ts';
import { decisionBy, someRequest } from '../support/credit-requests.ts';
import { seed } from '../support/seed.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

const START = Date.parse('2026-03-01');

const people = ['customer', 'clerk', 'ann', 'bob', 'cy', 'dee'];

const said = fc.record({
  by: fc.constantFrom(...people),
  step: fc.integer({ min: -1, max: 4 }),
  approved: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  /** Hours after the request was made, of the fourteen days that it lives. */
  hours: fc.integer({ min: 0, max: 14 * 24 + 10 }),
});

/** Decisions of anybody about anything, in any order, each perhaps several times. */
const histories = fc
  .array(fc.record({ said, times: fc.integer({ min: 1, max: 3 }) }), { maxLength: 25 })
  .chain((all) => {
    const repeated = all.flatMap((one) => Array.from({ length: one.times }, () => one.said));
    return fc.shuffledSubarray(repeated, { minLength: repeated.length, maxLength: repeated.length });
  });

test(`a credit request only moves forward, one step and one person at a time, to a single end (SEED=${seed})`, () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), histories, (count, history) => {
      const steps = Array.from({ length: count }, (_, place) => ({ name: `step-${place}` }));
      const ref = { agency: 'agency', account: 'customer' };
      let request: CreditRequest = someRequest(ref, { steps, requestedBy: 'clerk' }, START);
      for (const { by, step, approved, hours } of history) {
        const before = structuredClone(request);
        const at = instant(START + hours * HOUR_MS);
        const decision = decisionBy(by, step, { approved, at, ...(!approved && { note: 'no' }) });
        const next = advance(request, decision, START + hours * HOUR_MS);
        expect(request).toEqual(before);

        const barred = ['customer', 'clerk', ...before.decisions.map((done) => done.by)];
        const counts =
          before.status === 'pending' &&
          at < before.expiresAt &&
          step === before.decisions.length &&
          !barred.includes(by);
        const forward = step + 1 === count ? 'accepted' : 'advanced';
        expect(next.outcome).toBe(counts ? (approved ? forward : 'rejected') : 'ignored');
        if (next.outcome !== 'ignored') request = next.request;
        expect(request.decisions).toEqual(counts ? [...before.decisions, decision] : before.decisions);
      }
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
    { seed, numRuns: 2000 },
  );
});
