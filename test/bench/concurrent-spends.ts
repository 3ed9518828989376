import assert from 'node:assert/strict';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, entriesOf, findingsOf, give, readAccount } from '../support/ledger.ts';
import type { Figure } from './figure.ts';
import { median } from './timing.ts';

const SPENDERS = 64;
/** Fewer than the spenders want, so that the last ones would take the balance below zero. */
const CREDITS = 48;
const TRIALS = 5;

/** `tries`: transactions that were sent. DynamoDB bills those that lost a race like those that won. */
type Trial = { milliseconds: number; tries: number; busy: number };

/** Throws where a credit was lost, spent twice, or spent without being there; a `busy` answer is only slow. */
const trial = async (): Promise<Trial> => {
  const ledger = openLedger();
  let tries = 0;
  ledger.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'TransactWriteItemsCommand') tries += 1;
        return await next(args);
      },
    { step: 'initialize' },
  );
  const handler = clientHandler(ledger);
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, CREDITS);
  tries = 0;
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: SPENDERS }, (_, spender) =>
      call(handler, accountRoutes.createSpend, {
        caller,
        headers: { 'idempotency-key': `spender-${spender}` },
        body: { amount: 1, reference: `order-${spender}` },
      }),
    ),
  );
  const milliseconds = performance.now() - start;

  const answered = (code: number) => answers.filter(({ status }) => status === code).length;
  const [spent, refused, busy] = [answered(201), answered(402), answered(503)];
  assert.equal(spent + refused + busy, SPENDERS);
  const { balance } = await readAccount(ledger, caller);
  assert(balance >= 0);
  assert.equal(balance, CREDITS - spent);
  assert.equal((await entriesOf(ledger, caller)).length, 1 + spent);
  assert.deepEqual(await findingsOf(ledger, caller), []);
  ledger.table.client.destroy();
  return { milliseconds, tries, busy };
};

/** Many customers' devices on one account at once, for more than it holds: a trial throws where it loses a credit. */
export const concurrentSpends = async (): Promise<Figure> => {
  const trials: Trial[] = [];
  for (let run = 0; run < TRIALS; run += 1) trials.push(await trial());
  const milliseconds = median(trials.map((one) => one.milliseconds));
  const busy = trials.reduce((sum, one) => sum + one.busy, 0);
  const triesEach = median(trials.map((one) => one.tries)) / SPENDERS;
  const perSecond = SPENDERS / (milliseconds / 1000);
  return {
    figure: `${SPENDERS} concurrent spends on an account of ${CREDITS} credits`,
    value: `${milliseconds.toFixed(0)} ms, ${perSecond.toFixed(0)} answers a second, ${triesEach.toFixed(1)} tries each, ${busy} answered busy, none lost`,
    budget: 'all answered, none lost, none below zero',
    met: busy === 0,
    measured: { milliseconds, perSecond, triesEach, busy },
  };
};
