import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { because } from './fault.ts';
import { ascii } from './text.ts';

/** A string that is never taken for an id of another kind. Plain text may be taken for any. */
type Id<Kind extends string> = string & { readonly kind?: Kind };
export type AgencyId = Id<'agency'>;
export type AccountId = Id<'account'>;

/** Agencies appear in URLs and in secret names, so they keep to what both take. */
export const agencyId: z.ZodType<AgencyId, string> = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/**
 * An account is whatever the issuer calls its user: a UUID, `auth0|…`, an e-mail address, a URL.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken `sub` has up to 255 ASCII characters
 */
export const accountId: z.ZodType<AccountId, string> = ascii(255).min(1);

/** Whether an account is where the credits of a gift wait: it has the gift's ID. */
export const isGiftAccount = (account: AccountId): boolean => /^gift_[0-9a-f]{32}$/.test(account);

/**
 * An account that a request names or a token is for. Where the credits of a gift wait is nobody's to act for: who has the
 * code, or gave it, moves them.
 */
export const accountInput = accountId.refine((account) => !isGiftAccount(account), {
  error: 'must not be the ID of a gift',
  ...because({ code: 'invalid_value' }),
});

/** Before the base64url form of an id, in a path. */
const ENCODED = '~';

/** The form of an id that a path can't hold as it is: gateways decode paths before they look for `/` and `?`. */
const decoded = (text: string): string | undefined => {
  const id = Buffer.from(text, 'base64url').toString('latin1');
  return Buffer.from(id, 'latin1').toString('base64url') === text ? id : undefined;
};

/** An account in a path, as it is or as `~` and its id in base64url. */
export const accountInPath = ascii(341)
  .min(1)
  .transform((text) => (text.startsWith(ENCODED) ? decoded(text.slice(ENCODED.length)) : text))
  .pipe(z.string('must be the id in base64url after ~').pipe(accountId))
  .meta({
    description:
      "The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and " +
      '`. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You ' +
      'may write any ID this way.',
    example: 'auth0|42',
  });

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

export type AccountRef = { agency: AgencyId; account: AccountId };

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
