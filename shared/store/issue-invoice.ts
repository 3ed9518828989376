import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import { timedId, type AccountId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ERASED } from '../kernel/text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { refuseMerged } from '../ledger/merged.ts';
import { once, type KeyReused, type Recorded } from '../ledger/once.ts';
import { run, type Busy, type Done, type RecordDecision } from '../ledger/run.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import { accountKey, settingsKey, slotsKey } from '../table/keys.ts';
import { invoiceWrite } from './invoice.ts';
import { slotsAsTheyAre } from './slots.ts';

/** What the agency decides about an invoice; the rest is ours. */
export type InvoiceInput = Pick<Invoice, 'number' | 'description' | 'amount' | 'creditsAccepted' | 'dueAt'>;

type IssueRefusal = KeyReused | { code: 'not_found' };

/** Issues an invoice to an account of the agency, once. It moves no credits; its key is kept as that of a movement. */
export const issueInvoice = (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  input: InvoiceInput,
  idempotencyKey: string,
): Promise<Result<Done<Invoice>, IssueRefusal | Busy>> => {
  const { agency } = who;
  const ref = { agency, account };
  // Made once, so that a transaction that is tried again writes the same invoice.
  const id = timedId('inv', ledger.now());
  return run(
    ledger,
    once({ ref, name: 'invoice', idempotencyKey, input }, recordedWith(input), () => ({
      keys: [settingsKey(agency), accountKey(ref), slotsKey(ref, 'requests')],
      decide: (read, now): Result<RecordDecision<Invoice>, IssueRefusal> => {
        if (!settingsFrom(read, agency)) return err({ code: 'not_found' });
        refuseMerged(read, ref);
        const issued: Invoice = {
          ...input,
          ...ref,
          id,
          version: 0,
          issuedAt: instant(now),
          status: 'open',
        };
        const outcome = { ...issued, version: 1 };
        const change = { kind: 'invoice', id, before: undefined, after: outcome } as const;
        // A merge of the account at the same moment sees it by these, and moves it, or is seen.
        const seen = slotsAsTheyAre(read, ref, 'requests');
        const writes = [invoiceWrite(issued), seen, auditLogEntry(who, change, now)];
        return ok({ conclude: () => ({ outcome, writes }) });
      },
    })),
  );
};

/** The record keeps no description. */
const recordedWith = ({ description }: InvoiceInput): Recorded<Invoice> => ({
  schema: invoiceItem,
  without: (invoice) => ({ ...invoice, description: ERASED }),
  restored: (invoice) => ({ ...invoice, description }),
});
