import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** What a key may do. Approving is for people. */
export const KEY_SCOPES = ['agency:read', 'agency:write'] as const;

export const keyScope = z.enum(KEY_SCOPES);

/** A key of an agency's backend. */
export const apiKeyItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(100),
  scopes: z.array(keyScope).min(1),
  /** SHA-256 of the key, which is shown once and stored nowhere. */
  hash: z.string(),
  createdAt: instantSchema,
  createdBy: accountId,
  /** Without this, it works until it is revoked. */
  expiresAt: instantSchema.exactOptional(),
  /** The day (UTC) of its last use. Written without the version, which guards the rest. */
  lastUsedOn: z.iso.date().exactOptional(),
});

export type ApiKey = z.infer<typeof apiKeyItem>;

/** Which keys an agency has: read and written with each new or revoked one, it makes their limit exact. */
export const apiKeyIndexItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  ids: z.array(recordId),
});
