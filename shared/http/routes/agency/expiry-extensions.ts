import * as z from 'zod';
import { instantInput } from '../../../kernel/clock.ts';
import { accountInPath } from '../../../kernel/ids.ts';
import { line, text } from '../../../kernel/text.ts';
import { dryRunResponse } from '../dry-run.ts';
import { route } from '../../route.ts';
import { spendView } from '../views.ts';

export const expiryExtensionRoutes = {
  createExpiryExtension: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/expiry-extensions',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'key',
    dryRun: true,
    summary: 'Let credits expire later, or never',
    description:
      'Moves all credits of the account that expire at `from`. Credits that have expired cannot be extended, and ' +
      'no expiry moves to an earlier time. The history gets two entries of the kind `expiry_extension`: the credits ' +
      'go out and come in again. The response has the second one. The balance stays the same. A refund of credits ' +
      'that were spent before keeps their old expiry, unless credits of the same lot are still there.',
    params: z.strictObject({ accountId: accountInPath }),
    body: z
      .strictObject({
        from: instantInput.meta({
          description: 'When the credits expire now, exactly as the account shows it.',
        }),
        expiresAt: instantInput
          .nullable()
          .meta({ description: 'When they are to expire: later than `from`. Null for never.' }),
        reason: text(256).meta({ description: 'The customer reads this in the history.' }),
        reference: line(128).optional().meta({
          description: 'Your own ID of it. Without it, the ID of the extension.',
          example: 'C-1042',
        }),
      })
      .meta({ id: 'ExpiryExtensionInput' }),
    example: {
      params: { accountId: 'alice' },
      body: {
        from: '2027-01-31T00:00:00.000Z',
        expiresAt: '2027-03-31T00:00:00.000Z',
        reason: 'Our studio was closed',
      },
    },
    responses: { 201: { description: 'The credits expire later.', body: spendView }, ...dryRunResponse },
    problems: ['not_found', 'invalid_request', 'nothing_expires_then', 'idempotency_key_reused', 'busy'],
  }),
};
