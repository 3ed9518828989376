import assert from 'node:assert/strict';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { apiEvent, lambdaContext } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { bareSpender } from './bare-spend.ts';
import { type Figure, ratio } from './figure.ts';
import { byTurns, timed } from './timing.ts';

const ROUNDS = 1000;
const WARM_UP = 300;
const PLENTY = 1_000_000;
const MAX_RATIO = 1.25;

const body = { amount: 1, reference: 'order-1042' };

/** What all of our own code adds to the two calls that a spend is made of. */
export const handlerTime = async (): Promise<Figure> => {
  const ledger = openLedger();
  const handler = clientHandler(ledger);
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, PLENTY);
  const nextBare = await bareSpender(ledger, PLENTY);
  let key = 0;
  const nextKey = () => `key-${(key += 1)}`;

  const medians = await byTurns(
    [
      async () => {
        const headers = { 'idempotency-key': nextKey() };
        const event = apiEvent(accountRoutes.createSpend, { caller, headers, body });
        return await timed(async () => {
          const { statusCode } = await handler(event, lambdaContext);
          assert.equal(statusCode, 201);
        });
      },
      async () => await timed(nextBare(nextKey(), body)),
    ],
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  return ratio('handler time of a spend ÷ its two bare SDK calls (p50)', medians, MAX_RATIO);
};
