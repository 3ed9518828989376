import * as z from 'zod';
import { accountInPath } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { approvalList } from '../approval-views.ts';

export const accountApprovalRoutes = {
  listAccountApprovals: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/approvals',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List what an account's spenders asked for beyond their budgets, newest first",
    params: z.strictObject({ accountId: accountInPath }),
    ...approvalList,
  }),
};
