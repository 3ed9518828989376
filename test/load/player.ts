import type { ProblemCode } from '../../shared/http/errors.ts';
import type { Route } from '../../shared/http/route.ts';
import { judge, type Received, send, type Sent } from './call.ts';
import { record, type Outcome, type Tallies } from './tally.ts';

export type Customer = { account: string; token: string };

type Request = Omit<Sent, 'token'> & {
  /** The codes with which this call may be refused here. */
  expected?: readonly ProblemCode[];
  /** What else must be so of an answer. @returns what is not */
  check?: (received: Received) => string | undefined;
};

/** Makes a call of this name. @returns the answer, unless it was refused or an error */
type Call = (name: string, route: Route, request?: Request) => Promise<Received | undefined>;

/** Whoever takes a step of the mix. */
export type Player = { customer: Customer; asCustomer: Call; asAgency: Call };

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : '?';

/** Calls with a token, and keeps what became of each call. */
export const caller =
  (api: string, token: string, tallies: Tallies): Call =>
  async (name, route, { expected = [], check, ...sent } = {}) => {
    const start = performance.now();
    let received: Received | undefined;
    let outcome: Outcome;
    try {
      received = await send(api, route, { token, ...sent });
      outcome = judge(route, received, expected);
    } catch (error) {
      outcome = { error: reasonOf(error) };
    }
    const time = performance.now() - start;
    const wrong = outcome === 'ok' && received ? check?.(received) : undefined;
    if (wrong !== undefined) outcome = { error: wrong };
    record(tallies, name, time, outcome);
    return outcome === 'ok' ? received : undefined;
  };
