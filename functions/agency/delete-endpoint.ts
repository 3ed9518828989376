import { changeSecrets } from '../../shared/events/change-secrets.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { change } from './change.ts';
import type { EndpointParts } from './endpoint-parts.ts';
import { endpointOf } from './subjects.ts';

export const deleteEndpoint =
  ({ ledger, secrets }: EndpointParts): Handler<typeof agencyRoutes.deleteEndpoint> =>
  async ({ caller, params: { endpointId } }) => {
    const { agency } = caller;
    const deleted = await change(ledger, caller, endpointOf(agency, endpointId), (before) =>
      before ? ok(undefined) : err({ code: 'not_found' as const }),
    );
    if (!deleted.ok) return problem(deleted.error.code);
    const changed = await changeSecrets(secrets, agency, ({ [endpointId]: _, ...others }) =>
      ok({ secrets: others, value: undefined }),
    );
    // The endpoint is gone either way; a secret that stays signs nothing, and goes when the next one is made.
    return changed.ok ? { status: 204, body: null } : problem('busy');
  };
