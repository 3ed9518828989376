import * as z from 'zod';
import { accountId, agencyId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';

/** What an agency knows of the person behind an account. It stands apart from everything that is hashed. */
export const profileItem = z.object({
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  name: line(120)
    .exactOptional()
    .meta({ description: "The person's or the company's name.", example: 'Ada Lovelace' }),
  email: line(254)
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .exactOptional()
    .meta({ description: 'The e-mail address.', example: 'ada@example.com' }),
  externalId: line(128)
    .exactOptional()
    .meta({ description: "The customer's ID in another system of the agency.", example: 'C-1042' }),
  note: text(2000).exactOptional().meta({ description: 'For the agency only. The customer never sees it.' }),
});

export type Profile = z.infer<typeof profileItem>;

/** The fields that profiles are found by. */
export const profileField = z.enum(['name', 'email', 'externalId', 'note']);

export type ProfileField = z.infer<typeof profileField>;

/** That an account's profile has a field: its sort key begins with the field's value. */
export const profileFieldItem = z.object({ account: accountId, field: profileField });
