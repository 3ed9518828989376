import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import { changeIn, type Change } from '../../functions/publisher/change.ts';
import { countChangesInto } from '../../functions/publisher/count-changes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { adminAt, agencyHandler } from './agency-handler.ts';
import { apiEvent, call, lambdaContext } from './api.ts';
import { changesOf } from './stream.ts';

/** An agency's books of months: read by the API, counted as the publisher counts, closed by the nightly audit. */
export const monthBooksOn = (ledger: Ledger) => {
  const handler = agencyHandler(ledger);
  const countChanges = countChangesInto(ledger);
  let last: readonly Change[] = [];
  const happened = async (refs: readonly AccountRef[], act: () => Promise<unknown>): Promise<Change[]> =>
    (await changesOf(ledger, refs.map(accountKey), act)).flatMap((record) => changeIn(record) ?? []);
  const count = async (changes: readonly Change[]): Promise<unknown> =>
    await Promise.all(changes.map((change) => countChanges(change.agency, [change])));
  return {
    books: async (agency: string, month: string) =>
      agencyRoutes.getBooks.responses[200].body.parse(
        (await call(handler, agencyRoutes.getBooks, { caller: adminAt(agency), query: { month } })).body,
      ),
    /** The same as CSV, byte for byte. */
    statement: async (agency: string, month: string) => {
      const asked = { caller: adminAt(agency), query: { month } };
      return (await handler(apiEvent(agencyRoutes.getBooksStatement, asked), lambdaContext)).body;
    },
    liability: async (agency: string) =>
      agencyRoutes.getLiability.responses[200].body.parse(
        (await call(handler, agencyRoutes.getLiability, { caller: adminAt(agency) })).body,
      ),
    /** The liability at the end of a past day. */
    pastLiability: async (agency: string, day: string) =>
      agencyRoutes.getPastLiability.responses[200].body.parse(
        (await call(handler, agencyRoutes.getPastLiability, { caller: adminAt(agency), query: { day } }))
          .body,
      ),
    /** Does something with an account, and counts the change. */
    counted: async (ref: AccountRef, act: () => Promise<unknown>): Promise<unknown> =>
      await count(await happened([ref], act)),
    /** The same with several accounts, as the stream may have it: each change comes twice at once, and once more after the next. */
    countedTwice: async (refs: readonly AccountRef[], act: () => Promise<unknown>): Promise<void> => {
      const changes = await happened(refs, act);
      await count([...changes, ...changes]);
      await count(last);
      last = changes;
    },
    audit: async (agency: string) =>
      await auditAccounts({ ledger, takeFact: takeFactsInto(ledger), timeLeft: () => 900_000 }, agency),
  };
};
