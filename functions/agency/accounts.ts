import { listAccounts, readAccountDetails, type AccountDetails } from '../../shared/account/accounts.ts';
import { knownPastBalance } from '../../shared/account/past-balance.ts';
import { creditLimitOf, setCreditLimit } from '../../shared/account/credit-limit.ts';
import { adjust, spendOnBehalf } from '../../shared/account/on-behalf.ts';
import { auditPart } from '../../shared/audit/audit-part.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { pageView } from '../../shared/http/availability-view.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { lineOf } from '../../shared/ledger/entry-line.ts';
import { history } from '../../shared/ledger/history.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';

export const accountHandlers = (ledger: Ledger, readBatch: ReadBatch): Handlers<typeof accountRoutes> => ({
  listAccounts: async ({ caller: { agency }, query }) =>
    answer(await listAccounts(ledger, agency, query), okBody),

  getAgencyAccount: async ({ caller: { agency }, params: { accountId: account }, query: { at } }) =>
    at === undefined
      ? answer(await readAccountDetails(ledger, { agency, account }), okDetails)
      : answer(await knownPastBalance(ledger, { agency, account }, at), okBody),

  listAccountEntries: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await history(ledger.table, { agency, account }, query), lineOf),

  auditAccount: async ({ caller: { agency }, params: { accountId: account }, query: { cursor } }) =>
    answer(await auditPart({ ...ledger, readBatch }, { agency, account }, cursor), okBody),

  createAdjustment: async ({ caller, params: { accountId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return orNotBegun(movedAnswer(await adjust(asked, caller, accountId, body, idempotencyKey), unchanged));
  },

  getCreditLimit: async ({ caller: { agency }, params: { accountId: account } }) =>
    answer(await creditLimitOf(ledger.table, { agency, account }), okBody),

  putCreditLimit: async ({ caller, params: { accountId: account }, body }) =>
    answer(await setCreditLimit(ledger, caller, account, body), okBody),

  createAccountSpend: async ({ caller, params: { accountId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return movedAnswer(await spendOnBehalf(asked, caller, accountId, body, idempotencyKey), unchanged);
  },
});

const unchanged = <Made>(made: Made): Made => made;

const okDetails = (details: AccountDetails) => {
  const { lots, heldLots: _, ...page } = pageView(details);
  return okBody({
    ...page,
    lots: lots.map(({ class: lotClass, amount, expiresAt, onlyFor }) => ({
      class: lotClass,
      credits: amount,
      expiresAt,
      onlyFor,
    })),
  });
};
