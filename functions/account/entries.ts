import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listEntries =
  ({ table }: Ledger): Handler<typeof accountRoutes.listEntries> =>
  async ({ caller, query }) => {
    const page = await history(table, caller, query);
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
