import type { Node } from 'constructs';
import * as z from 'zod';
import { MAX_WORKERS } from './constructs/queue-worker.ts';

/** A list as cdk.json holds it, or as `-c key=a,b` gives it. */
const list = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
]);

/** API Gateway takes https only; plain http is for an issuer on the same machine. */
const issuer = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)(?=[:/]|$))/.test(url), 'must be https');

const signInUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^(?:https:|http:\/\/localhost(?=[:/]|$))/, 'must be https');

const settingsSchema = z.object({
  /** Names everything, so that several deployments fit in one AWS account. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/)
    .default('dev'),
  /** Without one, the stack creates a user pool. */
  issuer: issuer.optional(),
  /** Accepted audiences: a token with none of these is refused. With the stack's user pool: additional app clients. */
  audience: list.pipe(z.array(z.string()).min(1)).optional(),
  /** Where the stack's user pool may redirect people after sign-in and sign-out. */
  signInUrls: list.pipe(z.array(signInUrl).min(1)).default(['http://localhost:3000/']),
  /** Whose key the table is encrypted with: one that AWS keeps, or one of this account's. */
  encryption: z.enum(['aws', 'customer']).default('aws'),
  /**
   * How many instances of the payment worker are always kept free for it, and its limit. None unless given: a new account
   * has ten in all, of which Lambda lets nobody reserve any.
   */
  workerConcurrency: z.coerce.number().int().min(MAX_WORKERS).optional(),
  /** Where the portal is, which links of sessions open; the API's own address unless given. */
  portalUrl: signInUrl.optional(),
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

const withAudience = settingsSchema.transform(({ audience, ...settings }) => ({
  ...settings,
  audience: audience ?? (settings.issuer === undefined ? [] : ['scrip']),
}));

export type Settings = z.output<typeof withAudience>;

/** A setting that is wrong, in one line that says which and what to do. */
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
  const settings = withAudience.safeParse(Object.fromEntries(given));
  if (settings.success) {
    return settings.data;
  }
  const [issue] = settings.error.issues;
  const key = String(issue?.path[0]);
  throw new SettingsError(
    `The setting "${key}" is wrong (${issue?.message}). Give it in cdk.json or as -c ${key}=…` +
      (key === 'issuer' ? ', the OIDC issuer of the tokens, such as https://login.example.com.' : '.'),
  );
};
