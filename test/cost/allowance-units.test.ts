import { expect, test } from 'vitest';
import { postAllowances } from '../../shared/allowances/post-allowances.ts';
import { at, join, monthly, postedTo, put } from '../support/allowances.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);

const JANUARY = '2026-01-10T12:00:00.000Z';

test('a period costs 8 write units, and a sweep of an account with nothing due writes its place in the list only', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, rollOverUpTo: 30 });
  await join(at(ledger, JANUARY), ref, 'monthly');
  await postAllowances(at(ledger, '2026-02-01T00:20:00.000Z'), ref);
  const march = at(metered, '2026-03-01T00:20:00.000Z');
  const cost = await during(() => postAllowances(march, ref));
  expect(await postedTo(ledger, ref)).toHaveLength(2);
  expect(cost.calls.filter((call) => call === 'TransactWriteItems')).toHaveLength(1);
  // With the entry of what expired.
  expect(cost.writeUnits).toBeLessThanOrEqual(10);
  const again = await during(() => postAllowances(march, ref));
  expect(again.writeUnits).toBeLessThanOrEqual(2);
});
