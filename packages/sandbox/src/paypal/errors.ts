import { type ApiFailure, json, type Reply } from '../http/route.ts';
import { ProviderRefusal } from '../provider.ts';
import { debugId } from './ids.ts';
import type { Link } from './resources/common.ts';

export type Detail = {
  field?: string;
  value?: unknown;
  location?: 'body' | 'path' | 'query' | 'header';
  issue: string;
  description: string;
};

type Refused = { name: string; message: string; details: readonly Detail[]; more?: Record<string, unknown> };

/**
 * Thrown wherever a request turns out to be wrong; the API answers with it.
 * The names and issues are those of https://developer.paypal.com/api/rest/reference/orders/v2/errors.
 */
export class PaypalRefusal extends ProviderRefusal {
  readonly status: number;
  readonly refused: Refused;

  constructor(status: number, refused: Refused) {
    super([refused.message, ...refused.details.map(({ description }) => description)].join(': '));
    this.name = 'PaypalRefusal';
    this.status = status;
    this.refused = refused;
  }
}

/** A request that is not formed as it should be. */
export const invalidRequest = (...details: Detail[]): PaypalRefusal =>
  new PaypalRefusal(400, {
    name: 'INVALID_REQUEST',
    message: 'The request is not well formed, or not as the schema wants it',
    details: details.map((detail) => ({ location: 'body', ...detail })),
  });

/** A request that is well formed, and can't be done. */
export const unprocessable = (
  issue: string,
  description: string,
  { field, ...more }: { field?: string; links?: readonly Link[] } = {},
): PaypalRefusal =>
  new PaypalRefusal(422, {
    name: 'UNPROCESSABLE_ENTITY',
    message: 'The requested action could not be done as things stand',
    details: [{ ...(field === undefined ? {} : { field, location: 'body' }), issue, description }],
    more,
  });

/** Also what belongs to somebody else. */
export const notFound = (id: string): PaypalRefusal =>
  new PaypalRefusal(404, {
    name: 'RESOURCE_NOT_FOUND',
    message: 'There is no such resource',
    details: [{ issue: 'INVALID_RESOURCE_ID', description: `There is nothing with the id ${id}` }],
  });

export const notAuthenticated = (): PaypalRefusal =>
  new PaypalRefusal(401, {
    name: 'AUTHENTICATION_FAILURE',
    message: 'The access token is missing, unknown or expired',
    details: [],
  });

/** https://developer.paypal.com/api/rest/troubleshooting/not-authorized/ */
export const notAuthorized = (): PaypalRefusal =>
  new PaypalRefusal(403, {
    name: 'NOT_AUTHORIZED',
    message: 'The app lacks the right to this',
    details: [],
  });

const reply = (status: number, { more, ...refused }: Refused): Reply => {
  const id = debugId();
  const links = [
    { href: `https://developer.paypal.com/api/rest/responses/#${status}`, rel: 'information_link' },
  ];
  return json(status, { ...refused, debug_id: id, links, ...more }, { 'paypal-debug-id': id });
};

/** @returns what PayPal answers in the place of a resource */
export const refuse = ({ status, refused }: PaypalRefusal): Reply => reply(status, refused);

const FAILURES = {
  429: { name: 'RATE_LIMIT_REACHED', message: 'Too many requests', details: [] },
  500: { name: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong at PayPal', details: [] },
  503: { name: 'SERVICE_UNAVAILABLE', message: 'PayPal can’t answer now', details: [] },
} as const;

/** @returns what PayPal answers in times of trouble */
export const failure = (status: ApiFailure): Reply => reply(status, FAILURES[status]);
