import { approve } from '../../shared/approvals/approve.ts';
import { decline } from '../../shared/approvals/decline.ts';
import { approvalNow, approvalOf, approvalsOf } from '../../shared/approvals/read-approvals.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { previewAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { approvalRoutes } from '../../shared/http/routes/approvals.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { holderOf } from '../../shared/spenders/spender-caller.ts';
import { viewOf } from '../../shared/views/approval-view.ts';

export const approvalHandlers = (ledger: Ledger): Handlers<typeof approvalRoutes> => ({
  listApprovals: async ({ caller, query }) => pageAnswer(await approvalsOf(ledger, caller, query), viewOf),

  getApproval: async ({ caller, params: { approvalId } }) =>
    answer(await approvalOf(ledger, caller, approvalId), (found) => okBody(viewOf(found))),

  approveApproval: async ({ caller, params: { approvalId }, dryRun }) => {
    const done = await approve(ledgerFor(ledger, { dryRun }), holderOf(caller), approvalId);
    return (
      previewAnswer(done) ??
      answer(done, ({ approval }) => okBody(viewOf(approvalNow(approval, ledger.now()))))
    );
  },

  declineApproval: async ({ caller, params: { approvalId } }) =>
    answer(await decline(ledger, holderOf(caller), approvalId), (approval) =>
      okBody(viewOf(approvalNow(approval, ledger.now()))),
    ),
});
