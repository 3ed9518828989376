import { nothingOwned } from '../../shared/store/ownership.ts';
import { purchaseIdOf } from '../../shared/store/quote.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { accountFrom, balanceAt } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { ownershipItem } from '../../shared/table/items/ownership.ts';
import { purchaseItem, quoteItem } from '../../shared/table/items/purchase.ts';
import { accountKey, ownershipKey, purchaseKey, quoteKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './quote-view.ts';

export const getQuote =
  ({ table, now }: Ledger): Handler<typeof storeRoutes.getQuote> =>
  async ({ caller, params: { quoteId } }) => {
    const purchaseId = purchaseIdOf(quoteId);
    if (purchaseId === undefined) return problem('not_found');
    const read = await readTogether(table, [
      accountKey(caller),
      settingsKey(caller.agency),
      quoteKey(caller, quoteId),
      purchaseKey(caller, purchaseId),
    ]);
    const settings = settingsFrom(read, caller.agency);
    const quote = decode(quoteItem, read(quoteKey(caller, quoteId)));
    if (!settings || !quote) return problem('not_found');
    const purchase = decode(purchaseItem, read(purchaseKey(caller, purchaseId)));
    const current = balanceAt(accountFrom(caller, read(accountKey(caller))), now());
    const ownership =
      (await readOne(table, ownershipKey(caller, quote.productId), ownershipItem)) ??
      nothingOwned(quote.productId);
    return { status: 200, body: viewOf(quote, { settings, current, ownership, purchase, now: now() }) };
  };
