import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { credits } from '../../../kernel/amount.ts';
import { instantInput, instantSchema } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { redemptionView } from '../store/codes.ts';
import { line } from '../../../kernel/text.ts';
import { eligibility, eligibilityInput } from '../../../table/items/price.ts';
import { promoBatchItem, promoBatchStatus } from '../../../table/items/promo-code.ts';
import { readWord } from '../../../kernel/worded-code.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { backward, isForward } from '../inputs.ts';
import { restriction } from '../views.ts';

const { usesPerCode, usesPerAccount } = promoBatchItem.shape;

export const promoCodesView = z
  .object({
    id: recordId.meta({
      description: 'Each random code of the batch starts with this.',
      example: 'K7Q2',
    }),
    code: z.string().optional().meta({ description: 'The code, if you worded it.' }),
    status: promoBatchStatus.meta({
      description: '`unfinished`: the request that creates the codes was interrupted. Send it again.',
    }),
    name: z.string(),
    credits: z.int(),
    codes: z.int(),
    creditsExpire: z
      .union([
        z.object({ at: instantSchema }).meta({ id: 'ExpiryAt' }),
        z.object({ afterDays: z.int() }).meta({ id: 'ExpiryAfterDays' }),
      ])
      .optional()
      .meta({ description: 'When the credits expire: at a time, or a number of days after the redemption.' }),
    onlyFor: restriction,
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    usesPerCode: z.int().nullable().meta({ description: 'Null means unlimited.' }),
    usesPerAccount: z.int(),
    eligibility: eligibility.optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'PromoBatch' });

const terms = z
  .strictObject({
    name: promoBatchItem.shape.name.meta({
      description: 'Customers read this in their history.',
      example: 'Spring sale',
    }),
    credits,
    codes: z.int().min(1).max(1000).optional().meta({ description: 'How many random codes to create.' }),
    code: line(40)
      .transform((code, context) => {
        const word = readWord(code);
        if (word) return word.shown;
        context.addIssue({
          code: 'custom',
          message: 'must have 5 to 16 letters A to Z and digits',
          ...because({ code: 'invalid_format' }),
        });
        return z.NEVER;
      })
      .optional()
      .meta({
        description:
          'Instead of `codes`: one code in your own words, such as WELCOME10. Anybody who hears of it can redeem it. It has ' +
          '5 to 16 letters A to Z and digits; case, spaces and dashes do not matter, and I, L and O are read as 1 and 0.',
      }),
    creditsExpire: z
      .union([
        z
          .strictObject({ at: instantInput.meta({ description: 'The credits expire at this time.' }) })
          .meta({ id: 'ExpiryAtInput' }),
        z
          .strictObject({
            afterDays: z.int().min(1).max(3650).meta({ description: 'Days after the redemption.' }),
          })
          .meta({ id: 'ExpiryAfterDaysInput' }),
      ])
      .optional()
      .meta({ description: 'When the credits expire: at a time, or a number of days after the redemption.' }),
    onlyFor: restriction,
    from: instantInput.optional().meta({ description: 'The codes are valid from this time.' }),
    to: instantInput.optional().meta({ description: 'The codes are valid until this time.' }),
    usesPerCode: usesPerCode
      .unwrap()
      .nullable()
      .optional()
      .meta({
        description:
          'How often each code can be redeemed in total. Null means unlimited. The default is 1 for random codes and null ' +
          'for a worded code.',
      }),
    usesPerAccount: usesPerAccount
      .default(1)
      .meta({ description: 'How many of these codes one account can redeem. It can redeem each code once.' }),
    eligibility: eligibilityInput.optional().meta({
      description: 'Who can redeem the codes: customers who meet every condition. Without it, everyone.',
    }),
  })
  .refine(({ codes, code }) => (codes === undefined) !== (code === undefined), {
    path: ['codes'],
    message: 'send either codes or code',
    ...because({ code: 'required' }),
  })
  .refine(isForward, backward)
  .meta({ id: 'PromoBatchInput' });

const accountRedemptionView = redemptionView.extend({ account: accountId }).meta({ id: 'AccountRedemption' });

const params = z.strictObject({ batchId: recordId });

export const promoCodeRoutes = {
  createPromoCodes: route({
    method: 'POST',
    path: '/v1/agency/promo-codes',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'key',
    summary: 'Create a batch of promo codes',
    description:
      'Returns the codes as CSV. Scrip stores only the hashes of random codes, so a repeated request gets ' +
      '`codes_already_shown`. If the first request was interrupted, the repeated one completes it.',
    body: terms,
    example: { body: { name: 'Spring sale', credits: 25, codes: 10, creditsExpire: { afterDays: 90 } } },
    responses: {
      201: {
        description: 'A header line `code,name,credits`, then one line for each code.',
        body: z.string(),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'Content-Disposition': 'attachment', Location: 'The path of the batch.' },
      },
    },
    problems: ['not_found', 'idempotency_key_reused', 'codes_already_shown', 'code_taken', 'busy'],
  }),
  listPromoCodes: route({
    method: 'GET',
    path: '/v1/agency/promo-codes',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List batches of promo codes, without the codes',
    query: z.strictObject({
      ...pageQuery,
      limit: pageQuery.limit.meta({ description: 'The number of batches on a page, not of codes.' }),
    }),
    responses: { 200: { description: 'A page of batches.', body: listed(promoCodesView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getPromoCodes: route({
    method: 'GET',
    path: '/v1/agency/promo-codes/{batchId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get the rules of a batch of promo codes',
    params,
    responses: { 200: { description: 'The batch.', body: promoCodesView } },
    problems: ['not_found', 'busy'],
  }),
  listPromoCodeRedemptions: route({
    method: 'GET',
    path: '/v1/agency/promo-codes/{batchId}/redemptions',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List who redeemed the codes of a batch',
    description:
      '`limit` counts accounts. An account that redeemed several codes is listed several times. A new redemption may take ' +
      'a moment to appear.',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of redemptions.', body: listed(accountRedemptionView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  withdrawPromoCodes: route({
    method: 'DELETE',
    path: '/v1/agency/promo-codes/{batchId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Withdraw a batch of promo codes',
    description:
      'None of the codes can be redeemed any more. Credits already redeemed remain. Repeating it has no ' +
      'further effect.',
    params,
    responses: { 200: { description: 'The batch.', body: promoCodesView } },
    problems: ['not_found', 'busy'],
  }),
};
