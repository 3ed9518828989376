import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId, region } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { CUSTOMER_SCOPES } from '../../kernel/scopes.ts';

/** The hash of a one-time code, and what turns the code into the session's token. */
const link = z.object({
  hash: z.string(),
  salt: z.string(),
  endsAt: instantSchema,
  returnUrl: z.string().exactOptional(),
});

/** The schema that began with spenders. */
const SPENDERS = 2;

const sessionFields = z.object({
  agency: agencyId,
  account: accountId,
  /** The key that made it, by the part of its id that the key contains; or `people`. */
  maker: recordId,
  id: recordId,
  version: z.int().min(0),
  scopes: z.array(z.enum(CUSTOMER_SCOPES)).min(1),
  region: region.exactOptional(),
  /** Under whose budget it spends. Without it, it spends what the account has. */
  spender: recordId.exactOptional(),
  /** SHA-256 of the token, which is stored nowhere. */
  hash: z.string(),
  /** Who made it: what is done with it is recorded as theirs. */
  madeBy: accountId,
  createdAt: instantSchema,
  endsAt: instantSchema,
  /** Until its code was redeemed. */
  link: link.exactOptional(),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

/** A short-lived token for one account, which an agency made. */
export const sessionItem = numbered(SPENDERS, sessionFields);

export type Session = z.infer<typeof sessionItem>;

/** The number that a session is written with: code that knows no spenders must not let it spend past a budget. */
export const sessionNumber = ({ spender }: Pick<Session, 'spender'>): number =>
  spender === undefined ? SPENDERS - 1 : SPENDERS;
