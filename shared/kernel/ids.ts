import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';

/** Agencies stand in URLs and in secret names, so they keep to what both take. */
export const agencyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** An account is whatever the issuer calls its user: a UUID, `auth0|…`, an e-mail address. */
export const accountId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:|@+=~-]{0,127}$/);

/** An id that we gave out, such as `chk_…`; also what a path may carry in its place. */
export const recordId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/);

/** The value of the `Idempotency-Key` header: 1 to 255 printable ASCII characters. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters without spaces');

/** A region as the agency cuts its market: a country code, `EU`, `LATAM`. */
export const region = z
  .string()
  .regex(
    /^[A-Z0-9][A-Z0-9-]{1,15}$/,
    'must consist of capital letters, digits and hyphens, such as DE or EU',
  );

export type AccountRef = { agency: string; account: string };

/** @returns SHA-256 of the text, in hex */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The id of an operation's record: the same account, operation and key always give the same id, and none of the
 * three can be chosen so that another triple gives it too.
 */
export const operationId = (
  prefix: string,
  { agency, account }: AccountRef,
  operation: string,
  key: string,
): string => `${prefix}_${sha256(JSON.stringify([agency, account, operation, key])).slice(0, 32)}`;

/**
 * An id that sorts by the time it was made at, to the millisecond.
 * @param now milliseconds since the epoch: nine digits of base 36 hold them until the year 5188
 */
export const timedId = (prefix: string, now: number): string =>
  timedIdOf(prefix, now, randomUUID().replaceAll('-', '').slice(0, 20));

/** The same of something that has a name already, so that it has one id however often it is given. */
export const timedIdOf = (prefix: string, now: number, name: string): string =>
  `${prefix}_${now.toString(36).padStart(9, '0')}${name}`;

export const randomId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '')}`;
