import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountNameItem } from '../../shared/table/items/account-name.ts';
import { accountKey, accountsPartition, settingsKey } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { accountSummary } from './account-view.ts';

/** With the settings, as many as one BatchGet takes. */
const MAX_ACCOUNTS = 99;

export const listAccounts =
  ({ table, now }: Ledger): Handler<typeof agencyRoutes.listAccounts> =>
  async ({ caller: { agency }, query: { limit, cursor } }) => {
    const page = await listPage(table, {
      partition: accountsPartition(agency),
      item: accountNameItem,
      limit: Math.min(limit, MAX_ACCOUNTS),
      cursor,
    });
    if (!page.ok) return problem('invalid_cursor');
    const refs = page.value.items;
    if (refs.length === 0) return { status: 200, body: { items: [], cursor: null } };
    const read = await readTogether(table, [settingsKey(agency), ...refs.map(accountKey)]);
    const settings = settingsFrom(read, agency);
    if (!settings) return problem('not_found');
    const items = refs.map((ref) => accountSummary(settings, accountFrom(ref, read(accountKey(ref))), now()));
    return { status: 200, body: { items, cursor: page.value.cursor } };
  };
