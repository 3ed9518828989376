import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { change } from './change.ts';
import { taggedInvoice } from './invoice-view.ts';
import { invoiceOf } from './subjects.ts';

export const voidInvoice =
  (ledger: Ledger): Handler<typeof agencyRoutes.voidInvoice> =>
  async ({ caller, params }) => {
    const ref = { agency: caller.agency, account: params.accountId };
    const changed = await change(ledger, caller, invoiceOf(ref, params.invoiceId), (before) => {
      if (!before) return err({ code: 'not_found' as const });
      if (before.status === 'paid') return err({ code: 'invoice_already_paid' as const });
      return ok(before.status === 'void' ? before : { ...before, status: 'void' as const });
    });
    if (!changed.ok) return problem(changed.error.code);
    const { after } = changed.value;
    return after ? { status: 200, ...taggedInvoice(after) } : problem('not_found');
  };
