import type { Client, Result, Success } from '@scrip/client';
import type { ProblemCode } from '../../shared/http/errors.ts';
import { judge } from './call.ts';
import { record, type Tallies } from './tally.ts';

export type Customer = { account: string; token: string };

type Expectations<Answer> = {
  /** The codes with which this call may be refused here. */
  expected?: readonly ProblemCode[];
  /** What else must be so of an answer. @returns what is not */
  check?: (success: Success<Answer>) => string | undefined;
};

/** Makes a call under this name. @returns the answer, unless it was refused or an error */
type Call<Caller> = <Answer, Failed extends { code: string; status?: number }>(
  name: string,
  send: (scrip: Caller) => Promise<Result<Answer, Failed>>,
  expectations?: Expectations<Answer>,
) => Promise<Answer | undefined>;

/** Whoever takes a step of the mix. */
export type Player = {
  customer: Customer;
  asCustomer: Call<Client<'customer'>>;
  asAgency: Call<Client<'agency'>>;
};

/** Calls by this client, and keeps what became of each call. */
export const caller =
  <Caller>(scrip: Caller, tallies: Tallies): Call<Caller> =>
  async (name, send, { expected = [], check } = {}) => {
    const start = performance.now();
    const result = await send(scrip);
    const time = performance.now() - start;
    const wrong = result.ok ? check?.(result) : undefined;
    const outcome = wrong === undefined ? judge(result, expected) : { error: wrong };
    record(tallies, name, time, outcome);
    return result.ok && outcome === 'ok' ? result.value : undefined;
  };
