import { nothingOwned, ownedVariant } from '../../shared/store/ownership.ts';
import { isExpired, purchaseIdOf } from '../../shared/store/quote.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import { refused } from '../../shared/http/refused.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, ResponseOf } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { purchaseItem, quoteItem, type Purchase } from '../../shared/table/items/purchase.ts';
import { accountKey, purchaseKey, quoteKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { saleOf } from './purchase-view.ts';
import { commitSale, lookAgain, type Sale, type State } from './sale.ts';

type Response = ResponseOf<typeof storeRoutes.createPurchase>;

export const createPurchase =
  (ledger: Ledger): Handler<typeof storeRoutes.createPurchase> =>
  async ({ caller, body, idempotencyKey }) => {
    const id = purchaseIdOf(body.quoteId);
    if (id === undefined) return problem('not_found');
    const inputHash = canonicalHash([idempotencyKey, body]);
    const read = await readTogether(ledger.table, [
      accountKey(caller),
      settingsKey(caller.agency),
      quoteKey(caller, body.quoteId),
      purchaseKey(caller, id),
    ]);
    const earlier = decode(purchaseItem, read(purchaseKey(caller, id)));
    if (earlier) return repeated(earlier, inputHash);

    const settings = settingsFrom(read, caller.agency);
    const quote = decode(quoteItem, read(quoteKey(caller, body.quoteId)));
    if (!settings || !quote) return problem('not_found');
    if (isExpired(quote, ledger.now())) return problem('quote_expired');
    if (quote.price.price > 0 && !settings.creditPayments) return problem('credit_payments_disabled');
    return await sell(ledger, accountFrom(caller, read(accountKey(caller))), { quote, id, inputHash });
  };

/** Tries until it is sold, or seen that it can't be. */
const sell = async (ledger: Ledger, account: Account, sale: Sale): Promise<Response> => {
  const { productId, ownership } = sale.quote;
  // What the account never owned anything of needs no reading: the guard of the write says so.
  let state: State =
    ownership === 0
      ? { account, ownership: nothingOwned(productId), purchase: undefined }
      : await lookAgain(ledger, sale);
  const response = await withinDeadline(ledger, async (left) => {
    const settled = settledBy(state, sale);
    if (settled) return settled;
    const sold = await commitSale(left, state, sale);
    if (sold.ok) return { status: 201, body: saleOf(sold.value) } satisfies Response;
    if (sold.error.code === 'busy') return problem('busy');
    state = await lookAgain(ledger, sale);
    if (sold.error.code === 'conflict') return settledBy(state, sale);
    // The credits may have gone for this very thing a moment ago.
    return settledBy(state, sale) ?? refused(sold.error.refusal);
  });
  return response ?? problem('busy');
};

/** @returns undefined where the sale can be tried */
const settledBy = ({ purchase, ownership }: State, { quote, id, inputHash }: Sale): Response | undefined => {
  if (purchase) return repeated(purchase, inputHash);
  const owned = ownedVariant(ownership, quote.variantId);
  // By this very sale: then its purchase is there as well, and is found on the next look.
  return owned && owned.purchaseId !== id ? problem('already_owned') : undefined;
};

/** The first outcome again, even where the purchase has been given back since; to another request, that it was. */
const repeated = (purchase: Purchase, inputHash: string): Response =>
  purchase.inputHash === inputHash ? replayOf(saleOf(purchase)) : problem('quote_used');
