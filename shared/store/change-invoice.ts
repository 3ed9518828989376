import type { AccountId } from '../kernel/ids.ts';
import type { Actor } from '../agency/audit-log.ts';
import { changeAudited, type Changed } from '../agency/change.ts';
import { isSame } from '../agency/crud.ts';
import { preconditionRefusal, type PreconditionRefusal, type Preconditions } from '../agency/etag.ts';
import { readOnlyRefusal, type InvalidBody } from '../agency/read-only.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import type { Busy } from '../ledger/run.ts';
import type { Invoice } from '../table/items/invoice.ts';
import { invoiceResource } from './agency-invoices.ts';
import type { InvoiceInput } from './issue-invoice.ts';

/** Which invoice of the agency's. */
export type InvoiceRef = { account: AccountId; id: string };

type VoidRefusal = { code: 'not_found' | 'invoice_already_paid' };

type ChangeRefusal = VoidRefusal | { code: 'invoice_void' } | InvalidBody | PreconditionRefusal;

/**
 * Changes an open invoice whose state the preconditions name. Where it already is as wanted, nothing is written.
 * @param readOnly what the request repeats of the fields that stay as they are; undefined where it leaves one out
 */
export const changeInvoice = (
  ledger: Ledger,
  who: Actor,
  { account, id }: InvoiceRef,
  input: InvoiceInput,
  { readOnly, preconditions }: { readOnly: Record<string, unknown>; preconditions: Preconditions },
): Promise<Result<Changed<Invoice>, ChangeRefusal | Busy>> =>
  changeOfAny(ledger.table, { agency: who.agency, account }, (ref) =>
    changeAudited<Invoice, ChangeRefusal>(ledger, who, invoiceResource(ref, id), (before) => {
      if (!before) return err({ code: 'not_found' });
      if (before.status === 'paid') return err({ code: 'invoice_already_paid' });
      if (before.status === 'void') return err({ code: 'invoice_void' });
      const edited = readOnlyRefusal(readOnly, before);
      if (edited) return err(edited);
      const { version, issuedAt, status } = before;
      const wanted: Invoice = { ...input, ...ref, id, version, issuedAt, status };
      if (isSame(before, wanted)) return ok(before);
      const refusal = preconditionRefusal(before, preconditions);
      return refusal ? err(refusal) : ok(wanted);
    }),
  );

/** Withdraws an open invoice. One that is void already stays as it is. */
export const voidInvoice = (
  ledger: Ledger,
  who: Actor,
  { account, id }: InvoiceRef,
): Promise<Result<Changed<Invoice>, VoidRefusal | Busy>> =>
  changeOfAny(ledger.table, { agency: who.agency, account }, (ref) =>
    changeAudited<Invoice, VoidRefusal>(ledger, who, invoiceResource(ref, id), (before) => {
      if (!before) return err({ code: 'not_found' });
      if (before.status === 'paid') return err({ code: 'invoice_already_paid' });
      return ok(before.status === 'void' ? before : { ...before, status: 'void' });
    }),
  );
