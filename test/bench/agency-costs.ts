import type { DynamoDBRecord } from 'aws-lambda';
import assert from 'node:assert/strict';
import { publisherOn } from '../../functions/publisher/publisher.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import { dayAt } from '../../shared/kernel/days.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { profileBody } from '../support/agency.ts';
import { call, type Call } from '../support/api.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { queuesNowhere, busThatTakes } from '../support/publisher-parts.ts';
import { changeOf } from '../support/stream.ts';
import { type Budget, costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** What profiles, figures, balances over time and what is done for a customer cost in round trips and in request units, as the engine counts them. */
export const agencyCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const ref = await accountOfOpenAgency(ledger);
  const { agency, account: accountId } = ref;
  const today = dayAt('UTC', ledger.now());
  const handler = agencyHandler(metered);

  const asked = (route: Route, request: Omit<Call, 'caller'>, expected: number) => async () => {
    const { status } = await call(handler, route, { caller: adminAt(agency), ...request });
    assert.equal(status, expected);
  };
  const publish = publisherOn({ ledger: metered, bus: busThatTakes(), ...queuesNowhere() });
  const change = (act: () => Promise<unknown>) => changeOf(ledger, accountKey(ref), act);
  const published = async (record: DynamoDBRecord) =>
    assert.deepEqual(await publish([record]), { batchItemFailures: [] });
  await published(await change(() => give(ledger, ref, 100)));
  const spent = await change(() => move(ledger, ref, debitOf(1)));
  const month = { from: `${today.slice(0, 7)}-01`, to: today };
  const balances = async () => {
    const read = { caller: ref, query: month };
    assert.equal((await call(clientHandler(metered), accountRoutes.listBalances, read)).status, 200);
  };

  const {
    putProfile,
    listProfiles,
    getFigures,
    getBooks,
    getPastLiability,
    createAdjustment,
    createExpiryExtension,
  } = agencyRoutes;
  const reason = 'Goodwill';
  const [from, expiresAt] = ['2099-01-01T00:00:00.000Z', '2099-02-01T00:00:00.000Z'];
  const keyed = (key: string, body: object) => ({
    params: { accountId },
    headers: { 'idempotency-key': key },
    body,
  });
  const adjustment = keyed('adjust', { type: 'in', amount: 1, reason, expiresAt: from });
  const extension = keyed('extend', { from, expiresAt, reason });
  const profile = { params: { accountId }, body: profileBody };
  const search = { query: { prefix: 'ada' } };
  const operations: [string, () => Promise<unknown>, Budget][] = [
    // The profile, what each of four fields is found by, and the audit log entry.
    ['put a profile with four fields', asked(putProfile, profile, 201), { roundTrips: 2, writeUnits: 12 }],
    // One Query for each field, at the same time, and what was found.
    ['search of profiles', asked(listProfiles, search, 200), { roundTrips: 5, writeUnits: 0 }],
    ['adjustment', asked(createAdjustment, adjustment, 201), { roundTrips: 2, writeUnits: 8 }],
    // Two entries: out of the lots, and back into them.
    [
      'extension of an expiry',
      asked(createExpiryExtension, extension, 201),
      { roundTrips: 2, writeUnits: 10 },
    ],
    // Without an endpoint. What it reads of the change and of the endpoints goes on at the same time.
    ['publish a change', () => published(spent), { roundTrips: 6, writeUnits: 6 }],
    ['publish it again', () => published(spent), { roundTrips: 5, writeUnits: 0 }],
    ['figures of a month', asked(getFigures, { query: month }, 200), { roundTrips: 2, writeUnits: 0 }],
    // Settings and liability, and the days since the month before was closed.
    [
      'books of a month',
      asked(getBooks, { query: { month: today.slice(0, '2026-01'.length) } }, 200),
      { roundTrips: 2, writeUnits: 0 },
    ],
    [
      'liability of a past day',
      asked(getPastLiability, { query: { day: today } }, 200),
      { roundTrips: 2, writeUnits: 0 },
    ],
    ['balances of a month, one day with entries', balances, { roundTrips: 2, writeUnits: 0 }],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations)
    figures.push(costFigure(name, await during(operation), budget));
  return figures;
};
