import { expect, test } from 'vitest';
import { AccountMergedError } from '../../shared/ledger/account-merged-error.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { agencyOf } from '../../shared/spenders/spender-caller.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';

const ledger = openTestLedger();

test('a spender made at the moment of a merge stands in its way, or is refused after it', async () => {
  const old = await accountOfOpenAgency(ledger);
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir]) await give(ledger, ref, 1);
  const who = { agency: old.agency, actor: 'admin' };
  const make = (on: Ledger, key: string) =>
    makeSpender(on, agencyOf(who, old.account), { name: 'Bot', kind: 'agent', limits: {} }, key);
  const merge = (on: Ledger) => mergeAccounts(on, who, old.account, heir.account);

  await expect(
    make(
      ledgerWhereMeanwhile(() => merge(ledger)),
      'a',
    ),
  ).rejects.toThrow(AccountMergedError);

  const other = { ...old, account: 'second' };
  await give(ledger, other, 1);
  const makeOther = () =>
    makeSpender(ledger, agencyOf(who, other.account), { name: 'Bot', kind: 'agent', limits: {} }, 'b');
  const racing = ledgerWhereMeanwhile(makeOther);
  expect(await mergeAccounts(racing, who, other.account, heir.account)).toMatchObject({
    ok: false,
    error: { code: 'account_not_mergeable', reasons: ['spenders'] },
  });
});
