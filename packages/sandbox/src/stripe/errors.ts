import { ProviderRefusal } from '../provider.ts';

/**
 * What Stripe answers instead of an object.
 * The types and codes are those of https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes.
 */
export type Refusal = {
  type: 'invalid_request_error' | 'idempotency_error';
  message: string;
  code?: string;
  param?: string;
};

/** Thrown wherever a request turns out to be wrong; the API answers with it. */
export class StripeRefusal extends ProviderRefusal {
  readonly status: number;
  readonly refusal: Refusal;

  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.refusal = refusal;
  }
}

/** A request that is invalid. */
export const invalid = (message: string, param?: string, code?: string): StripeRefusal =>
  new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });

/** @param status 404 when the path names the object, 400 when a parameter does */
export const missing = (status: 400 | 404, kind: string, id: string, param: string): StripeRefusal =>
  new StripeRefusal(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `There is no ${kind} '${id}' in this account`,
    param,
  });
