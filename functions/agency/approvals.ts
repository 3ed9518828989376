import { approvalsOf } from '../../shared/approvals/read-approvals.ts';
import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountApprovalRoutes } from '../../shared/http/routes/agency/approvals.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { viewOf } from '../../shared/views/approval-view.ts';

export const listAccountApprovals =
  (ledger: Ledger): Handler<typeof accountApprovalRoutes.listAccountApprovals> =>
  async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await approvalsOf(ledger, { agency, account, spender: undefined }, query), viewOf);
