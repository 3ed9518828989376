import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirIn } from '../ledger/merged.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import { type Busy, type Decision, type Done, type Operation, run } from '../ledger/run.ts';
import { givingBack } from '../spenders/give-back.ts';
import { entryItem, entryPlace } from '../table/items/entry.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Ownership } from '../table/items/ownership.ts';
import type { Settings } from '../table/items/settings.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { accountKey, entryKey, ownershipKey, purchaseKey, settingsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { ownedVariant, ownershipFrom, ownershipWrite, purchasesBehind } from './ownership.ts';
import { paidEntry } from './paid-entry.ts';
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
  changeOfAny(ledger.table, ref, ({ agency, account }) =>
    run(
      ledger,
      refunding<PurchaseRefundRefusal>({ agency, account }, purchaseId, {
        refuse: (purchase, ownership, settings, now) => {
          const [code] = whyNotRefund(settings, purchase, ownership, now);
          return code && { code };
        },
      }),
    ),
  );

/** The same by the agency's staff, whom no window and no download hinders. */
export const refundForCustomer = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  purchaseId: string,
): Promise<Result<Done<Purchase>, { code: 'not_found' | 'balance_limit' } | Busy>> =>
  changeOfAny(ledger.table, { agency: who.agency, account }, (ref) =>
    run(
      ledger,
      refunding<{ code: 'not_found' }>(ref, purchaseId, {
        refuse: () => undefined,
        besides: (before, after, now) => [
          auditLogEntry(who, { kind: 'purchase_refund', id: purchaseId, before, after }, now),
        ],
      }),
    ),
  );

/** What differs by who gives a purchase back. */
type RefundRules<Refused> = {
  refuse: (
    purchase: Purchase,
    ownership: Ownership,
    settings: Settings | undefined,
    now: number,
  ) => Refused | undefined;
  besides?: (before: Purchase, after: Purchase, now: number) => readonly Guarded[];
};

const refunding = <Refused>(
  ref: AccountRef,
  purchaseId: string,
  { refuse, besides = () => [] }: RefundRules<Refused>,
): Operation<Purchase, Refused | { code: 'not_found' }, 'restore'> => {
  const key = purchaseKey(ref, purchaseId);
  const spentIn = (read: Read) => {
    const paid = decode(purchaseItem, read(key))?.entry;
    return paid && decode(entryItem, read(entryKey(ref, paid)));
  };
  return givingBack(ref, spentIn, {
    keys: [key, accountKey(ref), settingsKey(ref.agency)],
    linked: (read) => {
      const purchase = decode(purchaseItem, read(key));
      if (!purchase || purchase.refund) return [];
      const paid = purchase.entry ? [entryKey(ref, purchase.entry)] : [];
      const holders = holdersIn(read, ref).map((one) => ownershipKey(one, purchase.productId));
      return [...holders, ...paid];
    },
    earlier: (read) => {
      const purchase = decode(purchaseItem, read(key));
      return purchase?.refund && ok(purchase);
    },
    decide: (read, now): Result<Decision<Purchase, 'restore'>, Refused | { code: 'not_found' }> => {
      const purchase = decode(purchaseItem, read(key));
      if (!purchase) return err({ code: 'not_found' });
      const { holder, ownership } = owned(read, ref, purchase);
      const refusal = refuse(purchase, ownership, settingsFrom(read, ref.agency), now);
      if (refusal) return err(refusal);
      return ok({
        account: ref,
        passesOn: true,
        commands: restoreOf(purchase, read),
        conclude: ([restored]) => {
          const entry = restored && { entry: entryPlace.parse(restored) };
          const outcome: Purchase = { ...purchase, refund: { at: instant(now), ...entry } };
          const left = withoutPurchase(ownership, purchase);
          const writes = [purchaseWrite(outcome), ownershipWrite(holder, left)];
          return { outcome, writes: [...writes, ...besides(purchase, outcome, now)] };
        },
      });
    },
  });
};

/** Who may own what an account bought: itself, or the account that it merged into. */
const holdersIn = (read: Read, ref: AccountRef): AccountRef[] => {
  const heir = heirIn(read, ref);
  return heir.account === ref.account ? [ref] : [heir, ref];
};

/** The ownership that a purchase brought, and whose it is by now. */
const owned = (
  read: Read,
  ref: AccountRef,
  { id, productId, variantId }: Purchase,
): { holder: AccountRef; ownership: Ownership } => {
  const all = holdersIn(read, ref).map((holder) => ({
    holder,
    ownership: ownershipFrom(read, holder, productId),
  }));
  const found = all.find(({ ownership }) => {
    const variant = ownedVariant(ownership, variantId);
    return variant && purchasesBehind(variant).includes(id);
  });
  return found ?? { holder: ref, ownership: ownershipFrom(read, ref, productId) };
};

/** What puts the credits back where the purchase drew them; what cost nothing brings nothing back. */
const restoreOf = (purchase: Purchase, read: Read): CommandOf<'restore'>[] => {
  if (!purchase.entry) return [];
  const { lots } = paidEntry(read, purchase, `purchase ${purchase.id}`);
  const { productName, variantName } = purchase;
  return [
    {
      type: 'restore',
      kind: 'purchase_refund',
      reference: purchase.id,
      label: `${productName}, ${variantName}`,
      lots,
    },
  ];
};
