import { expect, test } from 'vitest';
import { allowances } from '../../shared/allowances/allowance.ts';
import { deleteRecord } from '../../shared/agency/crud.ts';
import { etagOf } from '../../shared/agency/etag.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { readOne } from '../../shared/table/read.ts';
import { at, join, monthly, post, postedTo, put } from '../support/allowances.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const JANUARY = '2026-01-10T12:00:00.000Z';

test('an account joins an allowance made anew under the ID of one that was deleted, before any sweep', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  await join(at(ledger, JANUARY), ref, 'monthly');
  const resource = resourceIn(allowances, ref.agency, 'monthly');
  const before = await readOne(ledger.table, resource.key, resource.schema);
  if (!before) throw new Error('there is none');
  const who = { agency: ref.agency, actor: 'admin' };
  await deleteRecord(at(ledger, JANUARY), who, resource, { 'if-match': [etagOf(before)] });
  await put(at(ledger, '2026-01-11T00:00:00.000Z'), ref, 'monthly', monthly);
  await join(at(ledger, '2026-01-11T00:00:01.000Z'), ref, 'monthly');
  await post(at(ledger, '2026-02-01T00:20:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
});
