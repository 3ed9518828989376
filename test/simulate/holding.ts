import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { accountHoldRoutes } from '../../shared/http/routes/agency/holds.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { type Intent, press } from './intent.ts';
import type { World } from './lives.ts';
import { act, type Act, callerOf, type Clerk, look, onAccount, toProgress } from './office.ts';
import { aHeldOrder, captureBody, holdBody, idIn, keyed, toCancelOrder } from './wishes.ts';

const account = z.object({ available: z.int() });

/** All that a customer has that is for anything; undefined where nobody sees any. */
const allOf = async (clerk: Clerk): Promise<number | undefined> => {
  const request = { ...callerOf(clerk), params: { accountId: clerk.ref.account } };
  const seen = await look(clerk, accountRoutes.getAgencyAccount, request);
  const available = seen ? account.parse(seen.body).available : 0;
  return available > 0 ? available : undefined;
};

/** Holds credits of a customer: some, sometimes as one of the customer's spenders, or all, so that no lot is left to return to. */
const toHoldForThem: Act = async (clerk) => {
  const { system, random, ref, key } = clerk;
  const spender = random.chance(0.3) ? system.spenderOf(ref) : undefined;
  const amount = random.chance(0.4) ? await allOf(clerk) : undefined;
  const body = {
    ...holdBody(random, key),
    ...(amount !== undefined && { amount }),
    ...(spender !== undefined && { spender }),
  };
  return {
    kind: 'hold',
    ref,
    handler: system.agency,
    route: accountHoldRoutes.createAccountHold,
    request: onAccount(clerk, body),
  };
};

const toCaptureForThem =
  (holdId: string): Act =>
  async (clerk) => ({
    kind: 'capture',
    ref: clerk.ref,
    handler: clerk.system.agency,
    route: accountHoldRoutes.captureAccountHold,
    request: {
      ...callerOf(clerk),
      ...keyed(clerk.key, captureBody(clerk.random)),
      params: { accountId: clerk.ref.account, holdId },
    },
  });

const toReleaseForThem =
  (holdId: string): Act =>
  async (clerk) => ({
    kind: 'release',
    ref: clerk.ref,
    handler: clerk.system.agency,
    route: accountHoldRoutes.releaseAccountHold,
    request: { ...callerOf(clerk), params: { accountId: clerk.ref.account, holdId } },
  });

/** Gives about as many credits as the service costs that holds its price, for that alone. */
const toFundOrder: Act = async (clerk) => {
  const { system, random, ref, key } = clerk;
  const body = {
    type: 'in',
    amount: random.pick([10, 20, 25, 40]),
    class: random.pick(['paid', 'promo']),
    onlyFor: { services: ['portrait'] },
    reason: key,
    create: true,
  };
  return {
    kind: 'adjustment',
    ref,
    handler: system.agency,
    route: accountRoutes.createAdjustment,
    request: onAccount(clerk, body),
  };
};

/** A customer orders what holds credits that are for it alone; it is done, in part or not, or called off. */
const orderWithFunds = async (clerk: Clerk, intents: Intent[]): Promise<void> => {
  const { turns, random, key } = clerk;
  const ask = async (intent: Intent): Promise<Intent> => {
    intents.push(intent);
    await press(turns, random, intent);
    return intent;
  };
  await act({ ...clerk, key: `${key}-funds` }, intents, toFundOrder);
  const orderId = idIn(await ask(aHeldOrder(clerk)));
  if (orderId === undefined) return;
  await turns.rest(random.pick([0, HOUR_MS, 9 * HOUR_MS]));
  if (random.chance(0.4)) await ask(toCancelOrder(clerk, orderId));
  else await act(clerk, intents, toProgress(orderId));
};

/** A hold is captured in part, and again, or for the last time; released; or it ends by itself. */
const holdAndUse = async (clerk: Clerk, intents: Intent[]): Promise<void> => {
  const { turns, random, key } = clerk;
  const held = await act(clerk, intents, toHoldForThem);
  const holdId = held && idIn(held);
  if (holdId === undefined) return;
  for (let step = 0; step < 3; step += 1) {
    await turns.rest(random.pick([0, 10 * MINUTE_MS, 4 * HOUR_MS]));
    const next = random.pick([toCaptureForThem, toCaptureForThem, toReleaseForThem]);
    await act({ ...clerk, key: `${key}-${step}` }, intents, next(holdId));
  }
};

/** Two days of an agency's machine that holds its customers' credits while it works for them. */
export const holdForCustomers = async (
  world: World,
  refs: readonly [AccountRef, ...AccountRef[]],
  intents: Intent[],
): Promise<void> => {
  const { turns, random } = world;
  for (let step = 0; step < 6; step += 1) {
    await turns.rest(random.below(8 * HOUR_MS));
    const clerk = { ...world, person: 'robot', ref: random.pick(refs), key: `robot-${step}`, thinks: 0 };
    await random.pick([holdAndUse, orderWithFunds])(clerk, intents);
  }
};
