import { ownershipFrom } from '../../shared/store/ownership.ts';
import { buyerOf } from '../../shared/store/price.ts';
import { productFrom, variantOf, whyNotOwn } from '../../shared/store/product.ts';
import { quoteFor, quoteWrite } from '../../shared/store/quote.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { accountFrom, balanceAt } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Product } from '../../shared/table/items/product.ts';
import { accountKey, ownershipKey, productKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { viewOf } from './quote-view.ts';

/** Holds the wish against the catalogue once, here: what was quoted, its purchase takes as it stands in the quote. */
export const createQuote =
  ({ table, now: clock }: Ledger): Handler<typeof storeRoutes.createQuote> =>
  async ({ caller, body: { productId, variantId } }) => {
    const read = await readTogether(table, [
      accountKey(caller),
      settingsKey(caller.agency),
      productKey(caller.agency, productId),
      ownershipKey(caller, productId),
    ]);
    const settings = settingsFrom(read, caller.agency);
    const product = productFrom(read, caller.agency, productId);
    if (!settings || !product) return problem('not_found');
    const variant = variantOf(product, variantId);
    const buyer = buyerOf(settings, caller);
    const ownership = ownershipFrom(read, caller, productId);
    const [reason] = whyNotOwn(product, variant?.id, buyer, ownership);
    if (reason) return problem(reason);
    if (!variant) return variantId === undefined ? chooseFrom(product) : noSuchVariant;

    const now = clock();
    const quote = quoteFor({ settings, product, variant, buyer, ownership }, now);
    if (!(await putGuarded(table, quoteWrite(quote)))) return problem('busy');
    const current = balanceAt(accountFrom(caller, read(accountKey(caller))), now);
    return { status: 201, body: viewOf(quote, { settings, current, ownership, purchase: undefined, now }) };
  };

const chooseFrom = ({ variants }: Product) =>
  problem('variant_required', { extensions: { variants: variants.map(({ id }) => id) } });

const noSuchVariant = problem('not_found', {
  detail: 'The product has no such variant. Choose one of its variants',
});
