import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok } from '../../shared/kernel/result.ts';
import { balanceAt } from '../../shared/ledger/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { beginnings, histories } from '../support/commands.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  move,
  moveWith,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const START = Date.parse('2026-03-01T12:00:00.000Z');
const MAX_STEPS = 15;

let now = START;
const ledger = openTestLedger({ now: () => now });
const dry = { ...ledger, dryRun: true as const };

/** What a dry run can say of an entry: the commit has another salt, and so another hash before the next. */
const known = ({ salt: _, previous: _previous, ...entry }: Entry) => entry;

const seen = occurrencesOf('a step moved credits', 'a step was refused', 'credits expired');

test(`a dry run says what the commit that follows does, and writes nothing (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(histories, async ({ beginning, steps }) => {
      now = START;
      const ref = await accountOfOpenAgency(ledger);
      const stored = async () => (await readTogether(ledger.table, [accountKey(ref)]))(accountKey(ref));
      await move(ledger, ref, ...beginnings[beginning](START).slice(0, 40));
      let made = await entriesOf(ledger, ref);
      for (const { wait, make } of steps.slice(0, MAX_STEPS)) {
        now += wait;
        const commands = [make(made, now, await readAccount(ledger, ref))];
        const before = await stored();
        const told = await moveWith(dry, ref, commands, { outcome: 'moved' });
        expect(await stored()).toEqual(before);
        const done = await moveWith(ledger, ref, commands, { outcome: 'moved' });
        const all = await entriesOf(ledger, ref);
        const entries = all.slice(made.length);
        made = all;
        seen.saw('a step was refused', !done.ok);
        seen.saw('a step moved credits', entries.length > 0);
        seen.saw(
          'credits expired',
          entries.some(({ kind }) => kind === 'expiry'),
        );
        const balance = balanceAt(await readAccount(ledger, ref), now);
        const { preview = { entries: [], ...balance }, ...rest } = told.ok ? told.value : {};
        expect(told.ok ? ok(rest) : told).toEqual(done);
        expect(preview.entries.map(known)).toEqual(entries.map(known));
        expect({ ...preview, entries: [] }).toEqual({ ...balance, entries: [] });
      }
    }),
    { seed, numRuns: 12 },
  );
  seen.report();
});
