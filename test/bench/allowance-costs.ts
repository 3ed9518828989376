import { postDueAllowances } from '../../functions/sweeper/post-allowances.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { at, join, monthly, put } from '../support/allowances.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** The accounts of a group: five pages of the sweeper. */
const ACCOUNTS = 100;

/** What a group's allowance costs in round trips and request units, as the engine counts them. */
export const allowanceCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const ref = await accountOfOpenAgency(ledger);
  const begun = at(ledger, '2026-01-10T12:00:00.000Z');
  await put(begun, ref, 'monthly', { ...monthly, expiry: 'never' });
  for (let number = 0; number < ACCOUNTS; number += 1)
    await join(begun, { ...ref, account: `member-${number}` }, 'monthly');
  const sweepAt = (time: string) =>
    during(() => postDueAllowances(at(metered, time), ref.agency, () => 900_000));
  const first = await sweepAt('2026-02-01T00:20:00.000Z');
  const second = await sweepAt('2026-03-01T00:20:00.000Z');
  const again = await sweepAt('2026-03-01T01:20:00.000Z');
  return [
    costFigure('post an allowance to 100 new accounts', first, { roundTrips: 320, writeUnits: 1005 }),
    costFigure('post an allowance to 100 accounts', second, { roundTrips: 320, writeUnits: 805 }),
    costFigure('post nothing that is due', again, { roundTrips: 1, writeUnits: 0 }),
  ];
};
