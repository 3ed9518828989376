import { expect, test, vi } from 'vitest';
import { expireLots } from '../../functions/sweeper/expire-lots.ts';
import { sweepAgency } from '../../functions/sweeper/sweep-agency.ts';
import { sweep } from '../../functions/sweeper/sweep.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { bucketNowhere } from '../support/files.ts';
import { openOwnTable } from '../support/own-table.ts';

vi.mock('../../shared/kernel/metrics.ts');
vi.mock('../../functions/sweeper/expire-lots.ts');

test('every agency is swept, and the failure of one is counted and does not stop the others', async () => {
  const ledger = await openOwnTable('sweep');
  const broken = await accountOfOpenAgency(ledger);
  const sound = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  vi.mocked(expireLots).mockImplementation(async (_, agency) => {
    if (agency === broken.agency) throw new Error('the list does not answer');
  });
  const timeLeft = () => 900_000;
  const parts = { ledger, bucket: bucketNowhere() };
  await sweep(ledger, (agency) => sweepAgency(parts, agency, timeLeft), timeLeft);
  for (const { agency } of sound) expect(expireLots).toHaveBeenCalledWith(ledger, agency, timeLeft);
  expect(vi.mocked(count).mock.calls).toEqual([['SweeperFailures'], ['SweeperRuns']]);
});
