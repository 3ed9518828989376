import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Node } from 'constructs';
import * as z from 'zod';
import { SCOPES } from '../shared/kernel/scopes.ts';
import { messageOf } from './message-of.ts';

/** Instances that one queue has at work: ten settle some hundred payments a second, well below what the table takes. */
export const MAX_WORKERS = 10;

/** A list as a stage's file holds it, or as `-c key=a,b` gives it. */
const list = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
]);

/** A switch as a stage's file holds it, or as `-c key=true` gives it. */
const toggle = z.union([z.boolean(), z.stringbool()]).default(false);

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

/** Which agency's portal a host shows: an object in a stage's file, or `-c hosts=credits.acme.example=acme,…`. */
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

/** Names everything, so that several deployments fit in one AWS account. */
const stageSchema = z
  .string()
  .regex(/^[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?$/, 'at most 16 of a-z, 0-9 and -, from a letter on')
  .default('dev');

/** Cognito refuses them in the address where people sign in. */
const RESERVED_BY_COGNITO = /aws|amazon|cognito/;

const settingsSchema = z.object({
  stage: stageSchema,
  /** Without one, the stack creates a user pool. */
  issuer: secureUrl.optional(),
  /** Accepted audiences: a token with none of these is refused. With the stack's user pool: additional app clients. */
  audience: list.pipe(z.array(z.string()).min(1)).optional(),
  /** Where else than to the pages the stack's user pool may redirect people after sign-in and sign-out. */
  signInUrls: list.pipe(z.array(signInUrl)).default([]),
  /** Whose key the table is encrypted with: one that AWS owns, which is free, or one of this account's. */
  encryption: z.enum(['aws', 'customer']).default('aws'),
  /** Whether a tenth of the requests tries a new version first. Default: in every stage but dev. */
  rollout: z.enum(['canary', 'at-once']).optional(),
  /** What every resource of the stack is tagged with, beside its application and stage. */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** The sender of the pool's mails, an address or domain that SES has verified in this region. */
  mailFrom: z
    .string()
    .regex(
      /^(?:[^<>@]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be a mail address, or a name and <address>',
    )
    .optional(),
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
  /**
   * Names of what the distribution shows the API, which then answers nobody else. The first is sent, all are accepted. Default:
   * one where there are domains, or else none, and the API answers at its own address too.
   */
  originKeys: list
    .pipe(z.array(z.string().regex(/^[a-z0-9]{1,16}$/, 'at most 16 of a-z and 0-9')).max(2))
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
  /** Only for `cdk import`: the pool then names no Lambda, as none is there yet. */
  importing: z.stringbool().default(false),
  /** One alarm over the stage where one says what to do, or an alarm on each part. CloudWatch bills each metric. */
  alarms: z.enum(['few', 'all']).default('few'),
  /** Hours after which no spend at all is an alarm, by day and night. None unless given. */
  maxHoursWithoutSpend: z.coerce.number().int().min(2).max(24).optional(),
  /** Days that a nightly backup of the table is kept, beside point-in-time recovery. None unless given. */
  backupDays: z.coerce.number().int().min(1).max(36_500).optional(),
  /** A vault of AWS Backup in another region or account that gets a copy of each backup. */
  backupCopyVaultArn: z
    .string()
    .regex(/^arn:[\w-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]+$/, 'must be of a backup vault')
    .optional(),
  /** Whether the stack looks at itself from outside, as a visitor does. */
  probe: toggle,
  /** Dollars a month that the AWS account may cost: nearing it is a ticket. None unless given. */
  monthlyBudget: z.coerce.number().positive().max(1_000_000).optional(),
  /** Whether X-Ray traces the Lambdas, at a price. */
  tracing: toggle,
  /** Never quieter than INFO, because the metrics travel in the log as INFO lines. */
  logLevel: z.enum(['DEBUG', 'INFO']).default('INFO'),
});

const completed = settingsSchema
  .transform(({ audience, domains, hosts: ofAgencies, portalAgency, rollout, originKeys, ...settings }) => ({
    ...settings,
    originKeys: originKeys ?? (domains.length + Object.keys(ofAgencies).length > 0 ? ['first'] : []),
    audience: audience ?? (settings.issuer === undefined ? [] : ['scrip']),
    hosts: ofAgencies,
    domains: [...new Set([...domains, ...Object.keys(ofAgencies)])],
    portalAgency: portalAgency ?? settings.agency,
    rollout: rollout ?? (settings.stage === 'dev' ? ('at-once' as const) : ('canary' as const)),
  }))
  .refine(({ stage, issuer }) => issuer !== undefined || !RESERVED_BY_COGNITO.test(stage), {
    path: ['stage'],
    error: 'Cognito refuses aws, amazon and cognito in the name of a sign-in page',
  })
  .refine(
    ({ backupDays, backupCopyVaultArn }) => backupDays !== undefined || backupCopyVaultArn === undefined,
    {
      path: ['backupDays'],
      error: 'copies of backups need it',
    },
  )
  .refine(({ domains, certificateArn }) => domains.length === 0 || certificateArn !== undefined, {
    path: ['certificateArn'],
    error: 'domains and hosts need one',
  });

export type Settings = z.output<typeof completed>;

/** A setting that is wrong, in one line that says which and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** One file a stage. */
const STAGES = path.join(import.meta.dirname, '..', 'stages');

const settingNames: ReadonlySet<string> = new Set(Object.keys(settingsSchema.shape));

/** The CDK's own entries of the context have a dash, a colon or a slash in their names. */
const isOurs = (key: string): boolean => /^\w+$/.test(key);

const requireKnown = (source: string, keys: readonly string[]): void => {
  const unknown = keys.find((key) => !settingNames.has(key));
  if (unknown !== undefined)
    throw new SettingsError(`${source}: there is no setting "${unknown}" (docs/deploy.md lists all).`);
};

const fileSchema = z.record(z.string(), z.unknown());

const readStageFile = (file: string, name: string): Record<string, unknown> => {
  if (!existsSync(file)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SettingsError(`${name} is not JSON (${messageOf(error)}).`);
  }
  const given = fileSchema.safeParse(content);
  if (!given.success) throw new SettingsError(`${name} must be one JSON object.`);
  if ('stage' in given.data) throw new SettingsError(`${name}: its name is the stage; remove "stage".`);
  requireKnown(name, Object.keys(given.data));
  return given.data;
};

/**
 * Reads a deployment's settings: those of `stages/<stage>.json`, where there is one, and above them `-c key=value`.
 * `-c stage=…` names the stage.
 * @param stages the folder of the stages' files
 * @throws SettingsError
 */
export const readSettings = (node: Node, stages = STAGES): Settings => {
  const context = fileSchema.parse(node.getAllContext());
  const given = Object.fromEntries(Object.entries(context).filter(([key]) => isOurs(key)));
  requireKnown('-c', Object.keys(given));
  const stage = stageSchema.safeParse(given['stage']);
  const name = `stages/${stage.data ?? '…'}.json`;
  const file = stage.success ? readStageFile(path.join(stages, `${stage.data}.json`), name) : {};
  const settings = completed.safeParse({ ...file, ...given });
  if (settings.success) {
    return settings.data;
  }
  const [issue] = settings.error.issues;
  const key = String(issue?.path[0]);
  throw new SettingsError(
    `The setting "${key}" is wrong (${issue?.message}). Give it in ${name} or as -c ${key}=…` +
      (key === 'issuer' ? ', the OIDC issuer of the tokens, such as https://login.example.com.' : '.'),
  );
};
