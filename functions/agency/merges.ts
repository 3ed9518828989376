import { previewAnswer } from '../../shared/http/dry-run.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { mergeRoutes } from '../../shared/http/routes/agency/merges.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';

export const mergeHandlers = (ledger: Ledger): Handlers<typeof mergeRoutes> => ({
  mergeAccount: async ({ caller, params: { accountId }, body: { into }, dryRun }) => {
    const merged = await mergeAccounts(ledgerFor(ledger, { dryRun }), caller, accountId, into);
    return previewAnswer(merged) ?? answer(merged, ({ outcome }) => okBody(outcome));
  },
});
