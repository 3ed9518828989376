import type * as z from 'zod';
import type { ApprovalNow } from '../approvals/read-approvals.ts';
import type { agencyApprovalView, approvalView } from '../http/routes/approval-views.ts';

/** An approval, for its account's owner, its spender and the agency. */
export const viewOf = (approval: ApprovalNow): z.input<typeof approvalView> => {
  const { id, status, spender, kind, amount, reference, label, note, createdAt, endsAt, decided } = approval;
  return {
    id,
    status,
    spender,
    kind,
    amount,
    reference,
    label,
    note,
    createdAt,
    endsAt,
    decidedAt: decided?.at,
    entry: decided?.entry?.number,
  };
};

/** The same for an agency, which looks after many accounts. */
export const agencyViewOf = (approval: ApprovalNow): z.input<typeof agencyApprovalView> => ({
  ...viewOf(approval),
  account: approval.account,
});
