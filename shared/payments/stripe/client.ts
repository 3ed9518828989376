import Stripe from 'stripe';
import type { StripeCredentials } from './credentials.ts';

/** Milliseconds for a try, of which there are two: together less than a Lambda's timeout, so that the customer gets an answer. */
const TIMEOUT_MS = 5000;

/** A client for one agency's Stripe account. */
export const stripeClient = ({ secretKey, apiBase }: StripeCredentials): Stripe => {
  const base = apiBase === undefined ? undefined : new URL(apiBase);
  return new Stripe(secretKey, {
    telemetry: false,
    maxNetworkRetries: 1,
    timeout: TIMEOUT_MS,
    ...(base && {
      host: base.hostname,
      port: base.port,
      protocol: base.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });
};
