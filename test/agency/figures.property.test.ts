import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backfillFigures } from '../../shared/agency/backfill-figures.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { readFigures } from '../../shared/agency/read-figures.ts';
import type { Before } from '../../shared/agency/uncounted.ts';
import { addDays } from '../../shared/kernel/days.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { booksThatDiffer } from '../simulate/differences-of-books.ts';
import { loseAnswerOf } from '../support/broken-writes.ts';
import { captureOf, holdOf } from '../support/commands.ts';
import { accountOfOpenAgency, entriesOf, moveWith, openTestLedger, readAccount } from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { openCheckout, paidFact, refundFact } from '../support/payments.ts';
import { seed } from '../support/seed.ts';

const START = Date.parse('2026-03-27T12:00:00.000Z');
const FROM = '2026-03-20';

let now = START;
const ledger = openTestLedger({ now: () => now });

/** A change of an account as the table's stream reports it. */
type Change = { account: Account; before: Before };

const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia');

const step = fc.record({
  who: fc.constantFrom('alice', 'bob', 'carol'),
  hours: fc.integer({ min: 0, max: 30 }),
  what: fc.constantFrom('sale', 'refunded sale', 'grant', 'spend', 'usage', 'capture', 'remove'),
  amount: fc.integer({ min: 1, max: 60 }),
  expires: fc.boolean(),
});

/** Deliveries of changes by their positions, several at a time; any of them may come twice, late or never. */
const deliveries = fc.array(
  fc.record({
    changes: fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
    fault: fc.constantFrom('none', 'lost answer', 'none', 'at once'),
  }),
  { maxLength: 8 },
);

const commandsOf = ({
  what,
  amount,
  expires,
}: {
  what: string;
  amount: number;
  expires: boolean;
}): Command[] => {
  const cause = { kind: 'adjustment', reference: 'test' } as const;
  if (what === 'spend' || what === 'usage') return [{ type: 'debit', kind: what, reference: 'test', amount }];
  if (what === 'capture') return [holdOf('hold', amount, undefined), captureOf('hold', amount, true)];
  if (what === 'remove') return [{ type: 'debit', ...cause, amount }];
  const expiresAt = new Date(now + 36 * HOUR_MS).toISOString();
  return [{ type: 'credit', ...cause, amount, class: 'promo', ...(expires && { expiresAt }) }];
};

const act = async (ref: AccountRef, made: Parameters<typeof commandsOf>[0]): Promise<void> => {
  if (made.what === 'sale' || made.what === 'refunded sale') {
    const price = { amount: made.amount * 10, currency: made.expires ? 'EUR' : 'USD' };
    const checkout = await openCheckout(ledger, ref, { price });
    await settle(ledger, ref.agency, 'stripe', paidFact(checkout));
    const back = refundFact(checkout, 're_1', Math.ceil(price.amount / 2), {
      money: { ...price, amount: Math.ceil(price.amount / 2) },
    });
    if (made.what === 'refunded sale') await settle(ledger, ref.agency, 'stripe', back);
    return;
  }
  // A refusal moves nothing.
  await moveWith(ledger, ref, commandsOf(made), { outcome: undefined });
};

const beforeOf = (changes: readonly Change[]): Map<string, Before> => {
  const first = new Map<string, Before>();
  for (const { account, before } of changes)
    if (before.number <= (first.get(account.account)?.number ?? before.number))
      first.set(account.account, before);
  return first;
};

const deliver = async (agency: string, changes: readonly Change[], fault: string): Promise<void> => {
  const accounts = changes.map(({ account }) => account);
  const losing = openTestLedger({ now: () => now });
  if (fault === 'lost answer') loseAnswerOf(losing, () => true);
  const used = fault === 'lost answer' ? losing : ledger;
  const counting = [countAccounts(used, agency, accounts, beforeOf(changes))];
  if (fault === 'at once') counting.push(countAccounts(ledger, agency, accounts, beforeOf(changes)));
  await Promise.all(counting);
};

/** What the entries themselves say of each day, by another way of finding the day. */
const expectedOf = async (refs: readonly AccountRef[], timeZone: string) => {
  const entries = (await Promise.all(refs.map((ref) => entriesOf(ledger, ref)))).flat();
  const dayOf = (at: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone });
  return {
    entries,
    on: (day: string) => entries.filter(({ at }) => dayOf(at) === day),
    by: (day: string) =>
      entries
        .filter(({ at }) => dayOf(at) <= day)
        .reduce((sum, { type, amount }) => sum + (type === 'in' ? amount : -amount), 0),
  };
};

const cases = [
  'a sale',
  'an expiry',
  'a reversal',
  'entries were backfilled',
  'an answer was lost',
  'a delivery came twice',
];
const seen = occurrencesOf(...cases);

test(`figures and books equal the sum of all entries, whatever is repeated, reordered, lost or cut off (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(
      zone,
      fc.array(step, { minLength: 3, maxLength: 14 }),
      deliveries,
      fc.nat(14),
      async (timeZone, steps, batches, old) => {
        now = START;
        const { agency } = await accountOfOpenAgency(ledger, { timeZone });
        const refs = ['alice', 'bob', 'carol'].map((account) => ({ agency, account }));
        const changes: Change[] = [];
        for (const [index, made] of steps.entries()) {
          now += made.hours * HOUR_MS;
          const ref = { agency, account: made.who };
          const before = await readAccount(ledger, ref);
          await act(ref, made);
          const account = await readAccount(ledger, ref);
          // The stream of before there were figures is gone.
          if (index >= old && account.version > before.version)
            changes.push({ account, before: { number: before.entries, at: before.lastEntryAt } });
        }
        for (const { changes: positions, fault } of batches) {
          const batch = positions.flatMap(
            (position) => changes[position % Math.max(1, changes.length)] ?? [],
          );
          seen.saw('a delivery came twice', new Set(batch).size < batch.length);
          if (batch.length === 0) continue;
          await deliver(agency, batch, fault);
          seen.saw('an answer was lost', fault === 'lost answer');
        }
        await deliver(agency, changes.toReversed(), 'none');
        await countAccounts(ledger, agency, await Promise.all(refs.map((ref) => readAccount(ledger, ref))));
        for (const ref of refs)
          while (await backfillFigures(ledger, await readAccount(ledger, ref)))
            seen.saw('entries were backfilled');

        expect(await booksThatDiffer(ledger, refs)).toEqual([]);
        const expected = await expectedOf(refs, timeZone);
        const to = addDays(FROM, 60);
        const read = await readFigures(ledger, agency, { from: FROM, to, by: 'day' });
        if (!read.ok) throw new Error(read.error.code);
        for (const { from: day, outstanding, sales, ...figures } of read.value.items) {
          const on = expected.on(day);
          const sum = (...kinds: string[]) =>
            on
              .filter(({ type, kind }) => kinds.includes(`${type} ${kind}`))
              .reduce((total, { amount }) => total + amount, 0);
          expect({ day, ...figures, outstanding }).toEqual({
            day,
            to: day,
            sold: sum('in checkout', 'in request'),
            granted: sum('in bonus', 'in adjustment'),
            returned: 0,
            reinstated: 0,
            spent: sum('out spend', 'out usage', 'out capture'),
            reversed: sum('out payment_reversed'),
            withdrawn: sum('out adjustment'),
            expired: sum('out expiry'),
            outstanding: expected.by(day),
          });
          const sold = on.filter(({ kind }) => kind === 'checkout').length;
          expect(sales.length > 0).toBe(sold > 0);
          seen.saw('a sale', sold > 0);
          seen.saw('an expiry', figures.expired !== 0);
          seen.saw('a reversal', figures.reversed !== 0);
        }
      },
    ),
    { seed, numRuns: 25 },
  );
  seen.report();
}, 120_000);
