import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { canonicalText } from '../../shared/kernel/canonical.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

/** How often what goes wrong, as probabilities for each call. */
export type Faults = {
  /** The table refuses for now. */
  throttle: number;
  /** Another transaction touches the same items at the same moment. */
  conflict: number;
  /** The answer is lost: before the call was carried out, or after. */
  lostBefore: number;
  lostAfter: number;
  /** A Lambda ends in the middle: for each step of it. */
  crash: number;
  /** The clock jumps, for each call. */
  jump: number;
};

export const NO_FAULTS: Faults = { throttle: 0, conflict: 0, lostBefore: 0, lostAfter: 0, crash: 0, jump: 0 };

/** A scenario's own weather: from calm to more than a service would ever see. */
export const faultsOf = (random: Random): Faults => {
  const strength = random.pick([0.2, 1, 1, 2]);
  const some = (): number => random.pick([0, 0.01, 0.03]) * strength;
  return {
    throttle: some(),
    conflict: some(),
    lostBefore: some(),
    lostAfter: some(),
    crash: some(),
    jump: random.pick([0, 0.002, 0.005]),
  };
};

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** A command that the table has carried out, and the name of the task whose it was. */
export type Done = { command: string; input: unknown; by: string };

/**
 * Makes each call of the table a turn, and lets go wrong what the faults of the moment say.
 * @param done receives every command that was executed, also if its response is lost
 */
export const troubleTable = (
  { client, name }: Table,
  turns: Turns,
  random: Random,
  faultsNow: () => Faults,
  done: (command: Done) => void,
): void => {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const { input } = args;
        const by = turns.who;
        const carryOut = async () => {
          const answer = await next(args);
          done({ command: commandName, input, by });
          return answer;
        };
        if (!turns.isInside) return await carryOut();
        // Whatever the table is called and wherever the providers listen, in whichever order the fields of a map come.
        const text = canonicalText(JSON.parse(JSON.stringify(input)))
          .replaceAll(name, '')
          .replaceAll(/127\.0\.0\.1:\d+/g, '');
        const what = `${commandName} ${text}`;
        return await turns.take(async () => {
          const faults = faultsNow();
          if (random.chance(faults.jump))
            turns.now += random.pick([-MINUTE_MS, MINUTE_MS, HOUR_MS, 25 * HOUR_MS]);
          if (random.chance(faults.throttle)) throw named('ProvisionedThroughputExceededException');
          if (commandName.startsWith('Transact') && random.chance(faults.conflict))
            throw new TransactionCanceledException({
              message: 'conflict',
              $metadata: {},
              CancellationReasons: [{ Code: 'TransactionConflict' }],
            });
          if (random.chance(faults.lostBefore)) throw named('TimeoutError');
          const answer = await carryOut();
          if (random.chance(faults.lostAfter)) throw named('TimeoutError');
          return answer;
        }, what);
      },
    { step: 'initialize', name: 'trouble' },
  );
};
