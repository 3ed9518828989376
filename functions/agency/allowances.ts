import { allowanceResource, allowances, putAllowance } from '../../shared/allowances/allowance.ts';
import { addAccounts, removeFromAllowance } from '../../shared/allowances/change-accounts.ts';
import { previewAllowance } from '../../shared/allowances/preview-allowance.ts';
import {
  accountsOfAllowance,
  allowancesOfAccount,
  statusOfAllowance,
  type AllowanceAccount,
  type AllowanceStatus,
} from '../../shared/allowances/read-allowances.ts';
import { deleteRecord, listRecords, readRecord } from '../../shared/agency/crud.ts';
import { answer, noContent, okBody, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { agencyAllowanceRoutes } from '../../shared/http/routes/agency/allowances.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Allowance } from '../../shared/table/items/allowance.ts';
import { comingPeriodOf, ownAllowanceOf } from '../../shared/views/allowance-view.ts';
import { okTagged, putTagged } from './tagged.ts';

export const agencyAllowanceHandlers = (ledger: Ledger): Handlers<typeof agencyAllowanceRoutes> => ({
  listAllowances: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, allowances, agency, query), unchanged),

  getAllowance: async ({ caller: { agency }, params: { allowanceId } }) =>
    answer(await readRecord(ledger.table, allowanceResource(agency, allowanceId)), okTagged),

  putAllowance: async ({ caller, params: { allowanceId }, headers, body }) =>
    answer(await putAllowance(ledger, caller, allowanceId, body, headers), putTagged),

  previewAllowance: async ({ caller: { agency }, params: { allowanceId }, body }) =>
    answer(await previewAllowance(ledger, agency, allowanceId, body), ({ periods, ...preview }) =>
      okBody({ ...preview, periods: periods.map(comingPeriodOf) }),
    ),

  deleteAllowance: async ({ caller, params: { allowanceId }, headers }) =>
    answer(
      await deleteRecord(ledger, caller, allowanceResource(caller.agency, allowanceId), headers),
      noContent,
    ),

  getAllowanceStatus: async ({ caller: { agency }, params: { allowanceId } }) =>
    answer(await statusOfAllowance(ledger, agency, allowanceId), (status) => okBody(statusView(status))),

  listAllowanceAccounts: async ({ caller: { agency }, params: { allowanceId }, query }) =>
    pageAnswer(await accountsOfAllowance(ledger, agency, allowanceId, query), accountView),

  addAllowanceAccounts: async ({ caller, params: { allowanceId }, body: { accounts, ...joining } }) =>
    answer(await addAccounts(ledger, caller, allowanceId, accounts, joining), (items) => okBody({ items })),

  removeAllowanceAccount: async ({ caller, params: { allowanceId, accountId: account } }) =>
    answer(
      await removeFromAllowance(ledger, caller, { agency: caller.agency, account }, allowanceId),
      noContent,
    ),

  listAccountAllowances: async ({ caller: { agency }, params: { accountId: account } }) =>
    answer(await allowancesOfAccount(ledger, { agency, account }), (own) =>
      okBody({ items: own.map(ownAllowanceOf) }),
    ),
});

const unchanged = (allowance: Allowance): Allowance => allowance;

const accountView = ({ next, ...account }: AllowanceAccount) => ({
  ...account,
  ...(next && { next: comingPeriodOf(next) }),
});

const statusView = ({ hasEnded, next, lastRun }: AllowanceStatus) => ({
  hasEnded,
  ...(next && { next: comingPeriodOf(next) }),
  ...(lastRun && { lastRun }),
});
