import assert from 'node:assert/strict';
import { authenticateApiKey } from '../../shared/access/authenticate-api-key.ts';
import { authenticateSession } from '../../shared/access/authenticate-session.ts';
import { createApiKey } from '../../shared/access/create-api-key.ts';
import { createSession } from '../../shared/access/create-session.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { type Budget, costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** What the authorizer costs for a bearer that API Gateway does not know. For one that it knows, it is not asked. */
export const accessCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const { agency } = await accountOfOpenAgency(ledger);
  const who = { agency, actor: 'ann', kind: 'person', scopes: ['agency:write'] } as const;
  const made = await createApiKey(ledger, who, { name: 'Shop', scopes: ['agency:write'] });
  const session = await createSession(ledger, who, 'alice', { scopes: ['credits:read'], seconds: 60 });
  assert(made.ok && session.ok);
  const now = ledger.now();

  const useKey = (at: number) => async () => {
    assert((await authenticateApiKey(metered.table, made.value.key, at)).ok);
  };
  const useSession = async () => {
    assert((await authenticateSession(metered.table, session.value.token, now)).ok);
  };
  const operations: [string, () => Promise<unknown>, Budget][] = [
    ['authorizer: an API key, first use of a day', useKey(now + DAY_MS), { roundTrips: 2, writeUnits: 1 }],
    ['authorizer: an API key', useKey(now + DAY_MS), { roundTrips: 1, writeUnits: 0 }],
    // The account that it is for may have merged.
    ['authorizer: a session', useSession, { roundTrips: 2, writeUnits: 0 }],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations)
    figures.push(costFigure(name, await during(operation), budget));
  return figures;
};
