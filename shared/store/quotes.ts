import { err, ok, type Result } from '../kernel/result.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy } from '../ledger/run.ts';
import type { Ownership } from '../table/items/ownership.ts';
import { purchaseItem, quoteItem, type Purchase, type Quote } from '../table/items/purchase.ts';
import { ownershipKey, productKey, purchaseKey, quoteKey, slotsKey, type Key } from '../table/keys.ts';
import { readOne, readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { nothingOwned, ownershipFrom } from './ownership.ts';
import { ownershipItem } from '../table/items/ownership.ts';
import type { Buyer } from './price.ts';
import { isVisible, productFrom, variantOf, whyNotOwn, type OwningReason } from './product.ts';
import { purchaseIdOf, quoteFor, quoteWrite } from './quote.ts';
import { idsInSlots, type SlotsTaken, takeSlot } from './slots.ts';
import { visitFrom, visitKeys, type Visit } from './visit.ts';

/** A quote beside what it is held against: credits, what is owned by now, and the purchase it may have led to. */
export type QuoteOnView = {
  quote: Quote;
  ownership: Ownership;
  purchase: Purchase | undefined;
  visit: Visit;
};

type QuoteRefusal =
  | { code: 'not_found' | OwningReason }
  | { code: 'no_such_variant' }
  | ({ code: 'quote_limit' } & SlotsTaken)
  | { code: 'variant_required'; variants: string[] };

/** Locks today's price: the purchase uses the price in the quote. */
export const quote = async (
  ledger: Ledger,
  customer: Buyer,
  { productId, variantId }: { productId: string; variantId?: string | undefined },
): Promise<Result<QuoteOnView, QuoteRefusal | Busy>> => {
  const made = await run(ledger, {
    keys: [
      ...visitKeys(customer),
      productKey(customer.agency, productId),
      ownershipKey(customer, productId),
      slotsKey(customer, 'quotes'),
    ],
    linked: (read) => idsInSlots(read, customer, 'quotes').flatMap((id) => keyOfPurchase(customer, id) ?? []),
    decide: (read, now) => {
      const visit = visitFrom(read, customer, now);
      const product = productFrom(read, customer.agency, productId);
      const ownership = ownershipFrom(read, customer, productId);
      if (!visit || !product || !isVisible(product, customer, ownership))
        return refuse({ code: 'not_found' });
      const { settings, buyer } = visit;
      const variant = variantOf(product, variantId);
      const [reason] = whyNotOwn(product, variant?.id, buyer, ownership);
      if (reason) return refuse({ code: reason });
      if (!variant && variantId !== undefined) return refuse({ code: 'no_such_variant' });
      if (!variant)
        return refuse({ code: 'variant_required', variants: product.variants.map(({ id }) => id) });
      const quoted = quoteFor({ settings, product, variant, buyer, ownership }, now);
      const slot = takeSlot(read, customer, 'quotes', {
        now,
        until: Date.parse(quoted.expiresAt),
        id: quoted.id,
        hasEnded: (id) => isUsed(read, customer, id),
      });
      if (!slot.ok) return refuse({ code: 'quote_limit', ...slot.error });
      const outcome: QuoteOnView = { quote: quoted, ownership, purchase: undefined, visit };
      return ok({ conclude: () => ({ outcome, writes: [quoteWrite(quoted), slot.value] }) });
    },
  });
  return made.ok ? ok(made.value.outcome) : made;
};

const keyOfPurchase = (ref: AccountRef, quoteId: string): Key | undefined => {
  const id = purchaseIdOf(quoteId);
  return id === undefined ? undefined : purchaseKey(ref, id);
};

/** Whether a quote led to its purchase; not where that was not read. */
const isUsed = (read: Read, ref: AccountRef, quoteId: string): boolean => {
  const key = keyOfPurchase(ref, quoteId);
  return key !== undefined && read(key) !== undefined;
};

const refuse = (refusal: QuoteRefusal) => err(refusal);

/** @returns undefined for what is no quote of this account */
export const quoteOnView = async (
  { table, now }: Ledger,
  customer: Buyer,
  quoteId: string,
): Promise<QuoteOnView | undefined> => {
  const purchaseId = purchaseIdOf(quoteId);
  if (purchaseId === undefined) return undefined;
  const keys = { quote: quoteKey(customer, quoteId), purchase: purchaseKey(customer, purchaseId) };
  const read = await readTogether(table, [...visitKeys(customer), keys.quote, keys.purchase]);
  const visit = visitFrom(read, customer, now());
  const quoted = decode(quoteItem, read(keys.quote));
  if (!visit || !quoted) return undefined;
  const purchase = decode(purchaseItem, read(keys.purchase));
  const ownership = await ownershipOf({ table }, customer, quoted.productId);
  return { quote: quoted, ownership, purchase, visit };
};

const ownershipOf = async (
  { table }: Pick<Ledger, 'table'>,
  ref: AccountRef,
  productId: string,
): Promise<Ownership> =>
  (await readOne(table, ownershipKey(ref, productId), ownershipItem)) ?? nothingOwned(productId);
