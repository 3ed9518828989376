import * as z from 'zod';
import type { Settings } from './settings.ts';

/**
 * What can't be changed under a stage that is in use without harm: whose tokens are accepted and what in them names the
 * agency and the account (people would meet another account, or none), and whose key the ledger is encrypted with.
 */
const GUARDED = [
  'issuer',
  'encryption',
  'agency',
  'agencyClaim',
  'accountClaim',
  'regionClaim',
  'rolesClaim',
] as const satisfies readonly (keyof Settings)[];

/** Under this key the template's metadata have them: CloudFormation then tells what a stage was deployed with. */
export const GUARDED_METADATA = 'Scrip';

/** A setting that is not given is null. */
const guardedSchema = z.record(z.enum(GUARDED), z.string().nullable());

export type GuardedSettings = z.output<typeof guardedSchema>;

export const guardedSettings = (settings: Settings): GuardedSettings => ({
  issuer: settings.issuer ?? null,
  encryption: settings.encryption,
  agency: settings.agency ?? null,
  agencyClaim: settings.agencyClaim,
  accountClaim: settings.accountClaim,
  regionClaim: settings.regionClaim,
  rolesClaim: settings.rolesClaim,
});

const metadataSchema = z.object({ [GUARDED_METADATA]: guardedSchema });

/**
 * @param metadata a template's, as CloudFormation's GetTemplateSummary answers it
 * @returns undefined where it has none of ours
 */
export const readGuardedSettings = (metadata: unknown): GuardedSettings | undefined =>
  metadataSchema.safeParse(metadata).data?.[GUARDED_METADATA];

export type GuardedChange = { setting: string; deployed: string | null; now: string | null };

export const guardedChanges = (deployed: GuardedSettings, now: GuardedSettings): GuardedChange[] =>
  GUARDED.filter((setting) => deployed[setting] !== now[setting]).map((setting) => ({
    setting,
    deployed: deployed[setting],
    now: now[setting],
  }));
