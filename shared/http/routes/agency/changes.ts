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
    summary: 'List what was changed and by whom, newest first',
    description:
      'A filtered page may hold fewer changes than the limit, or none, and still be followed by others: ' +
      'go on while there is a cursor. Who decided what of a credit request, and when, stands in the request itself, ' +
      'step by step.',
    query: z.strictObject({
      ...pageQuery,
      kind: changeKind.optional(),
      recordId: recordId.optional(),
    }),
    responses: { 200: { description: 'A page of changes.', body: listed(changeView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
