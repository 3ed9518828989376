import assert from 'node:assert/strict';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { settle } from '../../shared/payments/settle.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { type Budget, costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** What a merge costs, and what comes late for the old account, in round trips and in request units, as the engine counts them. */
export const mergeCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const old = await accountOfOpenAgency(ledger);
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir]) await give(ledger, ref, 100);
  const late = await openCheckout(ledger, old, { bonusCredits: 0 });
  const merge = async () => {
    const who = { agency: old.agency, actor: 'admin' };
    assert((await mergeAccounts(metered, who, old.account, heir.account)).ok);
  };
  const payLate = async () => {
    assert((await settle(metered, late.agency, 'stripe', paidFact(late))).ok);
  };
  const operations: [string, () => Promise<unknown>, Budget][] = [
    // Both accounts with an entry each, three lists that others add to, the audit log entry, and a note that goes once all has
    // moved. What is held and what moves takes a query for each kind.
    ['merge of two accounts', merge, { roundTrips: 12, writeUnits: 20 }],
    ['merge them again', merge, { roundTrips: 10, writeUnits: 0 }],
    // Both accounts, an entry where it came in, one where it went out, and one where it came in again.
    ['settle a payment of an account that merged', payLate, { roundTrips: 4, writeUnits: 12 }],
    ['settle that again', payLate, { roundTrips: 2, writeUnits: 0 }],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations)
    figures.push(costFigure(name, await during(operation), budget));
  return figures;
};
