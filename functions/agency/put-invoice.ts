import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';
import { whyNotAsRead } from './as-read.ts';
import { change } from './change.ts';
import { taggedInvoice } from './invoice-view.ts';
import { isSame } from './keep.ts';
import { objectionTo } from './preconditions.ts';
import { invoiceOf } from './subjects.ts';

export const putInvoice =
  (ledger: Ledger): Handler<typeof agencyRoutes.putInvoice> =>
  async ({ caller, params, headers, body }) => {
    const { id: readId, account, issuedAt: readAt, status: readStatus, payment, ...input } = body;
    const read = { id: readId, account, issuedAt: readAt, status: readStatus, payment };
    const ref = { agency: caller.agency, account: params.accountId };
    const changed = await change(ledger, caller, invoiceOf(ref, params.invoiceId), (before) => {
      if (!before) return err({ code: 'not_found' as const });
      if (before.status === 'paid') return err({ code: 'invoice_already_paid' as const });
      if (before.status === 'void') return err({ code: 'invoice_void' as const });
      const edited = whyNotAsRead(read, before);
      if (edited) return err(edited);
      const { id, version, issuedAt, status } = before;
      const wanted: Invoice = { ...input, ...ref, id, version, issuedAt, status };
      if (isSame(before, wanted)) return ok(before);
      const objection = objectionTo(before, headers);
      return objection ? err({ code: objection }) : ok(wanted);
    });
    if (!changed.ok) {
      const { code, ...more } = changed.error;
      return problem(code, more);
    }
    const { after } = changed.value;
    return after ? { status: 200, ...taggedInvoice(after) } : problem('not_found');
  };
