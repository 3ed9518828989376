import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RestoreDecision, type Done, type Operation } from '../ledger/run.ts';
import { entryItem, entryPlace } from '../table/items/entry.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { accountKey, entryKey, ownershipKey, purchaseKey, settingsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { ownershipFrom, ownershipWrite } from './ownership.ts';
import { purchaseWrite, whyNotRefund, withoutPurchase, type RefundReason } from './purchase.ts';

type PurchaseRefundRefusal = { code: 'not_found' | RefundReason };

/**
 * Gives a purchase back: the credits return to the lots that they came from, and the ownership ends. Asked again, it
 * answers as the first time.
 */
export const refundPurchase = (
  ledger: Ledger,
  ref: AccountRef,
  purchaseId: string,
): Promise<Result<Done<Purchase>, PurchaseRefundRefusal | { code: 'balance_limit' } | Busy>> =>
  run(ledger, refunding(ref, purchaseId));

const refunding = (
  ref: AccountRef,
  purchaseId: string,
): Operation<Purchase, PurchaseRefundRefusal, RestoreDecision<Purchase>> => {
  const key = purchaseKey(ref, purchaseId);
  return {
    keys: [key, accountKey(ref), settingsKey(ref.agency)],
    linked: (read) => {
      const purchase = decode(purchaseItem, read(key));
      if (!purchase || purchase.refund) return [];
      const paid = purchase.entry ? [entryKey(ref, purchase.entry)] : [];
      return [ownershipKey(ref, purchase.productId), ...paid];
    },
    earlier: (read) => {
      const purchase = decode(purchaseItem, read(key));
      return purchase?.refund && ok(purchase);
    },
    decide: (read, now): Result<RestoreDecision<Purchase>, PurchaseRefundRefusal> => {
      const purchase = decode(purchaseItem, read(key));
      if (!purchase) return err({ code: 'not_found' });
      const ownership = ownershipFrom(read, ref, purchase.productId);
      const [reason] = whyNotRefund(settingsFrom(read, ref.agency), purchase, ownership, now);
      if (reason) return err({ code: reason });
      return ok({
        account: ref,
        commands: restoreOf(purchase, read),
        conclude: ([restored]) => {
          const entry = restored && { entry: entryPlace.parse(restored) };
          const outcome: Purchase = { ...purchase, refund: { at: instant(now), ...entry } };
          const left = withoutPurchase(ownership, purchase);
          return { outcome, writes: [purchaseWrite(outcome), ownershipWrite(ref, left)] };
        },
      });
    },
  };
};

/** What puts the credits back where the purchase drew them; what cost nothing brings nothing back. */
const restoreOf = (purchase: Purchase, read: Read): CommandOf<'restore'>[] => {
  if (!purchase.entry) return [];
  const paid = decode(entryItem, read(entryKey(purchase, purchase.entry)));
  if (!paid) throw new TypeError(`purchase ${purchase.id} has no entry ${purchase.entry.number}`);
  const { productName, variantName } = purchase;
  return [
    {
      type: 'restore',
      kind: 'purchase_refund',
      reference: purchase.id,
      label: `${productName}, ${variantName}`,
      lots: paid.lots,
    },
  ];
};
