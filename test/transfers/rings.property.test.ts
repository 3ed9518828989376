import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { withConflicts } from '../support/conflicts.ts';

const DEADLINE_MS = 20_000;
const IN_A_DAY = new Date(Date.now() + 86_400_000).toISOString();

/** What each member of a ring has at first, and what each sends to the next at once, so many times. */
const rings = fc.record({
  members: fc.array(
    fc.record({ paid: fc.integer({ min: 0, max: 40 }), expiring: fc.integer({ min: 0, max: 20 }) }),
    {
      minLength: 2,
      maxLength: 6,
    },
  ),
  rounds: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 1, max: 30 }),
  conflicts: fc.double({ min: 0, max: 0.4, noNaN: true }),
});

const { table } = openTestLedger();

const setUp = async (agency: string, members: readonly { paid: number; expiring: number }[]) => {
  const ledger: Ledger = { table, now: Date.now, deadline: DEADLINE_MS };
  const refs = members.map((_, place): AccountRef => ({ agency, account: `member-${place}` }));
  const reason = { kind: 'adjustment', reference: 'given', class: 'paid' } as const;
  for (const [place, { paid, expiring }] of members.entries()) {
    const ref = refs[place];
    if (!ref) continue;
    await move(
      ledger,
      ref,
      { type: 'credit', ...reason, amount: paid + 1 },
      { type: 'credit', ...reason, amount: expiring + 1, expiresAt: IN_A_DAY },
    );
  }
  return { ledger, refs };
};

const sum = (lots: readonly LotShare[]): number => lots.reduce((all, { amount }) => all + amount, 0);

/** Credits by where they came to first, with class and expiry: what no transfer changes. */
const byOrigin = (accounts: readonly { account: string; lots: readonly LotShare[] }[]) => {
  const sums = new Map<string, number>();
  for (const { account, lots } of accounts)
    for (const { id, origin = { account, lot: id }, class: lotClass, expiresAt, amount } of lots) {
      const name = `${origin.account} ${origin.lot} ${lotClass} ${expiresAt}`;
      sums.set(name, (sums.get(name) ?? 0) + amount);
    }
  return Object.fromEntries(sums);
};

test(`rings of transfers at once, with conflicts: each is answered before its deadline, and nothing is lost (seed ${seed})`, async () => {
  const seen = occurrencesOf('sent', 'refused', 'conflict', 'home again', 'a lot of a third account');
  await fc.assert(
    fc.asyncProperty(rings, async ({ members, rounds, amount, conflicts }) => {
      const { agency } = await accountOfOpenAgency(openTestLedger(), { transfers: { promo: false } });
      const { ledger, refs } = await setUp(agency, members);
      const before = await Promise.all(refs.map((ref) => readAccount(ledger, ref)));
      const troubled = withConflicts(openTestLedger({ deadline: DEADLINE_MS }), conflicts, () =>
        seen.saw('conflict'),
      );
      const outcomes = await Promise.all(
        Array.from({ length: rounds }, (_, round) =>
          refs.map(async (ref, place) => {
            const { account } = refs[(place + 1) % refs.length] ?? ref;
            const begun = performance.now();
            const done = await sendCredits(
              troubled,
              customerOf({ ...ref, spender: undefined }),
              { to: { account }, amount },
              `round-${round}`,
            );
            expect(performance.now() - begun).toBeLessThan(DEADLINE_MS);
            return done;
          }),
        ).flat(),
      );
      const refusals = outcomes.flatMap((done) => (done.ok ? [] : done.error.code));
      for (const done of outcomes) seen.saw(done.ok ? 'sent' : 'refused');
      expect(new Set(refusals)).toEqual(new Set(refusals.filter((code) => code === 'insufficient_credits')));
      const after = await Promise.all(refs.map((ref) => readAccount(ledger, ref)));
      expect(byOrigin(after)).toEqual(byOrigin(before));
      const late = { table, now: () => Date.now() + 3_600_000 };
      for (const [place, ref] of refs.entries()) {
        const account = after[place];
        if (!account) continue;
        expect(account.balance).toBe(sum(account.lots));
        if (account.lots.some(({ id, origin }) => !origin && id <= 2) && account.entries > 4)
          seen.saw('home again');
        if (account.lots.some(({ origin }) => origin && origin.account !== refs.at(place - 1)?.account))
          seen.saw('a lot of a third account');
        const transfers = (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'transfer');
        const sent = outcomes.filter(
          (done) => done.ok && transfers.some(({ reference }) => reference === done.value.outcome.id),
        );
        expect(transfers).toHaveLength(sent.length);
        expect(await auditLedger(late, ref, () => true)).toMatchObject({ ok: true, value: { findings: [] } });
      }
    }),
    { seed, numRuns: 25 },
  );
  seen.report();
});
