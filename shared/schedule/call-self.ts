import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../kernel/aws-timeouts.ts';
import { agencyId } from '../kernel/ids.ts';
import { MAX_TURN_MS } from './every-agency.ts';

/** Milliseconds beyond a turn, for the start of an instance and its answer; the run keeps more for itself. */
const ANSWER_MS = 15_000;

/** What a turn is about: whose it is, and until when (milliseconds since the epoch) it may take. */
export const turnOf = z.object({ agency: agencyId, until: z.int() });

export type TurnOf = z.infer<typeof turnOf>;

/** Calls a Lambda's own function, by the alias that its schedule calls, for one turn. */
export type CallSelf = (event: TurnOf) => Promise<unknown>;

/** No instance was free. */
export class NoInstanceError extends Error {
  override readonly name = 'NoInstanceError';
}

/**
 * Calls a function and waits for its answer, until the end of the turn. Throws NoInstanceError, and Error where the function failed.
 * @param name of the function
 */
export const callerOf = (name: string): CallSelf => {
  const client = new LambdaClient({
    ...AWS_TIMEOUTS,
    requestHandler: { ...AWS_TIMEOUTS.requestHandler, requestTimeout: MAX_TURN_MS + ANSWER_MS },
    // A call that was lost on the way may be running.
    maxAttempts: 1,
  });
  return async (event) => {
    const command = new InvokeCommand({
      FunctionName: name,
      Qualifier: 'live',
      Payload: JSON.stringify(event),
    });
    try {
      const { FunctionError, Payload } = await client.send(command, {
        abortSignal: AbortSignal.timeout(event.until - Date.now() + ANSWER_MS),
      });
      const answer = Payload?.transformToString() ?? '';
      if (FunctionError !== undefined) throw new Error(`${FunctionError}: ${answer.slice(0, 300)}`);
      const ended: unknown = JSON.parse(answer);
      return ended;
    } catch (error) {
      throw error instanceof TooManyRequestsException ? new NoInstanceError(error.message) : error;
    }
  };
};

/**
 * One agency's turn in an invocation of its own, so that its trouble ends with it; in this one where no instance is free.
 * @param ended how a turn answers
 * @param here takes the turn in this invocation
 */
export const turnApart =
  <Ended>(call: CallSelf, ended: z.ZodType<Ended>, here: (turn: TurnOf) => Promise<Ended>) =>
  async (turn: TurnOf, event: object): Promise<Ended> => {
    try {
      return ended.parse(await call({ ...event, ...turn }));
    } catch (error) {
      if (!(error instanceof NoInstanceError)) throw error;
      return await here(turn);
    }
  };
