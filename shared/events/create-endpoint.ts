import type { Actor } from '../agency/audit-log.ts';
import { changeAudited } from '../agency/change.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { timedId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Busy } from '../ledger/run.ts';
import type { Endpoint } from '../table/items/endpoint.ts';
import { changeSecrets } from './change-secrets.ts';
import { allowAddress, type AddressRefusal, type EndpointParts } from './endpoint-parts.ts';
import { endpointResource, endpointsOf, MAX_ENDPOINTS } from './endpoints.ts';
import { newSecret, type SigningSecrets } from './signing-secrets.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/** What the agency decides about an endpoint. */
export type EndpointInput = Pick<Endpoint, 'url' | 'types' | 'description'>;

/** An endpoint, and a secret of it that is shown this once. */
export type WithSecret = { endpoint: Endpoint; secret: string };

/** Milliseconds after which a secret without an endpoint is one whose endpoint was never written. */
const ABANDONED_AFTER_MS = 10 * MINUTE_MS;

/**
 * Creates an endpoint. Its secret comes first, so that no endpoint is without one; and since the agency's secrets are
 * changed as they are then, they also hold the limit, however many are created at once.
 */
export const createEndpoint = async (
  parts: EndpointParts,
  who: Actor,
  input: EndpointInput,
): Promise<Result<WithSecret, { code: 'endpoint_limit' } | AddressRefusal | Busy>> => {
  const { agency } = who;
  const { ledger, secrets } = parts;
  const allowed = await allowAddress(parts, input.url);
  if (!allowed.ok) return allowed;
  const now = ledger.now();
  const createdAt = instant(now);
  const id = timedId('end', now);
  const ids = new Set((await endpointsOf(ledger.table, agency)).map((endpoint) => endpoint.id));
  const created = await changeSecrets(secrets, agency, (known) => {
    const kept = withoutAbandoned(known, ids, instant(now - ABANDONED_AFTER_MS));
    if (Object.keys(kept).length >= MAX_ENDPOINTS) return err({ code: 'endpoint_limit' as const });
    const signing = newSecret(createdAt);
    return ok({ secrets: { ...kept, [id]: [signing] }, value: signing.secret });
  });
  if (!created.ok) return created;
  const endpoint: Endpoint = { agency, id, version: 0, ...input, status: 'active', createdAt };
  const written = await changeAudited<Endpoint, never>(ledger, who, endpointResource(agency, id), (before) =>
    ok(before ?? endpoint),
  );
  return written.ok ? ok({ endpoint, secret: created.value }) : written;
};

const withoutAbandoned = (known: SigningSecrets, ids: ReadonlySet<string>, before: Instant): SigningSecrets =>
  Object.fromEntries(
    Object.entries(known).filter(([id, secrets]) => ids.has(id) || secrets.some(({ from }) => from > before)),
  );
