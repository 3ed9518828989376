import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginOf } from '../../shared/allowances/periods.ts';
import { portionsOf } from '../../shared/allowances/terms.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Allowance } from '../../shared/table/items/allowance.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const ZONE = 'Europe/Berlin';

const seen = occurrencesOf('cap reached', 'less than the cap left', 'cap of several amounts', 'nothing left');

const planned = (account: Account, commands: Command[], time: string): Account => {
  const posting = plan(account, commands, Date.parse(time), 'salt');
  if (!posting.ok) throw new Error(posting.error.code);
  return posting.value.account;
};

test(`as a period ends the smaller of the cap and what was not used stays, whatever was spent when (seed ${seed})`, () => {
  const history = fc.record({
    every: fc.constantFrom('day', 'week', 'month'),
    startsOn: fc.constantFrom('2026-01-31', '2026-03-27', '2026-10-23'),
    amount: fc.integer({ min: 1, max: 20 }),
    cap: fc.integer({ min: 1, max: 60 }),
    spent: fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }), {
      minLength: 2,
      maxLength: 8,
    }),
  });
  expect.hasAssertions();
  fc.assert(
    fc.property(history, ({ every, startsOn, amount, cap, spent }) => {
      const allowance: Allowance = {
        agency: 'agency',
        id: 'allowance',
        version: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
        name: 'Credits',
        every,
        startsOn,
        amount,
        expiry: 'period_end',
        rollOverUpTo: cap,
      };
      seen.saw('cap of several amounts', cap > amount);
      let account = emptyAccount({ agency: 'agency', account: 'customer' });
      spent.forEach((spends, period) => {
        const [first, later] = portionsOf(allowance, period, ZONE);
        const begin = beginOf(allowance, period, ZONE);
        const credit: Command = {
          type: 'credit',
          kind: 'allowance',
          reference: String(period),
          class: 'promo',
          amount,
          ...(first?.expiresAt !== undefined && { expiresAt: first.expiresAt }),
          ...(later?.expiresAt !== undefined && {
            later: { amount: later.amount, expiresAt: later.expiresAt },
          }),
        };
        account = planned(account, [credit], begin);
        for (const wanted of spends) {
          const some = Math.min(wanted, account.balance);
          if (some > 0)
            account = planned(
              account,
              [{ type: 'debit', kind: 'spend', reference: 'spend', amount: some }],
              begin,
            );
        }
        const unused = account.balance;
        account = planned(account, [], beginOf(allowance, period + 1, ZONE));
        expect(account.balance).toBe(Math.min(cap, unused));
        seen.saw('cap reached', unused > cap);
        seen.saw('less than the cap left', 0 < unused && unused < cap);
        seen.saw('nothing left', unused === 0);
      });
    }),
    { seed, numRuns: 300 },
  );
  seen.report(10);
});
