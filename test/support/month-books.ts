import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { changeIn } from '../../functions/publisher/change.ts';
import { countChangesInto } from '../../functions/publisher/count-changes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { adminAt, agencyHandler } from './agency-handler.ts';
import { call } from './api.ts';
import { changeOf } from './stream.ts';

/** An agency's books of months: read by the API, counted as the publisher counts, closed by the nightly audit. */
export const monthBooksOn = (ledger: Ledger) => {
  const handler = agencyHandler(ledger);
  const countChanges = countChangesInto(ledger);
  return {
    books: async (agency: string, month: string) =>
      agencyRoutes.getBooks.responses[200].body.parse(
        (await call(handler, agencyRoutes.getBooks, { caller: adminAt(agency), query: { month } })).body,
      ),
    liability: async (agency: string) =>
      agencyRoutes.getLiability.responses[200].body.parse(
        (await call(handler, agencyRoutes.getLiability, { caller: adminAt(agency) })).body,
      ),
    /** Does something with an account, and counts the change. */
    counted: async (ref: AccountRef, act: () => Promise<unknown>): Promise<void> => {
      const change = changeIn(await changeOf(ledger, accountKey(ref), act));
      if (change) await countChanges(ref.agency, [change]);
    },
    audit: async (agency: string) =>
      await auditAccounts({ ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 }, agency),
  };
};
