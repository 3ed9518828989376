import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { requestRoutes } from '../../shared/http/routes/store/requests.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { requestItem, requestPointerItem } from '../../shared/table/items/request.ts';
import { requestKey, requestsOfPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './credit-request-view.ts';

export const listCreditRequests =
  ({ table, now }: Ledger): Operation<typeof requestRoutes.listCreditRequests> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: requestsOfPartition(caller),
      item: requestPointerItem,
      newestFirst: true,
      ...query,
    });
    if (!page.ok) return problem('invalid_cursor');
    const keys = page.value.items.map(({ id }) => requestKey(caller.agency, id));
    const read = await readTogether(table, keys);
    const items = keys.flatMap((key) => decode(requestItem, read(key)) ?? []);
    return {
      status: 200,
      body: { items: items.map((request) => viewOf(request, now())), cursor: page.value.cursor },
    };
  };
