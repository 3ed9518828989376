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
import { endpointItem, type Endpoint } from '../table/items/endpoint.ts';
import { decode } from '../table/table.ts';
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

/**
 * Gives an endpoint a new secret. Each one before signs along until the end that its receivers were promised. The endpoint then
 * says from when the new one is, so that senders, which keep secrets, know that theirs are older.
 */
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
    const known = all[id] ?? [];
    const signing = { ...newSecret(laterThan(known, now)), by: actor };
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
  const recorded = await recordRotations(ledger, endpoint.value, rotations, signing.from);
  return recorded.ok ? ok({ endpoint: recorded.value.outcome, secret: signing.secret }) : recorded;
};

/** Each secret of an endpoint has a time of its own, the newest the latest: by it a sender knows which it lacks. */
const laterThan = (known: Secrets, now: number): Instant =>
  instant(Math.max(now, ...known.map(({ from }) => Date.parse(from) + 1)));

/** The secrets that still sign, each until its own end or this one. */
const ending = (secrets: Secrets, now: Instant, end: Instant) =>
  secrets.filter(({ until = end }) => until > now).map((one) => ({ ...one, until: one.until ?? end }));

/**
 * Writes the audit log entries of rotations that have none yet, and from when the endpoint's newest secret is. The table can't
 * write in one transaction with the secrets, so that the next rotation adds the entry of one that was cut off.
 * @returns the endpoint after that
 */
const recordRotations = (ledger: Ledger, known: Endpoint, rotations: Secrets, secretFrom: Instant) => {
  const { agency, id } = known;
  const entries = rotations.flatMap((secret) => rotationEntry(agency, id, secret));
  const { key, schema } = endpointResource(agency, id);
  return run<Endpoint, never>(ledger, {
    keys: [key, ...entries.map((entry) => entry.key)],
    decide: (read) => {
      const missing = entries.filter((entry) => !read(entry.key));
      const stored = decode(endpointItem, read(key));
      // Deleted meanwhile, or another rotation is newer.
      if (!stored || (stored.secretFrom ?? '') >= secretFrom)
        return ok({ conclude: () => ({ outcome: stored ?? known, writes: missing }) });
      const outcome = { ...stored, secretFrom };
      const writes = [...missing, { key, schema, item: outcome, version: stored.version }];
      return ok({ conclude: () => ({ outcome, writes }) });
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
