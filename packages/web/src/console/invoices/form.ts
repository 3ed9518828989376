import type { AgencyInvoice, InvoiceInput } from '@scrip/client';
import { dayOf, endOfDay } from '../../language/calendar.ts';
import { minorUnits, moneyInput } from '../../language/money-input.ts';
import { wholeFrom1 } from '../../language/whole.ts';

/** What somebody typed, as texts. */
export type InvoiceForm = {
  account: string;
  number: string;
  description: string;
  unit: string;
  amount: string;
  dueAt: string;
  creditsAccepted: boolean;
};

/** The unit of an invoice that is not in money. */
export const CREDITS = 'credits';

export const formOf = (invoice: AgencyInvoice | undefined, account: string): InvoiceForm => {
  if (!invoice)
    return {
      account,
      number: '',
      description: '',
      unit: CREDITS,
      amount: '',
      dueAt: '',
      creditsAccepted: true,
    };
  const { amount } = invoice;
  return {
    account: invoice.account,
    number: invoice.number,
    description: invoice.description,
    unit: 'money' in amount ? amount.money.currency : CREDITS,
    amount: 'money' in amount ? moneyInput(amount.money) : String(amount.credits),
    dueAt: invoice.dueAt === undefined ? '' : dayOf(invoice.dueAt),
    creditsAccepted: invoice.creditsAccepted,
  };
};

export const amountOf = ({ unit, amount }: InvoiceForm): InvoiceInput['amount'] | undefined => {
  if (unit === CREDITS) {
    const credits = wholeFrom1(amount);
    return credits === undefined ? undefined : { credits };
  }
  const minor = minorUnits(amount, unit);
  return minor === undefined ? undefined : { money: { amount: minor, currency: unit } };
};

/**
 * The request that the form stands for; undefined while something that it needs is missing.
 * @param storedDueAt when the invoice was due so far
 */
export const inputOf = (form: InvoiceForm, storedDueAt?: string): InvoiceInput | undefined => {
  const amount = amountOf(form);
  if (!amount || form.account.trim() === '' || form.number.trim() === '' || form.description.trim() === '')
    return undefined;
  return {
    number: form.number.trim(),
    description: form.description.trim(),
    amount,
    creditsAccepted: form.creditsAccepted,
    ...(form.dueAt !== '' && { dueAt: endOfDay(form.dueAt, storedDueAt) }),
  };
};
