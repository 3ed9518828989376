import { accountPage } from '../../shared/account/account-page.ts';
import { readAccount } from '../../shared/account/read-account.ts';
import { pastBalance } from '../../shared/account/past-balance.ts';
import { okBody } from '../../shared/http/answer.ts';
import { notBegun } from '../../shared/http/errors.ts';
import { pageView } from '../../shared/http/availability-view.ts';
import { matches } from '../../shared/http/etag.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { accountView } from '../../shared/http/routes/views.ts';
import { sha256 } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const getAccount =
  (ledger: Ledger): Handler<typeof accountRoutes.getAccount> =>
  async ({ caller, headers, query: { at } }) => {
    if (at !== undefined) return okBody(await pastBalance(ledger, caller, at));
    const found = await readAccount(ledger, caller);
    if (!found) return notBegun;
    const { account, settings } = found;
    const body = accountView.parse({
      agency: caller.agency,
      spender: caller.spender,
      ...pageView(accountPage(settings, account, ledger.now())),
    });
    // The version alone would miss what changes without a write to the account: settings, and time passing an expiry.
    const etag = `"${account.version}-${sha256(JSON.stringify(body)).slice(0, 16)}"`;
    return matches(headers['if-none-match'], etag)
      ? { status: 304, body: null, headers: { etag } }
      : { status: 200, body, headers: { etag } };
  };
