import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import type { Window } from '../../shared/payments/source.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import type { Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { checkoutsList } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { flag } from './report.ts';

/**
 * Compares from our side: the provider must list every payment that we credited for a checkout of this window.
 * @param listed the ids of all payments that the provider lists for the window
 */
export const flagMissing = async (
  { table, now }: Pick<Ledger, 'table' | 'now'>,
  before: Reconciliation,
  { from, to }: Window,
  listed: ReadonlySet<string>,
): Promise<Reconciliation> => {
  let report = before;
  const ours = allItems(table, {
    partition: checkoutsList(report.agency),
    inIndex: true,
    item: checkoutItem,
    from,
    to,
  });
  for await (const checkout of ours) {
    if (checkout.provider !== report.provider) continue;
    const receipt = await receiptOf(table, checkout);
    if (receipt && receipt.applied > 0 && !listed.has(receipt.paymentId)) {
      const { paymentId, account } = receipt;
      report = await flag(table, report, {
        code: 'payment_missing',
        paymentId,
        ...(account && { account }),
        at: instant(now()),
      });
    }
  }
  return report;
};
