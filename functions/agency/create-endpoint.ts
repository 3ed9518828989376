import { endpointsOf, MOST_ENDPOINTS } from '../../shared/events/endpoints.ts';
import { changeSecrets } from '../../shared/events/change-secrets.ts';
import { newSecret, type SigningSecrets } from '../../shared/events/signing-secrets.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { timedId } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { change } from './change.ts';
import { shown, whyNotTo, type EndpointParts } from './endpoint-parts.ts';
import { endpointOf } from './subjects.ts';

/** Milliseconds after which a secret without an endpoint is one whose endpoint was never written. */
const ABANDONED_AFTER = 10 * 60 * 1000;

/**
 * The secret comes first, so that no endpoint is without one; and since the agency's secrets are changed as they lie
 * there, they also hold the limit, however many are made at once.
 */
export const createEndpoint =
  (parts: EndpointParts): Handler<typeof agencyRoutes.createEndpoint> =>
  async ({ caller, body }) => {
    const { agency } = caller;
    const { ledger, secrets } = parts;
    const refusal = await whyNotTo(parts, body.url);
    if (refusal) return refusal;
    const now = ledger.now();
    const createdAt = instant(now);
    const id = timedId('end', now);
    const there = new Set((await endpointsOf(ledger.table, agency)).map((endpoint) => endpoint.id));
    const created = await changeSecrets(secrets, agency, (known) => {
      const kept = withoutAbandoned(known, there, instant(now - ABANDONED_AFTER));
      if (Object.keys(kept).length >= MOST_ENDPOINTS) return err({ code: 'endpoint_limit' as const });
      const signing = newSecret(createdAt);
      return ok({ secrets: { ...kept, [id]: [signing] }, value: signing.secret });
    });
    if (!created.ok) return problem(created.error.code);
    const endpoint: Endpoint = { agency, id, version: 0, ...body, status: 'active', createdAt };
    const written = await change<Endpoint, never>(ledger, caller, endpointOf(agency, id), (before) =>
      ok(before ?? endpoint),
    );
    if (!written.ok) return problem(written.error.code);
    return { status: 201, body: { ...shown(endpoint), secret: created.value } };
  };

const withoutAbandoned = (
  known: SigningSecrets,
  there: ReadonlySet<string>,
  before: Instant,
): SigningSecrets =>
  Object.fromEntries(
    Object.entries(known).filter(
      ([id, secrets]) => there.has(id) || secrets.some(({ from }) => from > before),
    ),
  );
