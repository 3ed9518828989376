import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { dryRunResponse } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { route, THROTTLE_CODES } from '../../route.ts';

export const redemptionView = z
  .object({
    name: z
      .string()
      .optional()
      .meta({ description: "The agency's name for the promotion. Without it, the credits were a gift." }),
    hint: z.string().meta({ description: 'The last characters of the code.', example: 'K7Q2M' }),
    credits: z.int(),
    expiresAt: instantSchema.optional().meta({ description: 'When the credits expire.' }),
    at: instantSchema,
    entry: z.int().meta({ description: 'The number of the entry that added the credits.' }),
  })
  .meta({ id: 'Redemption' });

export const codeRoutes = {
  createRedemption: route({
    method: 'POST',
    path: '/v1/redemptions',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'key',
    dryRun: true,
    throttle: THROTTLE_CODES,
    summary: 'Redeem a promo code or a gift',
    description:
      'Case, spaces, dashes and invisible characters in the code do not matter. After three invalid codes ' +
      'within ten minutes, every code is refused with `too_many_attempts` until the first of them is ten ' +
      'minutes old. An account holds credits with up to 400 different expiry days. Then `lot_limit` refuses ' +
      'codes whose credits expire on yet another day; the code stays unused.',
    body: z
      .strictObject({
        code: z
          .string()
          .min(1)
          .max(200)
          .meta({ description: 'The code as the customer typed it.', example: 'XXXX-XXXX-XXXX-XXXX-XXXXX' }),
      })
      .meta({ id: 'RedemptionInput' }),
    example: { body: { code: 'K7Q2-9F4M-XR3T-6WPA-8HJNC' } },
    responses: { 201: { description: 'The credits are added.', body: redemptionView }, ...dryRunResponse },
    problems: [
      'code_invalid',
      'code_expired',
      'code_not_yet_valid',
      'code_already_used',
      'code_exhausted',
      'code_restricted',
      'too_many_attempts',
      'not_found',
      'idempotency_key_reused',
      'balance_limit',
      'lot_limit',
      'busy',
    ],
  }),
  listRedemptions: route({
    method: 'GET',
    path: '/v1/redemptions',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List redemptions',
    description:
      '`limit` counts batches of promo codes: a page holds all redemptions from each batch, newest first within ' +
      'the page.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of redemptions.', body: listed(redemptionView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
