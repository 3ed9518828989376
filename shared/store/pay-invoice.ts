import { settingsFrom } from '../agency/settings.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { firstCharacters } from '../kernel/text.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readOfAny } from '../ledger/of-any.ts';
import type { Busy, Decision, Done } from '../ledger/run.ts';
import { entryPlace } from '../table/items/entry.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import { accountKey, invoiceKey, settingsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { dueOf, invoiceWrite, whyNotSettle, type InvoiceReason } from './invoice.ts';

export type PaidInvoice = Invoice & { payment: NonNullable<Invoice['payment']> };

type PaymentRefusal =
  | { code: 'not_found' | Exclude<InvoiceReason, 'account_in_debt' | 'amount_exceeds_balance'> }
  | { code: 'amount_differs'; credits: number | undefined };

type Insufficient = Extract<RefusalOf<'debit'>, { code: 'insufficient_credits' }>;

/**
 * Pays an invoice with credits, whole and once: the invoice is its own record of being paid. Asked again for the same
 * amount, it answers as the first time.
 * @param credits what the customer was shown; another amount due is refused
 */
export const payInvoice = async (
  ledger: Ledger,
  payer: Payer,
  invoiceId: string,
  credits: number,
): Promise<
  Result<
    Done<PaidInvoice>,
    | PaymentRefusal
    | BudgetRefusal
    | Exclude<RefusalOf<'debit'>, Insufficient>
    | (Omit<Insufficient, 'code'> & { code: 'amount_exceeds_balance' })
    | Busy
  >
> => {
  const { agency, account } = payer;
  const ref = { agency, account };
  const key = invoiceKey(ref, invoiceId);
  const paid = await runUnderBudget(
    ledger,
    payer,
    { kind: 'invoice', invoiceId, credits },
    {
      keys: [accountKey(ref), settingsKey(ref.agency), key],
      earlier: (read): Result<PaidInvoice, PaymentRefusal> | undefined => {
        const invoice = decode(invoiceItem, read(key));
        const before = invoice && paidAlready(invoice, credits);
        return before && ok(before);
      },
      decide: (read): Result<Decision<PaidInvoice, 'debit'>, PaymentRefusal> => {
        const settings = settingsFrom(read, ref.agency);
        const invoice = decode(invoiceItem, read(key));
        if (!settings || !invoice) return err({ code: 'not_found' });
        const due = dueOf(invoice, settings);
        const [reason] = whyNotSettle(invoice, settings, due);
        if (reason) return err({ code: reason });
        if (due?.credits !== credits) return err({ code: 'amount_differs', credits: due?.credits });
        return ok({
          account: ref,
          commands: [debitFor(invoice, credits)],
          conclude: ([posted]) => {
            const entry = entryPlace.parse(posted);
            const outcome: PaidInvoice = {
              ...invoice,
              status: 'paid',
              payment: { credits, at: entry.at, entry },
            };
            return { outcome, writes: [invoiceWrite(outcome)] };
          },
        });
      },
    },
  );
  if (paid.ok) return paid;
  const { error } = paid;
  if (error.code === 'not_found') {
    // An account that merged with this one may have paid it, and the answer was lost.
    const elsewhere = await readOfAny(ledger.table, ref, (one) => invoiceKey(one, invoiceId), invoiceItem);
    const before = elsewhere && paidAlready(elsewhere, credits);
    if (before) return ok({ outcome: before, replayed: true });
    return err({ code: elsewhere?.status === 'paid' ? 'invoice_already_paid' : 'not_found' });
  }
  return err(error.code === 'insufficient_credits' ? { ...error, code: 'amount_exceeds_balance' } : error);
};

const paidAlready = (invoice: Invoice, credits: number): PaidInvoice | undefined =>
  invoice.payment?.credits === credits ? { ...invoice, payment: invoice.payment } : undefined;

/** As much of a description as an entry of 1 KB has room for, in characters of any script. */
const NOTE_LENGTH = 120;

const debitFor = ({ number, description }: Invoice, amount: number): CommandOf<'debit'> => ({
  type: 'debit',
  kind: 'invoice',
  amount,
  reference: number,
  note: firstCharacters(description, NOTE_LENGTH),
});
