import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { clientRoutes } from '../../shared/http/routes/client.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listEntries =
  ({ table }: Ledger): Operation<typeof clientRoutes.listEntries> =>
  async ({ caller, query }) => {
    const page = await history(table, caller, query);
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
