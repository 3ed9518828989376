import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { reconciliationView } from './views.ts';

export const reconciliationRoutes = {
  listReconciliations: route({
    method: 'GET',
    path: '/v1/agency/reconciliations',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List reconciliation reports, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of reports.', body: listed(reconciliationView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getReconciliation: route({
    method: 'GET',
    path: '/v1/agency/reconciliations/{reconciliationId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a reconciliation report',
    params: z.strictObject({ reconciliationId: recordId }),
    responses: { 200: { description: 'The report.', body: reconciliationView } },
    problems: ['not_found', 'busy'],
  }),
};
