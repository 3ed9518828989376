import { agencyClient, customerClient, type Result } from '@scrip/client';
import * as z from 'zod';
import type { ProblemCode } from '../../shared/http/errors.ts';
import { readBody, routeOf } from '../support/route-of.ts';
import type { Outcome } from './tally.ts';

/** Throws where a success is not what its route declares. */
const declaredFetch: typeof fetch = async (input, init) => {
  const route = routeOf(new Request(input, init));
  const response = await fetch(input, init);
  const { ok, status } = response;
  if (!ok) return response;
  const declared = route.responses[status];
  if (!declared) throw new Error(`${status} is not declared`);
  const parsed = declared.body?.safeParse(await readBody(route, response.clone()));
  if (parsed?.success === false) throw new Error(`${status}: ${z.prettifyError(parsed.error)}`);
  return response;
};

/** Each request is sent once: what a client would try again is an error of the stack's here. */
const once = (baseUrl: string, credential: string) => ({
  baseUrl,
  credential,
  retries: 0,
  fetch: declaredFetch,
});

export const customerOf = (api: string, token: string) => customerClient(once(api, token));

export const agencyOf = (api: string, token: string) => agencyClient(once(api, token));

/**
 * @param expected the codes with which this call may be refused in the mix
 * @returns an error if the answer is neither declared for the route nor such a refusal
 */
export const judge = (
  result: Result<unknown, { code: string; status?: number }>,
  expected: readonly ProblemCode[],
): Outcome => {
  if (result.ok) return 'ok';
  const { code, status = 0 } = result.failure;
  const isExpected = status < 500 && expected.some((one) => one === code);
  if (isExpected) return { refusal: code };
  const cause = 'cause' in result.failure ? `: ${String(result.failure.cause)}` : '';
  return { error: `${status} ${code}${cause}` };
};
