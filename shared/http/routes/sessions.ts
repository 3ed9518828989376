import * as z from 'zod';
import { ascii } from '../../kernel/text.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { CUSTOMER_SCOPES } from '../../kernel/scopes.ts';
import { route, THROTTLE_CODES } from '../route.ts';

/** What both sides learn of a session. */
export const sessionShape = {
  token: z.string().meta({
    description: 'Send it as `Authorization: Bearer <token>`. Scrip stores only a hash.',
    example: 'scrip_session_acme_…',
  }),
  account: accountId.meta({ description: 'The account that the session is for.', example: 'alice' }),
  scopes: z.array(z.enum(CUSTOMER_SCOPES)).meta({ description: 'What the session may do.' }),
  spender: recordId.optional().meta({ description: 'The spender under whose budget it spends.' }),
  expiresAt: instantSchema.meta({ description: 'The session works until this time.' }),
};

/** Longer than any code that we give out. */
const MAX_CODE_LENGTH = 256;

export const redeemSessionRoutes = {
  redeemSession: route({
    method: 'POST',
    path: '/v1/sessions',
    lambda: 'account',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_CODES,
    summary: 'Redeem the code of a sign-in link',
    description:
      'For the portal. The code stands in the fragment of the link, so that it reaches no server by itself. It yields the ' +
      'token of the session once, within a minute; opening the link alone redeems nothing.',
    body: z
      .strictObject({
        code: ascii(MAX_CODE_LENGTH).meta({
          description: 'What follows `#code=` in the link.',
          example: 'scrip_link_acme_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        }),
      })
      .meta({ id: 'SessionCodeInput' }),
    example: { body: { code: 'scrip_link_acme' } },
    responses: {
      200: {
        description: 'The session.',
        body: z
          .object({
            ...sessionShape,
            returnUrl: z.string().optional().meta({ description: 'Where to send the customer back to.' }),
          })
          .meta({ id: 'Session' }),
      },
    },
    problems: ['link_invalid', 'upgrading', 'busy'],
  }),
};
