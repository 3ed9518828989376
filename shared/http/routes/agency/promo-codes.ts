import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantInput, instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { eligibility } from '../../../table/items/price.ts';
import { promoBatchItem, promoBatchStatus } from '../../../table/items/promo-code.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';

const { usesPerCode, usesPerAccount } = promoBatchItem.shape;

export const promoCodesView = z.object({
  id: recordId.meta({ description: 'What each of the codes begins with.', example: 'K7Q2' }),
  status: promoBatchStatus.meta({
    description: 'unfinished: the request that makes them was cut off, and is to be sent again.',
  }),
  name: z.string(),
  credits: z.int(),
  codes: z.int(),
  creditsExpire: z
    .union([z.object({ at: instantSchema }), z.object({ afterDays: z.int() })])
    .optional()
    .meta({ description: 'When the credits expire: at a time, or days after they came.' }),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  usesPerCode: z.int().nullable().meta({ description: 'null: without end.' }),
  usesPerAccount: z.int(),
  eligibility: eligibility.optional(),
  createdAt: instantSchema,
});

const terms = z
  .strictObject({
    name: promoBatchItem.shape.name.meta({
      description: 'What customers read in their history.',
      example: 'Spring sale',
    }),
    credits,
    codes: z.int().min(1).max(1000).meta({ description: 'How many codes to make.' }),
    creditsExpire: z
      .union([z.strictObject({ at: instantInput }), z.strictObject({ afterDays: z.int().min(1).max(3650) })])
      .optional()
      .meta({ description: 'When the credits expire: at a time, or days after they came.' }),
    from: instantInput.optional().meta({ description: 'The codes are valid from this time on.' }),
    to: instantInput.optional().meta({ description: 'The codes are valid before this time.' }),
    usesPerCode: usesPerCode.unwrap().nullable().default(1).meta({
      description: 'How often each code may be redeemed, by everybody together; null: without end.',
    }),
    usesPerAccount: usesPerAccount
      .default(1)
      .meta({ description: 'How many codes of these one account may redeem; each of them once.' }),
    eligibility: z.strictObject(eligibility.shape).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['from'],
    message: 'from must be before to',
  });

const params = z.strictObject({ batchId: recordId });

export const promoCodeRoutes = {
  createPromoCodes: route({
    method: 'POST',
    path: '/v1/agency/promo-codes',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Make promo codes that follow the same rules',
    description:
      'Answers with the codes as CSV. They are shown this once and are kept as hashes only, so that the same request ' +
      'is answered `codes_already_shown` when it is repeated; one that was cut off before is carried out.',
    idempotent: true,
    body: terms,
    responses: {
      201: {
        description: 'A line for each code: `code,name,credits`.',
        body: z.string(),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'Content-Disposition': 'attachment', Location: 'Where to read of these codes.' },
      },
    },
    problems: ['not_found', 'idempotency_key_reused', 'codes_already_shown', 'busy'],
  }),
  listPromoCodes: route({
    method: 'GET',
    path: '/v1/agency/promo-codes',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List the promo codes that were made, without the codes',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of what was made.', body: listed(promoCodesView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getPromoCodes: route({
    method: 'GET',
    path: '/v1/agency/promo-codes/{batchId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read the rules of promo codes that were made together',
    params,
    responses: { 200: { description: 'Their rules.', body: promoCodesView } },
    problems: ['not_found', 'busy'],
  }),
  withdrawPromoCodes: route({
    method: 'DELETE',
    path: '/v1/agency/promo-codes/{batchId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Withdraw promo codes: from now on none of them is redeemed',
    description: 'Credits that they brought stay. Withdrawing them again changes nothing.',
    params,
    responses: { 200: { description: 'Their rules.', body: promoCodesView } },
    problems: ['not_found', 'busy'],
  }),
};
