import { expect, test } from 'vitest';
import { at, join, monthly, post, postedTo, put, remove } from '../support/allowances.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const JANUARY = '2026-01-10T12:00:00.000Z';

test('an account joins an allowance made anew under the ID of one that was deleted, before any sweep', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  await join(at(ledger, JANUARY), ref, 'monthly');
  await remove(at(ledger, JANUARY), ref, 'monthly');
  await put(at(ledger, '2026-01-11T00:00:00.000Z'), ref, 'monthly', monthly);
  await join(at(ledger, '2026-01-11T00:00:01.000Z'), ref, 'monthly');
  await post(at(ledger, '2026-02-01T00:20:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
});
