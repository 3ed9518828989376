import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listAccountEntries =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAccountEntries> =>
  async ({ caller: { agency }, params: { accountId }, query }) => {
    const page = await history(table, { agency, account: accountId }, query);
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
