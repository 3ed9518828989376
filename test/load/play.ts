import { setTimeout as sleep } from 'node:timers/promises';
import { agencyOf, customerOf } from './call.ts';
import { playStep } from './mix.ts';
import type { Options } from './options.ts';
import { caller, type Customer } from './player.ts';
import { errorsIn, type Tallies } from './tally.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

/** A stack that has ended would refuse connections faster than anyone can count. */
const MAX_ERRORS = 1000;

/** @returns what waits for the next turn, of which there are so many a second for all who wait; none never waits */
const pacer = (rate: number | undefined): (() => Promise<unknown>) => {
  let next = 0;
  return async () => {
    if (rate === undefined) return;
    const now = Date.now();
    const turn = Math.max(now, next);
    next = turn + 1000 / rate;
    if (turn > now) await sleep(turn - now);
  };
};

/**
 * Plays the mix until the time is over, or too much has gone wrong: every worker takes one step after the other, each as any customer, so that two may meet on an account.
 * @returns how many seconds it took, the last steps included
 */
export const play = async (
  api: string,
  who: { customers: readonly Customer[]; agencyToken: string },
  { minutes, workers, rate }: Options,
  tallies: Tallies,
): Promise<number> => {
  const start = Date.now();
  const deadline = start + minutes * MINUTE_MS;
  const myTurn = pacer(rate);
  const asAgency = caller(agencyOf(api, who.agencyToken), tallies);
  const players = who.customers.map((customer) => ({
    customer,
    asCustomer: caller(customerOf(api, customer.token), tallies),
    asAgency,
  }));
  const work = async (): Promise<void> => {
    const goesOn = (): boolean => Date.now() < deadline && errorsIn(tallies).length < MAX_ERRORS;
    for (await myTurn(); goesOn(); await myTurn()) {
      const player = players[Math.floor(Math.random() * players.length)];
      if (player) await playStep(player);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return (Date.now() - start) / 1000;
};
