import { agencyApprovals, approvalsOf } from '../../shared/approvals/read-approvals.ts';
import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { agencyApprovalRoutes } from '../../shared/http/routes/agency/approvals.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { agencyViewOf as viewOf } from '../../shared/views/approval-view.ts';

export const approvalHandlers = (ledger: Ledger): Handlers<typeof agencyApprovalRoutes> => ({
  listAgencyApprovals: async ({ caller: { agency }, query }) =>
    pageAnswer(await agencyApprovals(ledger, agency, query), viewOf),

  listAccountApprovals: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await approvalsOf(ledger, { agency, account, spender: undefined }, query), viewOf),
});
