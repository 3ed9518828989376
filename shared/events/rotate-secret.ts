import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { readRecord } from '../agency/crud.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { timedIdOf, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { run, type Busy } from '../ledger/run.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Guarded } from '../table/guarded.ts';
import { changeSecrets } from './change-secrets.ts';
import type { WithSecret } from './create-endpoint.ts';
import type { EndpointParts } from './endpoint-parts.ts';
import { endpointResource } from './endpoints.ts';
import { nameOfSecret, newSecret, type SigningSecrets } from './signing-secrets.ts';
import { DAY_MS } from '../kernel/durations.ts';

type Secrets = SigningSecrets[string];

/** For how long (milliseconds) the secret before signs along. */
const OVERLAP_MS = DAY_MS;

/** How many secrets sign at once: each costs a signature with every event. */
const MAX_SIGNING_SECRETS = 3;

type RotationRefusal =
  | { code: 'not_found' }
  | { code: 'rotation_too_soon'; possibleFrom: Instant | undefined };

/** Gives an endpoint a new secret. Each one before signs along until the end that its receivers were promised. */
export const rotateSecret = async (
  { ledger, secrets }: Pick<EndpointParts, 'ledger' | 'secrets'>,
  who: Actor,
  id: string,
): Promise<Result<WithSecret, RotationRefusal | Busy>> => {
  const { agency, actor } = who;
  const endpoint = await readRecord(ledger.table, endpointResource(agency, id));
  if (!endpoint.ok) return endpoint;
  const now = ledger.now();
  const rotated = await changeSecrets(secrets, agency, (all) => {
    const signing = { ...newSecret(instant(now)), by: actor };
    const known = all[id] ?? [];
    const before = ending(known, instant(now), instant(now + OVERLAP_MS));
    // None makes room for the new one before its end.
    if (before.length >= MAX_SIGNING_SECRETS) {
      const [possibleFrom] = before.map(({ until }) => until).toSorted();
      return err({ code: 'rotation_too_soon' as const, possibleFrom });
    }
    return ok({
      secrets: { ...all, [id]: [signing, ...before] },
      value: { signing, rotations: [...known, signing] },
    });
  });
  if (!rotated.ok) return rotated;
  const { signing, rotations } = rotated.value;
  const recorded = await recordRotations(ledger, agency, id, rotations);
  return recorded.ok ? ok({ endpoint: endpoint.value, secret: signing.secret }) : recorded;
};

/** The secrets that still sign, each until its own end or this one. */
const ending = (secrets: Secrets, now: Instant, end: Instant) =>
  secrets.filter(({ until = end }) => until > now).map((one) => ({ ...one, until: one.until ?? end }));

/**
 * Writes the audit log entries of rotations that have none yet. The table can't write in one transaction with the
 * secrets, so that the next rotation adds the entry of one that was cut off.
 */
const recordRotations = (ledger: Ledger, agency: AgencyId, endpoint: string, rotations: Secrets) => {
  const entries = rotations.flatMap((secret) => rotationEntry(agency, endpoint, secret));
  return run<undefined, never>(ledger, {
    keys: entries.map(({ key }) => key),
    decide: (read) => {
      const writes = entries.filter(({ key }) => !read(key));
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  });
};

/** Who rotated to this secret, and when, under an id derived from it. It reveals nothing about the secret. */
const rotationEntry = (agency: AgencyId, id: string, secret: Secrets[number]): Guarded[] => {
  const { by: actor, from } = secret;
  if (actor === undefined) return [];
  const at = Date.parse(from);
  const rotation = { kind: 'endpoint_secret', id, before: undefined, after: { from } } as const;
  return [auditLogEntry({ agency, actor }, rotation, at, timedIdOf('chg', at, nameOfSecret(secret)))];
};
