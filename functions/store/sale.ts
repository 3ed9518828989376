import { ownershipFrom, ownershipWrite } from '../../shared/store/ownership.ts';
import { purchaseOf, purchaseWrite, withPurchase } from '../../shared/store/purchase.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { commit } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import { purchaseItem, type Purchase, type Quote } from '../../shared/table/items/purchase.ts';
import { accountKey, ownershipKey, purchaseKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';

/** What is about to be sold, under which id, and by which request. */
export type Sale = { quote: Quote; id: string; inputHash: string };

/** What a sale is held against: the account's credits, what it owns already, and whether this sale was made before. */
export type State = { account: Account; ownership: Ownership; purchase: Purchase | undefined };

/** Reads all of it together: what came between one look and the next moves the account and the ownership both. */
export const lookAgain = async ({ table }: Ledger, { quote, id }: Sale): Promise<State> => {
  const key = purchaseKey(quote, id);
  const read = await readTogether(table, [accountKey(quote), key, ownershipKey(quote, quote.productId)]);
  return {
    account: accountFrom(quote, read(accountKey(quote))),
    ownership: ownershipFrom(read, quote, quote.productId),
    purchase: decode(purchaseItem, read(key)),
  };
};

/** Account, entry, purchase and ownership in one transaction; what costs nothing moves nothing. */
export const commitSale = (ledger: Ledger, { account, ownership }: State, { quote, id, inputHash }: Sale) =>
  commit(ledger, {
    account,
    commands: quote.price.price > 0 ? [debitFor(quote, id)] : [],
    conclude: ({ entries }) => {
      // Beside it there may be the entry of an expiry.
      const paid = entries.find(({ kind }) => kind === 'purchase');
      const entry = paid && { number: paid.number, at: paid.at };
      const at = instant(ledger.now());
      const purchase = purchaseOf(quote, { id, at, inputHash, ...(entry && { entry }) });
      const owned = withPurchase(ownership, purchase);
      return { value: purchase, writes: [purchaseWrite(purchase), ownershipWrite(quote, owned)] };
    },
  });

const debitFor = ({ price, productName, variantName }: Quote, id: string): Command => ({
  type: 'debit',
  kind: 'purchase',
  reference: id,
  note: `${productName}, ${variantName}`,
  amount: price.price,
});
