import assert from 'node:assert/strict';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { settle } from '../../shared/payments/settle.ts';
import type { Route } from '../../shared/http/route.ts';
import { call, type Call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { type Budget, costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** What each operation costs in round trips and in request units, as the engine counts them. */
export const requestCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const handler = clientHandler(metered);
  const caller = await accountOfOpenAgency(ledger);
  const poor = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 1000);
  // A hold puts its account into the list of what ends next.
  const holder = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
  await give(ledger, holder, 1000);
  await give(ledger, { ...holder, account: 'friend' }, 1);
  const checkout = await openCheckout(ledger, caller, { bonusCredits: 0 });
  const firstOfAccount = await openCheckout(ledger, poor, { bonusCredits: 0 });

  const spend = (who: typeof caller, expected: number) => async () => {
    const headers = { 'idempotency-key': 'a' };
    const body = { amount: 1, reference: 'order-1042' };
    const { status } = await call(handler, accountRoutes.createSpend, { caller: who, headers, body });
    assert.equal(status, expected);
  };
  const settlePayment = (of: typeof checkout) => async () => {
    const settled = await settle(metered, of.agency, 'stripe', paidFact(of));
    assert(settled.ok);
  };

  const { createHold, captureHold, createSpend, createSpender, releaseHold, createTransfer } = accountRoutes;
  const body = { amount: 10, reference: 'job-1042' };
  const asCustomer = (route: Route, request: Call) => async () => {
    const answer = await call(handler, route, {
      caller: holder,
      headers: { 'idempotency-key': 'a' },
      ...request,
    });
    assert(answer.status < 300);
    return answer.body;
  };
  const before = await asCustomer(createHold, { body, headers: { 'idempotency-key': 'before' } })();
  const agent = await asCustomer(createSpender, {
    body: { name: 'Agent', kind: 'agent', limits: { perDay: 100, perMonth: 1000 } },
  })();
  const spender = createSpender.responses[201].body.parse(agent).id;
  const params = { holdId: createHold.responses[201].body.parse(before).id };

  const operations: [string, () => Promise<unknown>, Budget][] = [
    ['spend', spend(caller, 201), { roundTrips: 2, writeUnits: 6 }],
    ['replay of a spend', spend(caller, 201), { roundTrips: 1, writeUnits: 0 }],
    // One read more, so that a refusal does not hide that the thing was done a moment ago.
    ['refusal of a spend', spend(poor, 402), { roundTrips: 2, writeUnits: 0 }],
    [
      'spend under a budget',
      asCustomer(createSpend, { spender, body: { amount: 1, reference: 'order-1042' } }),
      { roundTrips: 2, writeUnits: 8 },
    ],
    ['hold', asCustomer(createHold, { body }), { roundTrips: 2, writeUnits: 4 }],
    [
      'capture of a hold',
      asCustomer(captureHold, { params, body: { amount: 3, final: false } }),
      { roundTrips: 2, writeUnits: 6 },
    ],
    ['release of a hold', asCustomer(releaseHold, { params }), { roundTrips: 2, writeUnits: 4 }],
    [
      'transfer between two accounts',
      asCustomer(createTransfer, { body: { to: { account: 'friend' }, amount: 5, note: 'Happy birthday' } }),
      { roundTrips: 2, writeUnits: 10 },
    ],
    ['settle a payment', settlePayment(checkout), { roundTrips: 2, writeUnits: 6 }],
    ['settle it again', settlePayment(checkout), { roundTrips: 1, writeUnits: 0 }],
    // One item more: the account is entered in its agency's list.
    ["settle an account's first payment", settlePayment(firstOfAccount), { roundTrips: 2, writeUnits: 8 }],
    [
      'balance read',
      () => call(handler, accountRoutes.getAccount, { caller }),
      { roundTrips: 1, writeUnits: 0 },
    ],
    [
      'history page',
      () => call(handler, accountRoutes.listEntries, { caller, query: { limit: '50' } }),
      { roundTrips: 1, writeUnits: 0 },
    ],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations) {
    figures.push(costFigure(name, await during(operation), budget));
  }
  return figures;
};
