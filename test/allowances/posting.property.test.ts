import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postDueAllowances } from '../../functions/sweeper/post-allowances.ts';
import { removeFromAllowance } from '../../shared/allowances/change-accounts.ts';
import { beginOf, dayOf } from '../../shared/allowances/periods.ts';
import { portionsOf } from '../../shared/allowances/terms.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { balanceAt } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AllowanceSchedule, AllowanceTerms } from '../../shared/table/items/allowance.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { join, postedTo, put } from '../support/allowances.ts';
import { withConflicts } from '../support/conflicts.ts';
import { accountOfOpenAgency, findingsOf, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const ZONE = 'Europe/Berlin';
const ID = 'allowance';
const plain = openTestLedger();

const seen = occurrencesOf(
  'conflict or lost answer',
  'several periods at once',
  'expired while missed',
  'paused',
  'left while owed',
  'joined within a period',
  'changed',
);

const terms = fc.record(
  {
    amount: fc.integer({ min: 5, max: 20 }),
    expiry: fc.constantFrom('period_end', 'days', 'never'),
    cap: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    paused: fc.boolean(),
  },
  { requiredKeys: ['amount', 'expiry'] },
);

const step = fc.record({
  hours: fc.integer({ min: 1, max: 900 }),
  deed: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('sweep', 'sweep three times at once', 'sweep cut off') },
    { weight: 3, arbitrary: fc.constantFrom('join', 'join the current period', 'leave', 'spend') },
    { weight: 1, arbitrary: terms },
  ),
});

/** What should have been posted, told from the events alone. */
class Model {
  readonly #begins: { period: number; day: string; begin: Instant }[];
  readonly #members: { from: Instant; until?: Instant }[] = [];
  readonly #terms: { since: Instant; terms: AllowanceTerms }[] = [];
  readonly #judged = new Set<string>();
  readonly posted = new Map<string, number>();

  readonly schedule: AllowanceSchedule;

  constructor(schedule: AllowanceSchedule) {
    this.schedule = schedule;
    this.#begins = Array.from({ length: 700 }, (_, period) => ({
      period,
      day: dayOf(schedule, period),
      begin: beginOf(schedule, period, ZONE),
    }));
  }

  get isMember(): boolean {
    return this.#members.some(({ until }) => until === undefined);
  }

  change(now: Instant, changed: AllowanceTerms): void {
    this.#terms.push({ since: now, terms: changed });
  }

  join(now: Instant, isCurrent: boolean): void {
    if (this.isMember) return;
    const current = this.#begins.findLast(({ begin }) => begin <= now)?.begin;
    if (isCurrent && current !== undefined) seen.saw('joined within a period');
    this.#members.push({ from: isCurrent && current !== undefined ? current : instant(Date.parse(now) + 1) });
  }

  leave(now: Instant): void {
    const open = this.#members.find(({ until }) => until === undefined);
    if (!open) return;
    open.until = now;
    seen.saw(
      'left while owed',
      this.#due(now).some(({ begin }) => begin < now),
    );
  }

  sweep(now: Instant): void {
    let count = 0;
    for (const { period, day, begin } of this.#due(now)) {
      const holds = this.#terms.findLast(({ since }) => since <= begin)?.terms;
      if (!holds) throw new Error('no terms yet');
      this.#judged.add(day);
      seen.saw('paused', holds.paused === true);
      const all = portionsOf(
        { agency: '', id: '', version: 1, createdAt: '', ...this.schedule, ...holds },
        period,
        ZONE,
      );
      const live = all.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
      seen.saw('expired while missed', live.length < all.length);
      if (live.length === 0) continue;
      count += 1;
      this.posted.set(
        `${ID}:${day}`,
        live.reduce((sum, { amount }) => sum + amount, 0),
      );
    }
    seen.saw('several periods at once', count > 1);
  }

  #due(now: Instant) {
    return this.#begins.filter(
      ({ day, begin }) =>
        begin <= now &&
        !this.#judged.has(day) &&
        this.#members.some(({ from, until }) => from <= begin && (until === undefined || begin < until)),
    );
  }
}

const inputOf = (schedule: AllowanceSchedule, { amount, expiry, cap, paused }: Drawn) => ({
  ...schedule,
  name: 'Credits',
  amount,
  expiry,
  ...(expiry === 'days' && { expiryDays: 3 }),
  ...(expiry === 'period_end' && cap !== undefined && { rollOverUpTo: cap }),
  ...(paused && { paused }),
});

type Drawn = {
  amount: number;
  expiry: AllowanceTerms['expiry'];
  cap?: number | undefined;
  paused?: boolean;
};

const sweepAt = (ledger: Ledger, { agency }: AccountRef, timeLeft = () => 900_000) =>
  postDueAllowances(ledger, agency, timeLeft);

test(`every period that begins for a member is posted once, whatever fails, repeats, is late or changes (seed ${seed})`, async () => {
  expect.hasAssertions();
  const history = fc.record({
    every: fc.constantFrom('day', 'week', 'month'),
    startsOn: fc.constantFrom('2026-01-31', '2026-03-27', '2026-10-23'),
    first: terms,
    steps: fc.array(step, { minLength: 3, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ every, startsOn, first, steps }) => {
      const schedule = { every, startsOn };
      const ref = await accountOfOpenAgency(plain, { timeZone: ZONE });
      const model = new Model(schedule);
      let now = Date.parse(`${startsOn}T00:00:00Z`) - DAY_MS;
      const clock = () => now;
      const ledger = withConflicts(openTestLedger({ now: clock }), 0.3, () =>
        seen.saw('conflict or lost answer'),
      );
      await put(ledger, ref, ID, inputOf(schedule, first));
      model.change(instant(now), inputOf(schedule, first));
      for (const { hours, deed } of [...steps, { hours: 1, deed: 'sweep' }]) {
        now += hours * HOUR_MS + 1;
        if (typeof deed === 'object') {
          const input = inputOf(schedule, deed);
          await put(ledger, ref, ID, input);
          model.change(instant(now), input);
          seen.saw('changed');
        } else if (deed === 'join' || deed === 'join the current period') {
          const isCurrent = deed !== 'join';
          await join(ledger, ref, ID, { firstPeriod: isCurrent ? 'current' : 'next' });
          model.join(instant(now), isCurrent);
        } else if (deed === 'leave') {
          await removeFromAllowance(ledger, { agency: ref.agency, actor: 'admin' }, ref, ID);
          model.leave(instant(now));
        } else if (deed === 'spend') {
          const { available } = balanceAt(await readAccount(ledger, ref), now);
          const spend = { type: 'debit', kind: 'spend', reference: 'spend', amount: 1 } as const;
          if (available > 0) await move({ ...plain, now: clock }, ref, spend);
        } else if (deed === 'sweep cut off') {
          await sweepAt(ledger, ref, () => 10_000);
        } else {
          const times = deed === 'sweep' ? 1 : 3;
          await Promise.all(Array.from({ length: times }, () => sweepAt(ledger, ref)));
          model.sweep(instant(now));
        }
      }
      const posted = await postedTo(plain, ref);
      expect(new Map(posted)).toEqual(model.posted);
      expect(posted).toHaveLength(model.posted.size);
      expect(await findingsOf(plain, ref)).toEqual([]);
      await sweepAt(ledger, ref);
      now += HOUR_MS;
      const audit = await auditLedger(ledger, ref, () => true);
      expect(audit).toMatchObject({ ok: true, value: { findings: [] } });
    }),
    { seed, numRuns: 40 },
  );
  seen.report(2);
}, 240_000);
