import assert from 'node:assert/strict';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { apiEvent, lambdaContext } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { bareSpender } from './bare-spend.ts';
import { type Figure, ratio } from './figure.ts';
import { byTurns, processed, timed } from './timing.ts';

const ROUNDS = 1000;
const WARM_UP = 300;
/** Spends whose processor time is measured together: that of one is too short for its clock. */
const BLOCK = 50;
const BLOCKS = 20;
const PLENTY = 1_000_000;
const MAX_RATIO = 1.25;
const MAX_PROCESSOR_RATIO = 1.2;

const body = { amount: 1, reference: 'order-1042' };

/** What all of our own code adds to the two calls that a spend is made of. */
export const handlerTime = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const handler = clientHandler(ledger);
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, PLENTY);
  const nextBare = await bareSpender(ledger, PLENTY);
  let key = 0;
  const nextKey = () => `key-${(key += 1)}`;

  /** A spend that only has to be done. */
  const handled = () => {
    const headers = { 'idempotency-key': nextKey() };
    const event = apiEvent(accountRoutes.createSpend, { caller, headers, body });
    return async (): Promise<void> => {
      const { statusCode } = await handler(event, lambdaContext);
      assert.equal(statusCode, 201);
    };
  };
  const bare = () => nextBare(nextKey(), body);

  const spends = [handled, bare];
  const medians = await byTurns(
    spends.map((next) => async () => await timed(next())),
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  const processor = await byTurns(
    spends.map((next) => async () => {
      const block = Array.from({ length: BLOCK }, next);
      const spent = await processed(async () => {
        for (const spend of block) await spend();
      });
      return spent / BLOCK;
    }),
    { rounds: BLOCKS, warmUp: 0 },
  );
  return [
    ratio('handler time of a spend ÷ its two bare SDK calls (p50)', medians, MAX_RATIO),
    ratio(
      'processor time of a spend in its handler ÷ in its two bare SDK calls (p50)',
      processor,
      MAX_PROCESSOR_RATIO,
    ),
  ];
};
