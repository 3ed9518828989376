import * as z from 'zod';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { ownedVariant, ownershipFrom, ownershipWrite } from '../../shared/store/ownership.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import { ownershipKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { type Answer, call } from './api.ts';
import { storeHandler } from './store-handler.ts';

const identified = z.object({ id: z.string() });

/** The id of what was just made; throws where nothing was. */
export const idOf = ({ status, body }: Answer): string => {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return identified.parse(body).id;
};

/** What a customer does in the store, called as API Gateway does. */
export const buyerAt = (ledger: Ledger, ref: AccountRef, region?: string) => {
  const handler = storeHandler(ledger);
  const caller = { agency_id: ref.agency, sub: ref.account, ...(region !== undefined && { region }) };
  const quote = (body: unknown = { productId: 'brushes' }) =>
    call(handler, storeRoutes.createQuote, { caller, body });
  const purchaseWith = (body: unknown, key: string = randomId('key')) =>
    call(handler, storeRoutes.createPurchase, { caller, headers: { 'idempotency-key': key }, body });
  const purchase = (quoteId: string, key?: string) => purchaseWith({ quoteId }, key);
  return {
    products: (query: Record<string, string> = {}) =>
      call(handler, storeRoutes.listProducts, { caller, query }),
    product: (productId = 'brushes') =>
      call(handler, storeRoutes.getProduct, { caller, params: { productId } }),
    quote,
    readQuote: (quoteId: string) => call(handler, storeRoutes.getQuote, { caller, params: { quoteId } }),
    purchase,
    /** With any body. */
    purchaseWith,
    /** Quotes and buys at once. @returns the purchase's id */
    buy: async (body?: unknown) => idOf(await purchase(idOf(await quote(body)))),
    purchases: (query: Record<string, string> = {}) =>
      call(handler, storeRoutes.listPurchases, { caller, query }),
    readPurchase: (purchaseId: string) =>
      call(handler, storeRoutes.getPurchase, { caller, params: { purchaseId } }),
    refund: (purchaseId: string) =>
      call(handler, storeRoutes.refundPurchase, { caller, params: { purchaseId } }),
  };
};

/** An account's ownership of a product, as stored. */
export const ownedBy = async (
  { table }: Ledger,
  ref: AccountRef,
  productId = 'brushes',
): Promise<Ownership> =>
  ownershipFrom(await readTogether(table, [ownershipKey(ref, productId)]), ref, productId);

/** Notes in the ownership that a variant was downloaded. */
export const noteDownload = async (ledger: Ledger, ref: AccountRef, variantId: string): Promise<void> => {
  const ownership = await ownedBy(ledger, ref);
  const owned = ownedVariant(ownership, variantId);
  if (!owned) throw new Error('not owned');
  const downloaded = { version: '1.0', at: instant(ledger.now()) };
  const variants = { ...ownership.variants, [variantId]: { ...owned, downloaded } };
  if (!(await putGuarded(ledger.table, ownershipWrite(ref, { ...ownership, variants })))) {
    throw new Error('preceded');
  }
};
