import * as z from 'zod';
import { accountId, agencyId, recordId, region } from './ids.ts';
import { SCOPES } from './scopes.ts';

/**
 * Who calls, as the authorizer found out: one form for every kind of bearer. A token may lack what a route needs, and
 * then says why in `faults`; the handler refuses it.
 */
export const bearerSchema = z.object({
  /**
   * By what the caller is known: a person's token of the issuer, an API key of an agency's backend, a session, or a session
   * that carries a spender. That is a kind of its own, so that code which knows no budgets lets nobody spend past one.
   */
  kind: z.enum(['person', 'key', 'session', 'spender']),
  /** Who acts, for the records: a person's `sub`, or the id of a key; for a session, who made it. */
  actor: accountId.optional(),
  agency: agencyId.optional(),
  /** Whose credits the bearer is about. */
  account: accountId.optional(),
  /** Under whose budget the bearer spends. */
  spender: recordId.optional(),
  /** Where the account buys. */
  region: region.optional(),
  roles: z.array(z.string()),
  scopes: z.array(z.enum(SCOPES)),
  /** Why a member above is missing, in one sentence for the caller. */
  faults: z.object({
    actor: z.string().optional(),
    agency: z.string().optional(),
    account: z.string().optional(),
  }),
});

export type Bearer = z.infer<typeof bearerSchema>;

/** Why a bearer is not accepted, and the id of its record where it names one: for the log, and never a part of a secret. */
export type Rejected = { reason: string; id?: string };

/**
 * What the authorizer hands to the API's Lambdas through API Gateway: one string of JSON, so that no value changes its
 * type on the way.
 */
export const authorizerContext = z.object({
  bearer: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(bearerSchema),
});
