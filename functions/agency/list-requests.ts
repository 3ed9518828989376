import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { agencyRequestRoutes } from '../../shared/http/routes/agency/requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { requestItem } from '../../shared/table/items/request.ts';
import { requestsList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { viewOf } from './credit-request-view.ts';

export const listRequests =
  ({ table, now }: Ledger): Operation<typeof agencyRequestRoutes.listRequests> =>
  async ({ caller: { agency }, query: { status, ...query } }) => {
    const page = await listPage(table, {
      partition: requestsList(agency, status),
      inIndex: true,
      item: requestItem,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const { items, cursor } = page.value;
    return {
      status: 200,
      body: {
        // What has lapsed and was not swept yet is no longer pending, so that nobody is sent there in vain.
        items: items.map((request) => viewOf(request, now())).filter((view) => view.status === status),
        cursor,
      },
    };
  };
