import type { Node } from 'constructs';
import * as z from 'zod';
import { SCOPES } from '../shared/kernel/scopes.ts';
import { MAX_WORKERS } from './constructs/queue-worker.ts';

/** A list as cdk.json holds it, or as `-c key=a,b` gives it. */
const list = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
]);

/** API Gateway takes https only; plain http is for what runs on the same machine. */
const secureUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)(?=[:/]|$))/.test(url), 'must be https');

const signInUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^(?:https:|http:\/\/localhost(?=[:/]|$))/, 'must be https');

const agencyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

const hostName = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'must be a host name');

/** Which agency's portal a host shows: an object in cdk.json, or `-c hosts=credits.acme.example=acme,…`. */
const hosts = z
  .union([
    z.record(z.string(), z.string()),
    list.transform((pairs) =>
      Object.fromEntries(
        pairs.map((pair): [string, string] => [pair.replace(/=.*/, ''), pair.replace(/^[^=]*=?/, '')]),
      ),
    ),
  ])
  .pipe(z.record(hostName, agencyId));

const settingsSchema = z.object({
  /** Names everything, so that several deployments fit in one AWS account. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/)
    .default('dev'),
  /** Without one, the stack creates a user pool. */
  issuer: secureUrl.optional(),
  /** Accepted audiences: a token with none of these is refused. With the stack's user pool: additional app clients. */
  audience: list.pipe(z.array(z.string()).min(1)).optional(),
  /** Where else than to the pages the stack's user pool may redirect people after sign-in and sign-out. */
  signInUrls: list.pipe(z.array(signInUrl)).default([]),
  /** Whose key the table is encrypted with: one that AWS keeps, or one of this account's. */
  encryption: z.enum(['aws', 'customer']).default('aws'),
  /**
   * How many instances of the payment worker are always kept free for it, and its limit. None unless given: a new account
   * has ten in all, of which Lambda lets nobody reserve any.
   */
  workerConcurrency: z.coerce.number().int().min(MAX_WORKERS).optional(),
  /** The app client at the issuer of one's own with which people sign in on the pages. */
  clientId: z.string().min(1).default('scrip-web'),
  /** What the pages ask that issuer for. */
  signInScopes: list.pipe(z.array(z.string()).min(1)).default(['openid', 'offline_access', ...SCOPES]),
  /** Where that issuer has endpoints beside its own origin. */
  signInOrigins: list.pipe(z.array(secureUrl.transform((url) => new URL(url).origin))).default([]),
  /** Names of the pages beside the distribution's own; the first leads. */
  domains: list.pipe(z.array(hostName)).default([]),
  hosts: hosts.default({}),
  /** For all these names, in us-east-1. */
  certificateArn: z
    .string()
    .regex(/^arn:[\w-]+:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'must be of ACM in us-east-1')
    .optional(),
  /** A firewall before pages and API. */
  webAclArn: z
    .string()
    .regex(/^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/, 'must be of CloudFront, in us-east-1')
    .optional(),
  /** Whose pages may show ours in a frame. */
  frameAncestors: list.pipe(z.array(z.url({ protocol: /^https$/ }))).default([]),
  /** The agency whose portal is at `/`, where a host has none of its own. */
  portalAgency: agencyId.optional(),
  /** Where links of sessions lead to, with `{agency}` for its id; the pages of the stack unless given. */
  portalUrl: secureUrl.optional(),
  /** Web origins that may call from a browser, or `*` for all; none unless given. */
  corsOrigins: list.pipe(z.array(z.union([z.literal('*'), z.url({ protocol: /^https?$/ })]))).default([]),
  agencyClaim: z.string().min(1).default('agency_id'),
  accountClaim: z.string().min(1).default('sub'),
  regionClaim: z.string().min(1).default('region'),
  rolesClaim: z.string().min(1).default('roles'),
  /** Fixes the agency of every token, where a deployment serves one agency. */
  agency: agencyId.optional(),
  /** Networks (CIDR) that events may be sent into although they are not of the open internet, also by plain http. */
  endpointNetworks: list.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))).default([]),
  /** Never quieter than INFO, because the metrics travel in the log as INFO lines. */
  logLevel: z.enum(['DEBUG', 'INFO']).default('INFO'),
});

const completed = settingsSchema
  .transform(({ audience, domains, hosts: ofAgencies, portalAgency, ...settings }) => ({
    ...settings,
    audience: audience ?? (settings.issuer === undefined ? [] : ['scrip']),
    hosts: ofAgencies,
    domains: [...new Set([...domains, ...Object.keys(ofAgencies)])],
    portalAgency: portalAgency ?? settings.agency,
  }))
  .refine(({ domains, certificateArn }) => domains.length === 0 || certificateArn !== undefined, {
    path: ['certificateArn'],
    error: 'domains and hosts need one',
  });

export type Settings = z.output<typeof completed>;

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
  const settings = completed.safeParse(Object.fromEntries(given));
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
