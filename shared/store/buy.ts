import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { earlierRecord } from '../ledger/earlier-record.ts';
import { restrictedPart } from '../ledger/restricted.ts';
import type { Busy, Decision, Done, Operation } from '../ledger/run.ts';
import { entryPlace } from '../table/items/entry.ts';
import { purchaseItem, quoteItem, type Purchase, type Quote } from '../table/items/purchase.ts';
import { accountKey, ownershipKey, purchaseKey, quoteKey, settingsKey, slotsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { ownedVariant, ownershipFrom, ownershipWrite } from './ownership.ts';
import { purposeOf } from './product.ts';
import { purchaseOf, purchaseWrite, withPurchase } from './purchase.ts';
import { isExpired, purchaseIdOf } from './quote.ts';
import { slotsAsTheyAre } from './slots.ts';

type PurchaseRefusal =
  | { code: 'not_found' | 'credit_payments_disabled' | 'already_owned' }
  | { code: 'quote_expired' };

/**
 * Buys what was quoted at the locked price: account, entry, purchase and ownership in one transaction. A quote leads to
 * one purchase, and answers with it ever after, even where it has been given back since.
 */
export const buy = async (
  ledger: Ledger,
  payer: Payer,
  quoteId: string,
): Promise<Result<Done<Purchase>, PurchaseRefusal | BudgetRefusal | RefusalOf<'debit'> | Busy>> => {
  const id = purchaseIdOf(quoteId);
  if (id === undefined) return err({ code: 'not_found' });
  return await runUnderBudget(ledger, payer, { kind: 'purchase', quoteId }, purchasing(payer, quoteId, id));
};

const purchasing = (
  { agency, account, approved }: Payer,
  quoteId: string,
  id: string,
): Operation<Purchase, PurchaseRefusal, 'debit'> => {
  const ref = { agency, account };
  const keys = { quote: quoteKey(ref, quoteId), purchase: purchaseKey(ref, id) };
  const earlier = earlierRecord(ref, (of) => purchaseKey(of, id), purchaseItem);
  return {
    keys: [accountKey(ref), settingsKey(ref.agency), keys.quote, keys.purchase],
    linked: (read, isFirstLook) => {
      const quote = decode(quoteItem, read(keys.quote));
      // What the account never owned anything of needs no reading at first: the guard of the write would notice.
      return [
        ...earlier.keysIn(read),
        ...(quote && !(isFirstLook && quote.ownership === 0) ? [ownershipKey(ref, quote.productId)] : []),
        ...(quote && isFree(quote) ? [slotsKey(ref, 'requests')] : []),
      ];
    },
    earlier: (read) => {
      const purchase = earlier.foundIn(read);
      return purchase && ok(purchase);
    },
    decide: (read, now): Result<Decision<Purchase, 'debit'>, PurchaseRefusal> => {
      const settings = settingsFrom(read, ref.agency);
      const quote = decode(quoteItem, read(keys.quote));
      if (!settings || !quote) return err({ code: 'not_found' });
      // What waited for the owner keeps its price.
      if (!approved && isExpired(quote, now)) return err({ code: 'quote_expired' });
      if (quote.price.price > 0 && !settings.creditPayments) return err({ code: 'credit_payments_disabled' });
      const ownership = ownershipFrom(read, ref, quote.productId);
      if (ownedVariant(ownership, quote.variantId)) return err({ code: 'already_owned' });
      return ok({
        account: ref,
        commands: paymentOf(quote, id),
        conclude: ([paid]) => {
          const payment = paid && { entry: entryPlace.parse(paid), ...restrictedPart(paid) };
          const purchase = purchaseOf(quote, { id, at: instant(now), ...payment });
          const owned = withPurchase(ownership, purchase);
          // What costs nothing leaves the account as it is: a merge at the same moment sees it by these.
          const seen = isFree(quote) ? [slotsAsTheyAre(read, ref, 'requests')] : [];
          return {
            outcome: purchase,
            writes: [purchaseWrite(purchase), ownershipWrite(ref, owned), ...seen],
          };
        },
      });
    },
  };
};

const isFree = ({ price }: Quote): boolean => price.price === 0;

/** What costs nothing moves nothing. */
const paymentOf = (
  { price: { price: amount }, productId: product, category, productName, variantName }: Quote,
  reference: string,
): CommandOf<'debit'>[] =>
  amount === 0
    ? []
    : [
        {
          type: 'debit',
          kind: 'purchase',
          reference,
          label: `${productName}, ${variantName}`,
          amount,
          purpose: purposeOf(product, category),
        },
      ];
