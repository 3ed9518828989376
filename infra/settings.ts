import type { Node } from 'constructs';
import * as z from 'zod';

/** A list as cdk.json holds it, or as `-c key=a,b` gives it. */
const list = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
]);

/** API Gateway takes https only; plain http is for an issuer on the same machine. */
const issuer = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)\b)/.test(url), 'must be https');

const settingsSchema = z.object({
  /** Names everything, so that several deployments fit in one AWS account. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/)
    .default('dev'),
  issuer,
  /** Who the tokens are for: a token with none of these is refused. */
  audience: list.pipe(z.array(z.string()).min(1)).default(['scrip']),
  /** Web origins that may call from a browser, or `*` for all; none unless given. */
  corsOrigins: list.pipe(z.array(z.union([z.literal('*'), z.url({ protocol: /^https?$/ })]))).default([]),
  agencyClaim: z.string().min(1).default('agency_id'),
  accountClaim: z.string().min(1).default('sub'),
  regionClaim: z.string().min(1).default('region'),
  rolesClaim: z.string().min(1).default('roles'),
  /** Fixes the agency of every token, where a deployment serves one agency. */
  agency: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
    .optional(),
  /** Networks (CIDR) that events may be sent into although they are not of the open internet, also by plain http. */
  endpointNetworks: list.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))).default([]),
  /** Never quieter than INFO, because the metrics travel in the log as INFO lines. */
  logLevel: z.enum(['DEBUG', 'INFO']).default('INFO'),
});

export type Settings = z.output<typeof settingsSchema>;

/** A setting that is missing or wrong, in one line that says which and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the deployment's settings from the CDK context: cdk.json or `-c key=value`.
 * @throws SettingsError
 */
export const readSettings = (node: Node): Settings => {
  const given = Object.keys(settingsSchema.shape).map((key): [string, unknown] => [
    key,
    node.tryGetContext(key),
  ]);
  const settings = settingsSchema.safeParse(Object.fromEntries(given));
  if (settings.success) {
    return settings.data;
  }
  const [issue] = settings.error.issues;
  const key = String(issue?.path[0]);
  throw new SettingsError(
    `The setting "${key}" is missing or wrong (${issue?.message}). Give it in cdk.json or as -c ${key}=…` +
      (key === 'issuer' ? ', the OIDC issuer of the tokens, such as https://login.example.com.' : '.'),
  );
};
