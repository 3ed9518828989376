import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { changeKind } from '../../../table/items/change.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { changeView } from './views.ts';

export const changeRoutes = {
  listChanges: route({
    method: 'GET',
    path: '/v1/agency/changes',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List the audit log: who changed what, newest first',
    description:
      'With a filter, a page may hold fewer changes than `limit`, or none, even if more follow. Decisions ' +
      'on a credit request are not in this list: the credit request itself shows who decided each step and ' +
      'when.',
    query: z.strictObject({
      ...pageQuery,
      kind: changeKind.optional().meta({ description: 'Return only changes of this kind.' }),
      recordId: recordId.optional().meta({ description: 'Return only changes of what has this ID.' }),
    }),
    responses: { 200: { description: 'A page of changes.', body: listed(changeView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
