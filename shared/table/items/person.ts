import * as z from 'zod';
import { because } from '../../kernel/fault.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { AGENCY_SCOPES, SCOPES } from '../../kernel/scopes.ts';

/** Longer than any address may be (RFC 5321, 4.5.3.1.3). In lower case, so that one address is one person. */
export const email = z.email().max(254).toLowerCase();

/** A role is a group of the pool, and so is a scope: a role named like one would give it. */
export const personRole = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/, 'must consist of letters, digits and `_ . : -`')
  .refine((role) => !SCOPES.some((scope) => scope === role), {
    message: 'must not be a scope',
    ...because({ code: 'invalid_value' }),
  });

/** A member of the agency's team, whom the agency invited into the deployment's user pool. */
export const personItem = z.object({
  agency: agencyId,
  /** From the e-mail address. */
  id: recordId,
  version: z.int().min(0),
  email: z.string(),
  scopes: z.array(z.enum(AGENCY_SCOPES)),
  roles: z.array(personRole),
  status: z.enum(['enabled', 'disabled']),
  invitedAt: instantSchema,
  invitedBy: accountId,
});

export type Person = z.infer<typeof personItem>;
