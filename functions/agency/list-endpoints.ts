import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { endpointItem } from '../../shared/table/items/endpoint.ts';
import { endpointsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { shown, type EndpointParts } from './endpoint-parts.ts';

export const listEndpoints =
  ({ ledger: { table } }: EndpointParts): Handler<typeof agencyRoutes.listEndpoints> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, {
      partition: endpointsPartition(agency),
      item: endpointItem,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    return { status: 200, body: { ...page.value, items: page.value.items.map(shown) } };
  };
