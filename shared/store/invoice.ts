import { MAX_AMOUNT } from '../kernel/amount.ts';
import type { AccountBalance } from '../ledger/account.ts';
import type { Guarded } from '../table/guarded.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import type { Settings } from '../table/items/settings.ts';
import { invoiceKey, invoiceListKey } from '../table/keys.ts';
import { whyNotPay, whyNotSpend } from '../account/availability.ts';

/** So many credits pay so many minor units of a currency. */
type Rate = Settings['invoiceRates'][string];

/** What an invoice comes to in credits, and by which rate where it was issued in money. */
export type Due = { credits: number; rate?: Rate };

/** Why an invoice can't be paid with credits now, by the codes that the API would answer with. */
export type InvoiceReason =
  | 'invoice_already_paid'
  | 'invoice_void'
  | 'credits_not_accepted'
  | 'invoice_not_convertible'
  | 'credit_payments_disabled'
  | 'account_in_debt'
  | 'amount_exceeds_balance';

/** @param amount in minor units. @returns the fewest credits that are worth as much: parts of a credit count whole */
export const creditsFor = (amount: number, rate: Rate): bigint => {
  const parts = BigInt(amount) * BigInt(rate.credits);
  const whole = BigInt(rate.amount);
  return (parts + whole - 1n) / whole;
};

/** @returns undefined where credits can't pay it: at no rate, or not in one movement */
export const dueOf = ({ amount }: Invoice, { invoiceRates }: Settings): Due | undefined => {
  if ('credits' in amount) return { credits: amount.credits };
  const rate = invoiceRates[amount.money.currency];
  if (!rate) return undefined;
  const credits = Number(creditsFor(amount.money.amount, rate));
  return credits < 1 || credits > MAX_AMOUNT ? undefined : { credits, rate };
};

/** @returns every reason why nobody's credits can pay it; of what is settled, that it is */
export const whyNotSettle = (
  { status, creditsAccepted }: Invoice,
  settings: Settings,
  due: Due | undefined,
): Exclude<InvoiceReason, 'account_in_debt' | 'amount_exceeds_balance'>[] => {
  if (status === 'paid') return ['invoice_already_paid'];
  if (status === 'void') return ['invoice_void'];
  return [
    ...(creditsAccepted ? [] : ['credits_not_accepted' as const]),
    ...(due ? [] : ['invoice_not_convertible' as const]),
    ...(settings.creditPayments ? [] : ['credit_payments_disabled' as const]),
  ];
};

/** @returns every reason why this account's credits can't pay it now; none where they can */
export const whyNotPayInvoice = (
  invoice: Invoice,
  settings: Settings,
  current: AccountBalance,
  due: Due | undefined,
): InvoiceReason[] => {
  const reasons = whyNotSettle(invoice, settings, due);
  if (invoice.status !== 'open') return reasons;
  const account = due ? whyNotPay(settings, current, due.credits) : whyNotSpend(settings, current);
  return [
    ...reasons,
    ...(account.includes('account_in_debt') ? ['account_in_debt' as const] : []),
    ...(due && account.includes('insufficient_credits') ? ['amount_exceeds_balance' as const] : []),
  ];
};

/** The write of an invoice as it was read and changed: its version is the one read. */
export const invoiceWrite = (invoice: Invoice): Guarded => ({
  key: invoiceKey(invoice, invoice.id),
  list: invoiceListKey(invoice.agency, invoice.id),
  schema: invoiceItem,
  item: invoice,
  version: invoice.version,
});
