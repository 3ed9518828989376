import * as z from 'zod';
import { accountInPath } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { listed } from '../../page.ts';
import { agencyApprovalView, approvalList } from '../approval-views.ts';

const responses = { 200: { description: 'A page of approvals.', body: listed(agencyApprovalView) } };

export const agencyApprovalRoutes = {
  listAgencyApprovals: route({
    method: 'GET',
    path: '/v1/agency/approvals',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List what spenders of all accounts asked for beyond their budgets, newest first',
    ...approvalList,
    description: 'With a status, a page may hold fewer approvals than `limit`, or none, even if more follow.',
    responses,
  }),
  listAccountApprovals: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/approvals',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List what an account's spenders asked for beyond their budgets, newest first",
    params: z.strictObject({ accountId: accountInPath }),
    ...approvalList,
    responses,
  }),
};
