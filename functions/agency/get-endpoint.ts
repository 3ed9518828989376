import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { readEndpoint, shown, type EndpointParts } from './endpoint-parts.ts';

export const getEndpoint =
  ({ ledger: { table } }: EndpointParts): Handler<typeof agencyRoutes.getEndpoint> =>
  async ({ caller: { agency }, params: { endpointId } }) => {
    const endpoint = await readEndpoint(table, agency, endpointId);
    return endpoint ? { status: 200, body: shown(endpoint) } : problem('not_found');
  };
