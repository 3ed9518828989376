import { accountPage } from '../../shared/account/account-page.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { pageView } from '../../shared/http/availability-view.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { total } from '../../shared/ledger/lots.ts';
import type { LotShare } from '../../shared/table/items/account.ts';
import { accountKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';

export const getAgencyAccount =
  ({ table, now }: Ledger): Handler<typeof agencyRoutes.getAgencyAccount> =>
  async ({ caller: { agency }, params: { accountId } }) => {
    const ref = { agency, account: accountId };
    const read = await readTogether(table, [accountKey(ref), settingsKey(agency)]);
    const settings = settingsFrom(read, agency);
    const account = accountFrom(ref, read(accountKey(ref)));
    if (!settings || account.version === 0) return problem('not_found');
    const at = now();
    const { lots, ...page } = pageView(accountPage(settings, account, at));
    const ofClass = (lotClass: LotShare['class']) => total(lots.filter((lot) => lot.class === lotClass));
    return {
      status: 200,
      body: {
        ...page,
        entries: account.entries,
        lastEntryAt: account.lastEntryAt,
        credits: { paid: ofClass('paid'), promo: ofClass('promo') },
        lots: lots.map(({ class: each, amount, expiresAt }) => ({ class: each, credits: amount, expiresAt })),
      },
    };
  };
