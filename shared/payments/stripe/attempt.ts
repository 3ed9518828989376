import Stripe from 'stripe';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { ProviderError } from '../provider-error.ts';

/** Turns what the Stripe library throws into what it means to us. Anything else is thrown on. */
export const attempt = async <Value>(call: () => Promise<Value>): Promise<Result<Value, ProviderError>> => {
  try {
    return ok(await call());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeConnectionError) return err({ code: 'provider_unreachable' });
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode: status, code: issue } = error;
    return err({ code: codeOf(error), status, issue });
  }
};

/** Stripe's own trouble and its rate limit pass; what it says of our request or key does not. */
const codeOf = ({ statusCode = 500 }: Stripe.errors.StripeError): ProviderError['code'] =>
  statusCode >= 500 || statusCode === 429 || statusCode === 409 ? 'provider_unreachable' : 'provider_refused';
