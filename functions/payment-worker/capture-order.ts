import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { OrderApproved } from '../../shared/payments/message.ts';
import type { CompleteCheckout } from '../../shared/payments/complete-checkout.ts';
import type { Outcome } from '../../shared/queue/queue-worker.ts';
import { accountOfCheckout } from '../../shared/payments/locate.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';

export type CaptureOrder = (agency: AgencyId, provider: Provider, fact: OrderApproved) => Promise<Outcome>;

/**
 * Takes the payment of an order that was approved, whether or not its customer ever comes back. Only the order that we
 * opened for the checkout is captured: what an event says of another would be somebody else's sale.
 */
export const captureOrderIn =
  (table: Table, complete: CompleteCheckout): CaptureOrder =>
  async (agency, provider, { checkoutId, orderId, ...stated }) => {
    const account = stated.account ?? (await accountOfCheckout(table, agency, checkoutId));
    const checkout =
      account && (await readOne(table, checkoutKey({ agency, account }, checkoutId), checkoutItem));
    const facts = { agency, provider, checkout: checkoutId, order: orderId };
    if (!checkout || checkout.provider !== provider || checkout.session?.id !== orderId) {
      log.warn('order without a checkout', facts);
      return 'done';
    }
    const completed = await complete(checkout);
    if (!completed.ok) return { again: completed.error.code };
    const { receipt } = completed.value;
    log.info('order captured', { ...facts, payment: receipt?.paymentId, flag: receipt?.flag });
    return 'done';
  };
