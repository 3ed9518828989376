import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { spendView } from '../../shared/http/routes/views.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { spenderFrom, spenderWrite } from '../../shared/spenders/spender.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { spenderKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { openTestLedger } from '../support/ledger.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';

const ledger = openTestLedger();

const findings = async (ref: AccountRef) => {
  const audit = await auditLedger(ledger, ref, () => true);
  return audit.ok ? audit.value.findings : audit;
};

test('the audit finds a counter that is not the sum of the entries, and none in an account as it should be', async () => {
  const { ref, spender, spend, hold, capture, byAgency } = await budgetedAccount(ledger);
  const [id, other] = [await spender({ perDay: 100 }), await spender({})];
  const { entry } = spendView.parse((await spend(id, 30)).body);
  await spend(other, 5);
  await spend(undefined, 5);
  await capture(id, idOf(await hold(id, 20)), { amount: 15 });
  await byAgency.giveBack(entry, 10);
  expect(await findings(ref)).toEqual([]);

  const stored = spenderFrom(await readTogether(ledger.table, [spenderKey(ref, id)]), ref, id);
  if (!stored) throw new Error('no spender');
  expect(stored.day.spent).toBe(35);
  await putGuarded(ledger.table, spenderWrite({ ...stored, day: { ...stored.day, spent: 34 } }));
  expect(await findings(ref)).toEqual([{ code: 'budget_differs', entry: 0 }]);
});
