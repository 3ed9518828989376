import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { creditRequestItem, creditRequestPointerItem } from '../../shared/table/items/credit-request.ts';
import { creditRequestKey, creditRequestsOfPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './credit-request-view.ts';

export const listCreditRequests =
  ({ table, now }: Ledger): Handler<typeof creditRequestRoutes.listCreditRequests> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: creditRequestsOfPartition(caller),
      item: creditRequestPointerItem,
      newestFirst: true,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const keys = page.value.items.map(({ id }) => creditRequestKey(caller.agency, id));
    const read = await readTogether(table, keys);
    const items = keys.flatMap((key) => decode(creditRequestItem, read(key)) ?? []);
    return {
      status: 200,
      body: { items: items.map((request) => viewOf(request, now())), cursor: page.value.cursor },
    };
  };
