import type { PaymentFact } from './message.ts';
import { putGuarded } from '../table/guarded.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import { checkoutKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { checkoutWrite } from './checkout.ts';

/**
 * Notes that nobody can pay at a checkout any more. No credits move by it.
 * @returns false where another write came first: try again
 */
export const closeCheckout = async (
  table: Table,
  agency: string,
  fact: Extract<PaymentFact, { type: 'checkout_closed' }>,
): Promise<boolean> => {
  const key = checkoutKey({ agency, account: fact.account }, fact.checkoutId);
  const checkout = await readOne(table, key, checkoutItem);
  if (!checkout || checkout.closedAt !== undefined) return true;
  return await putGuarded(table, checkoutWrite({ ...checkout, closedAt: fact.at }));
};
