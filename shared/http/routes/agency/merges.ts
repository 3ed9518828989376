import * as z from 'zod';
import { accountId, accountInput, accountInPath } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { dryRunView } from '../dry-run.ts';

const mergeView = z
  .object({
    account: accountId.meta({ description: 'The old account. Its ID leads to the other one from now on.' }),
    into: accountId,
  })
  .meta({ id: 'AccountMerge' });

export const mergeRoutes = {
  mergeAccount: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/merge',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Merge an account into another one',
    description:
      "This can't be undone. All credits of the account go to the other one, with their class, expiry and restriction; the " +
      'other one pays its debt. What it owns, its open invoices, its credit requests that wait for a decision and its allowances move. Sessions ' +
      'of the account end, and tokens that name it lead to the other one. What comes late for it, such as a payment, a refund, a chargeback or ' +
      'usage, counts in the other one. Both histories stay as they are, each with the entries of the merge. An account is ' +
      'refused while it holds credits, for orders or otherwise, or has spenders, and if others merged into it: `reasons` ' +
      'names all of it. After a timeout, send the request again: the merge goes on where it stopped. Once the credits have moved, the hourly sweep completes ' +
      'what is left. With `Prefer: dry-run`, the response shows the ' +
      'other account afterwards.',
    params: z.strictObject({ accountId: accountInPath }),
    body: z
      .strictObject({ into: accountInput.meta({ description: 'The account that stays.' }) })
      .meta({ id: 'AccountMergeInput' }),
    example: { params: { accountId: 'bob' }, body: { into: 'alice' } },
    responses: {
      200: {
        description:
          'The account has merged. With `Prefer: dry-run`: what would happen. Nothing was changed.',
        body: z.union([dryRunView, mergeView]),
      },
    },
    problems: [
      'invalid_request',
      'not_found',
      'unknown_account',
      'account_merged',
      'account_not_mergeable',
      'balance_limit',
      'lot_limit',
      'busy',
    ],
  }),
};
