import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { eventType, type EventType } from '../../shared/table/items/cloud-event.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { whyNotAsRead } from './as-read.ts';
import { change } from './change.ts';
import { readEndpoint, shown, whyNotTo, type EndpointParts } from './endpoint-parts.ts';
import { endpointOf } from './subjects.ts';

/** What has failed so far is forgotten: a new address, or another try, has five days of its own. */
export const updateEndpoint =
  (parts: EndpointParts): Handler<typeof agencyRoutes.updateEndpoint> =>
  async ({ caller, params: { endpointId }, body }) => {
    const { enabled, id: readId, createdAt: readAt, types, ...input } = body;
    const { ledger } = parts;
    const there = await readEndpoint(ledger.table, caller.agency, endpointId);
    if (!there) return problem('not_found');
    const edited = whyNotAsRead({ id: readId, createdAt: readAt }, there);
    if (edited) return problem(edited.code, edited);
    const refusal = await whyNotTo(parts, input.url);
    if (refusal) return refusal;
    const status = enabled ? 'active' : 'disabled';
    const updated = await change(ledger, caller, endpointOf(caller.agency, endpointId), (before) => {
      if (!before) return err({ code: 'not_found' as const });
      const { agency, id, version, createdAt } = before;
      const named = types && !(before.types === undefined && areAll(types)) && { types };
      return ok({ agency, id, version, ...input, ...named, status, createdAt });
    });
    if (!updated.ok) return problem(updated.error.code);
    const { after } = updated.value;
    return after ? { status: 200, body: shown(after) } : problem('not_found');
  };

/** All types, as an endpoint that names none is shown: put back, it goes on to be sent those that come later too. */
const areAll = (types: readonly EventType[]): boolean => new Set(types).size === eventType.options.length;
