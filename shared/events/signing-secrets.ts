import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, type Instant } from '../kernel/clock.ts';
import { accountId, sha256 } from '../kernel/ids.ts';

/** A secret that signs what an endpoint is sent: from one time on, and maybe until another. */
const signingSecret = z.object({
  secret: z.string().startsWith('whsec_'),
  from: instantSchema,
  until: instantSchema.exactOptional(),
  /** Who rotated to it; absent for the first secret. */
  by: accountId.exactOptional(),
});

/** What an agency's secret `…/endpoints` holds: by endpoint, the newest first. */
export const signingSecrets = z.record(z.string(), z.array(signingSecret).min(1));

export type SigningSecrets = z.infer<typeof signingSecrets>;

export const newSecret = (from: Instant): z.infer<typeof signingSecret> => ({
  secret: `whsec_${randomBytes(32).toString('base64')}`,
  from,
});

/** A name for a secret that reveals nothing about it: 80 bits of its hash. */
export const nameOfSecret = ({ secret }: z.infer<typeof signingSecret>): string =>
  sha256(secret).slice(0, 20);

/** @returns the secrets that sign at a time, the newest first */
export const signingAt = (secrets: SigningSecrets[string] | undefined, now: Instant): string[] =>
  (secrets ?? []).filter(({ until }) => until === undefined || until > now).map(({ secret }) => secret);
