import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';

/** What somebody at the agency may change. */
export const changeKind = z.enum([
  'settings',
  'package',
  'product',
  'service',
  'promo_codes',
  'invoice',
  'adjustment',
  'expiry_extension',
  'credit_limit',
  'spend',
  'transfer',
  'hold',
  'spender',
  'meter',
  'allowance',
  'allowance_account',
  'endpoint',
  'endpoint_secret',
  'profile',
  'order',
  'purchase_refund',
  'spend_refund',
  'api_key',
  'person',
  'invitation',
  'merge',
  'erasure',
  'export',
]);

export type ChangeKind = z.infer<typeof changeKind>;

/** A record as canonical JSON; of one that is too large, the beginning of it. */
const state = z.object({ json: z.string(), isWhole: z.boolean() });

/** That somebody at the agency changed something: who, when, what, and how it was before and after. */
export const changeItem = numbered(
  2,
  z.object({
    agency: agencyId,
    id: recordId,
    version: z.int().min(0),
    at: instantSchema,
    actor: accountId,
    kind: changeKind,
    recordId: z.string(),
    /** Without this, there was nothing before. */
    before: state.exactOptional(),
    /** Without this, there is nothing any more. */
    after: state.exactOptional(),
  }),
);

export type Change = z.infer<typeof changeItem>;
