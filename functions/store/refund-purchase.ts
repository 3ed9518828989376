import { ownershipFrom, ownershipWrite } from '../../shared/store/ownership.ts';
import { purchaseWrite, whyNotRefund, withoutPurchase } from '../../shared/store/purchase.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler, ResponseOf } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { commit } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import { entryItem } from '../../shared/table/items/entry.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import { purchaseItem, type Purchase } from '../../shared/table/items/purchase.ts';
import { accountKey, entryKey, ownershipKey, purchaseKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne, readTogether, type Read } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { refundedView } from './purchase-view.ts';

type Response = ResponseOf<typeof storeRoutes.refundPurchase>;

export const refundPurchase =
  (ledger: Ledger): Handler<typeof storeRoutes.refundPurchase> =>
  async ({ caller, params: { purchaseId } }) =>
    (await withinDeadline(ledger, (left) => attempt(left, caller, purchaseId))) ?? problem('busy');

/** @returns undefined where another write to the purchase or the ownership came first */
const attempt = async (
  ledger: Ledger,
  caller: AccountRef,
  purchaseId: string,
): Promise<Response | undefined> => {
  const purchase = await readOne(ledger.table, purchaseKey(caller, purchaseId), purchaseItem);
  if (!purchase) return problem('not_found');
  if (purchase.refund) return { status: 200, body: refundedView(purchase) };
  const read = await readTogether(ledger.table, [
    accountKey(caller),
    settingsKey(caller.agency),
    ownershipKey(caller, purchase.productId),
    ...(purchase.entry ? [entryKey(caller, purchase.entry)] : []),
  ]);
  const ownership = ownershipFrom(read, caller, purchase.productId);
  const [reason] = whyNotRefund(settingsFrom(read, caller.agency), purchase, ownership, ledger.now());
  if (reason) return problem(reason);

  const refunded = await commitRefund(ledger, purchase, ownership, read);
  if (refunded.ok) return { status: 200, body: refundedView(refunded.value) };
  switch (refunded.error.code) {
    case 'busy':
      return problem('busy');
    case 'refused':
      // Of the ledger's refusals only this one can meet credits that come in.
      return problem('balance_limit');
    case 'conflict':
      return undefined;
  }
};

/** Account, entry, purchase and ownership in one transaction; what cost nothing brings nothing back. */
const commitRefund = (ledger: Ledger, purchase: Purchase, ownership: Ownership, read: Read) =>
  commit(ledger, {
    account: accountFrom(purchase, read(accountKey(purchase))),
    commands: restoreOf(purchase, read),
    conclude: ({ entries }) => {
      const restored = entries.find(({ kind }) => kind === 'purchase_refund');
      const entry = restored && { number: restored.number, at: restored.at };
      const after: Purchase = {
        ...purchase,
        refund: { at: instant(ledger.now()), ...(entry && { entry }) },
      };
      const left = withoutPurchase(ownership, purchase);
      return { value: after, writes: [purchaseWrite(after), ownershipWrite(purchase, left)] };
    },
  });

/** What puts the credits back where the purchase drew them. */
const restoreOf = (purchase: Purchase, read: Read): Command[] => {
  if (!purchase.entry) return [];
  const paid = decode(entryItem, read(entryKey(purchase, purchase.entry)));
  if (!paid) throw new TypeError(`purchase ${purchase.id} has no entry ${purchase.entry.number}`);
  const { productName, variantName } = purchase;
  return [
    {
      type: 'restore',
      kind: 'purchase_refund',
      reference: purchase.id,
      note: `${productName}, ${variantName}`,
      lots: paid.lots,
    },
  ];
};
