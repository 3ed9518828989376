import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { dryRunResponse, dryRunView } from '../dry-run.ts';
import { budgetProblems } from '../spenders.ts';
import { entryView } from '../views.ts';

const MAX_DAYS = 365;

export const giftStatus = z.enum(['open', 'redeemed', 'taken_back', 'expired']).meta({ id: 'GiftStatus' });

const giftInput = z
  .strictObject({
    amount: credits,
    note: text(256)
      .optional()
      .meta({ description: 'Who redeems the code reads this in the history.', example: 'Happy birthday' }),
    days: z
      .int()
      .min(1)
      .max(MAX_DAYS)
      .default(90)
      .meta({ description: 'Days until the credits go back, unless the code is redeemed first.' }),
  })
  .meta({ id: 'GiftInput' });

export const giftView = z
  .object({
    id: recordId,
    status: giftStatus,
    amount: z.int().meta({ description: 'The credits that were given.' }),
    code: z.string().optional().meta({
      description: 'What the recipient redeems. Shown while the gift is open.',
      example: 'GIFT-9F4M-XR3T-6WPA-8HJNC',
    }),
    hint: z.string().meta({ description: 'The last characters of the code.', example: 'K7Q2M' }),
    note: z.string().optional(),
    createdAt: instantSchema,
    expiresAt: instantSchema.meta({ description: 'From this time on, the code cannot be redeemed.' }),
    endedAt: instantSchema
      .optional()
      .meta({ description: 'When it was redeemed, or its credits went back.' }),
    credits: z.int().optional().meta({
      description: 'The credits that were left at its end. Some may have expired, or be taken back.',
    }),
  })
  .meta({ id: 'Gift' });

const params = z.strictObject({ giftId: recordId });

export const giftRoutes = {
  createGift: route({
    method: 'POST',
    path: '/v1/gifts',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'key',
    dryRun: true,
    summary: 'Turn credits into a code that somebody else redeems',
    description:
      'The agency must allow transfers. Credits keep their class and expiry. Who has the code redeems it like a promo code, ' +
      'and sees the note and the name in the profile of the giver. At most 20 gifts can be open.',
    body: giftInput,
    example: { body: { amount: 5, note: 'Happy birthday', days: 30 } },
    responses: {
      201: {
        description: 'The gift. Repeating the request answers the same code.',
        body: z
          .object({
            gift: giftView,
            entry: entryView.meta({ description: 'The entry in the history of the giver.' }),
          })
          .meta({ id: 'GivenGift' }),
      },
      ...dryRunResponse,
    },
    problems: [
      'insufficient_credits',
      'account_in_debt',
      ...budgetProblems,
      'transfers_disabled',
      'gift_limit',
      'balance_limit',
      'lot_limit',
      'idempotency_key_reused',
      'not_found',
      'busy',
    ],
  }),
  listGifts: route({
    method: 'GET',
    path: '/v1/gifts',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'none',
    summary: 'List gifts, newest first',
    description:
      'Needs the scope to spend, since it shows codes. A new gift may take a moment to appear. A session of a spender sees only ' +
      'the codes that this spender gave.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of gifts.', body: listed(giftView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getGift: route({
    method: 'GET',
    path: '/v1/gifts/{giftId}',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'none',
    summary: 'Get a gift',
    params,
    responses: { 200: { description: 'The gift.', body: giftView } },
    problems: ['not_found', 'busy'],
  }),
  takeBackGift: route({
    method: 'POST',
    path: '/v1/gifts/{giftId}/take-back',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Take a gift back that nobody has redeemed',
    description:
      'The credits return to the lots that they came from. Takes no body. Repeating it has no further effect. A session of a ' +
      'spender can take back only what this spender gave.',
    params,
    responses: {
      200: {
        description: 'The gift. With `Prefer: dry-run`: what taking it back would do.',
        body: z.union([giftView, dryRunView]),
      },
    },
    problems: ['not_found', 'gift_not_open', 'owner_required', 'balance_limit', 'lot_limit', 'busy'],
  }),
};
