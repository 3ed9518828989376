import { changeRecord } from '../../shared/agency/audit-log.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun } from '../../shared/http/errors.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import { refused } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { timedId } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { once } from '../../shared/ledger/once.ts';
import { run } from '../../shared/ledger/run.ts';
import { invoiceItem, type Invoice } from '../../shared/table/items/invoice.ts';
import { invoiceKey, invoiceListKey, settingsKey } from '../../shared/table/keys.ts';
import { taggedInvoice } from './invoice-view.ts';

/** An invoice moves no credits by itself; its Idempotency-Key is kept as that of a movement is. */
export const createInvoice =
  (ledger: Ledger): Handler<typeof agencyRoutes.createInvoice> =>
  async ({ caller, params, body, idempotencyKey }) => {
    const { agency } = caller;
    const ref = { agency, account: params.accountId };
    const now = ledger.now();
    const id = timedId('inv', now);
    const issued = await run(
      ledger,
      once({ ref, name: 'invoice', idempotencyKey, input: body }, invoiceItem, () => ({
        keys: [settingsKey(agency)],
        decide: (read) => {
          if (!settingsFrom(read, agency)) return err({ code: 'not_found' as const });
          const outcome: Invoice = {
            ...body,
            ...ref,
            id,
            version: 1,
            issuedAt: instant(now),
            status: 'open',
          };
          const writes = [
            { key: invoiceKey(ref, id), list: invoiceListKey(agency, id), item: outcome, version: 0 },
            changeRecord(caller, 'invoice', id, undefined, outcome, now),
          ];
          return ok({ conclude: () => ({ outcome, writes }) });
        },
      })),
    );
    if (issued.ok) {
      const { outcome, replayed } = issued.value;
      const { body: view, headers } = taggedInvoice(outcome);
      return replayed ? replayOf(view, headers) : { status: 201, body: view, headers };
    }
    if (issued.error.code === 'not_found') return notBegun;
    return refused(issued.error);
  };
