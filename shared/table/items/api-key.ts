import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId, region } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** What a key may do. Approving is for people. */
export const KEY_SCOPES = ['agency:read', 'agency:write'] as const;

export const keyScope = z.enum(KEY_SCOPES);

const shape = {
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(100),
  /** SHA-256 of the key, which is shown once and stored nowhere. */
  hash: z.string(),
  createdAt: instantSchema,
  createdBy: accountId,
  /** Without this, it works until it is revoked. */
  expiresAt: instantSchema.exactOptional(),
  /** The day (UTC) of its last use. Written without the version, which guards the rest. */
  lastUsedOn: z.iso.date().exactOptional(),
};

/** A key of an agency's backend. */
export const apiKeyItem = z.object({ ...shape, scopes: z.array(keyScope).min(1) });

export type ApiKey = z.infer<typeof apiKeyItem>;

/** A key of one spender of one account: it spends under the spender's budget, as the spender's sessions do. */
export const spenderKeyItem = z.object({
  ...shape,
  account: accountId,
  spender: recordId,
  /** Where the account buys. */
  region: region.exactOptional(),
  /** From then on it opens nothing. Customers' Lambdas delete nothing. */
  revokedAt: instantSchema.exactOptional(),
  /** Once it is revoked: seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int().exactOptional(),
});

export type SpenderKey = z.infer<typeof spenderKeyItem>;
