import { expect, test } from 'vitest';
import { sweepAgency } from '../../functions/sweeper/sweep-agency.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { bucketNowhere } from '../support/files.ts';
import { openOwnTable } from '../support/own-table.ts';
import { putRequest, readRequest } from '../support/credit-requests.ts';

test('an overdue credit request is rejected by the sweeper, with the reason', async () => {
  const ledger = await openOwnTable('expiry');
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, { expiresAt: '2026-03-01T00:00:00.000Z' });
  await sweepAgency({ ledger, bucket: bucketNowhere() }, ref.agency, () => 900_000);
  expect(await readRequest(ledger, request)).toMatchObject({ status: 'rejected', reason: 'expired' });
});
