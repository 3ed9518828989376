import type { AccountId, AgencyId } from '../kernel/ids.ts';
import { checkoutPointerItem } from '../table/items/checkout-pointer.ts';
import { checkoutPointerKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { PaymentFact } from './message.ts';

/** @returns whose a checkout is, by its id alone; undefined for what is no checkout of this agency */
export const accountOfCheckout = async (
  table: Table,
  agency: AgencyId,
  checkoutId: string,
): Promise<AccountId | undefined> =>
  (await readOne(table, checkoutPointerKey(agency, checkoutId), checkoutPointerItem))?.account;

/** A fact that names its checkout and no account, with the account. PayPal's fields don't hold every account's id. */
export const located = async (table: Table, agency: AgencyId, fact: PaymentFact): Promise<PaymentFact> => {
  if (fact.type !== 'payment' || fact.account !== undefined || fact.checkoutId === undefined) return fact;
  const account = await accountOfCheckout(table, agency, fact.checkoutId);
  return account === undefined ? fact : { ...fact, account };
};
