import type * as z from 'zod';
import { log } from '../../kernel/log.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { PaypalCredentials } from './credentials.ts';
import { boundedFetch, type Fetched } from './bounded-fetch.ts';
import type { ProviderError } from '../provider-error.ts';
import { jsonIn } from '../json-in.ts';
import { refusalIn } from './refusal.ts';
import { accessToken } from './token.ts';

/** Milliseconds for all calls of one operation together; less than a Lambda's timeout, so that the customer gets an answer. */
const TIMEOUT_MS = 8000;

export type PaypalCall = {
  method: 'GET' | 'POST';
  /** From the API's base on, with its query. */
  path: string;
  /** What makes a POST the same as an earlier one: `PayPal-Request-Id`. */
  requestId?: string;
  body?: object;
};

/** Calls PayPal and reads the answer through a schema. */
export type Paypal = <Schema extends z.ZodType>(
  call: PaypalCall,
  answer: Schema,
) => Promise<Result<z.output<Schema>, ProviderError>>;

/**
 * A client for one operation in one agency's PayPal account: its time begins to run here.
 * @param timeout milliseconds
 */
export const paypalClient = (credentials: PaypalCredentials, timeout = TIMEOUT_MS): Paypal => {
  const signal = AbortSignal.timeout(timeout);
  return async (call, answer) => {
    const fetched = await authorized(credentials, call, signal);
    if (!fetched.ok) return fetched;
    const { status, body } = fetched.value;
    if (status < 200 || status > 299) return err(refusalIn(call.path, fetched.value));
    const read = answer.safeParse(jsonIn(body));
    if (read.success) return ok(read.data);
    // Where the answer differs from what PayPal documents, and not what it says.
    log.error('paypal response invalid', {
      path: call.path,
      at: read.error.issues.map(({ path }) => path.join('.')),
    });
    return err({ code: 'provider_refused', status, issue: 'ANSWER_NOT_UNDERSTOOD' });
  };
};

/** A token may end before its time; it is renewed once. */
const authorized = async (
  credentials: PaypalCredentials,
  call: PaypalCall,
  signal: AbortSignal,
): Promise<Result<Fetched, ProviderError>> => {
  const token = await accessToken(credentials, signal);
  if (!token.ok) return token;
  const first = await send(credentials, call, signal, token.value);
  if (!first.ok || first.value.status !== 401) return first;
  const renewed = await accessToken(credentials, signal, token.value);
  return renewed.ok ? await send(credentials, call, signal, renewed.value) : renewed;
};

const send = async (
  { apiBase }: PaypalCredentials,
  { method, path, requestId, body }: PaypalCall,
  signal: AbortSignal,
  token: string,
): Promise<Result<Fetched, ProviderError>> => {
  const fetched = await boundedFetch(apiBase + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      // Otherwise PayPal may answer with an id and a status alone.
      ...(method === 'POST' && { prefer: 'return=representation' }),
      ...(requestId !== undefined && { 'paypal-request-id': requestId }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal,
  });
  return typeof fetched === 'string' ? err({ code: 'provider_unreachable' }) : ok(fetched);
};
