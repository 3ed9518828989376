import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { creditRequestItem } from '../../shared/table/items/credit-request.ts';
import { creditRequestsList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { viewOf } from './credit-request-view.ts';

export const listAgencyCreditRequests =
  ({ table, now }: Ledger): Handler<typeof agencyCreditRequestRoutes.listAgencyCreditRequests> =>
  async ({ caller: { agency }, query: { status, ...query } }) => {
    const page = await listPage(table, {
      partition: creditRequestsList(agency, status),
      inIndex: true,
      item: creditRequestItem,
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
