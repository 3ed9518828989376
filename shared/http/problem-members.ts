import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { accountId, recordId } from '../kernel/ids.ts';
import { mergeObstacle } from '../table/items/merge-obstacle.ts';
import { openMatter } from '../table/items/erasure.ts';
import { onlyFor, restrictedCredits } from '../table/items/only-for.ts';
import { faultReason } from '../kernel/fault.ts';
import type { ProblemCode } from './errors.ts';

const lack = () => ({
  available: z.int().min(0).meta({ description: 'The credits that the account can spend on this now.' }),
  shortfall: z.int().min(0).meta({ description: 'The credits that are missing.' }),
  restricted: restrictedCredits.optional().meta({
    description:
      'The credits beside `available` that can be spent on other things only. Absent if there are none.',
  }),
});

const fault = () =>
  z
    .object({
      in: z
        .enum(['path', 'query', 'header', 'body'])
        .meta({ description: 'The part of the request that is wrong.' }),
      pointer: z.string().meta({
        description: 'Where in that part, as a JSON Pointer (RFC 6901).',
        example: '/price/amount',
      }),
      message: z.string().meta({ description: 'What is wrong, for people.' }),
      ...faultReason.shape,
    })
    .meta({ id: 'Fault' });

const claim = (description: string, example: string) => z.string().meta({ description, example });

const neededClaims = () =>
  z
    .object({
      agency: claim('Names the agency. Absent if the deployment serves one agency.', 'agency_id').optional(),
      account: claim("Names the customer's account.", 'sub'),
      region: claim('Names the region in which the customer buys.', 'region'),
      roles: claim('Lists the roles: a list, or one text with spaces between them.', 'roles'),
      scopes: claim('Lists the scopes, with spaces between them.', 'scope'),
    })
    .meta({ id: 'NeededClaims', description: 'The names of the claims that an access token needs.' });

/** What a problem says beside its code, for programs. Nothing else leaves with it. */
const problemMembers = () =>
  ({
    invalid_request: z.object({
      faults: z
        .array(fault())
        .optional()
        .meta({ description: 'What is wrong, and where: at most 20 faults.' }),
    }),
    insufficient_credits: z.object(lack()),
    amount_exceeds_balance: z.object(lack()),
    budget_exceeded: z.object({
      spender: recordId.meta({ description: 'The ID of the spender.' }),
      limit: z.enum(['per_call', 'per_day', 'per_month']).meta({
        description: 'The limit that leaves the fewest credits.',
      }),
      left: z.int().min(0).meta({ description: 'The credits that this limit leaves now.' }),
      startsAnewAt: instantSchema
        .optional()
        .meta({ description: 'When this limit starts anew. Absent of the limit of one call.' }),
    }),
    approval_pending: z.object({
      approval: recordId.meta({ description: 'The ID of the approval.' }),
      endsAt: instantSchema.meta({ description: 'When it expires, if nobody decides it.' }),
    }),
    approval_declined: z.object({
      approval: recordId.meta({ description: 'The ID of the approval.' }),
    }),
    approval_not_open: z.object({
      approvalStatus: z
        .enum(['approved', 'declined', 'expired'])
        .meta({ description: 'Why it is no longer open.' }),
    }),
    spender_restricted: z.object({
      onlyFor: onlyFor.meta({ description: 'What alone the spender may spend on.' }),
    }),
    account_in_debt: z.object({
      debt: z.int().min(1).meta({ description: 'The credits that the account owes.' }),
    }),
    account_merged: z.object({
      into: accountId.meta({ description: 'The account that has its credits now.' }),
    }),
    account_not_mergeable: z.object({
      reasons: z.array(mergeObstacle).meta({ description: 'Everything that keeps it from merging.' }),
    }),
    account_not_settled: z.object({
      reasons: z.array(openMatter).meta({ description: 'Everything that is still open.' }),
    }),
    retention_not_over: z.object({
      possibleFrom: instantSchema.meta({ description: 'The time from which the account can be erased.' }),
    }),
    missing_scope: z.object({
      scope: z.string().meta({ description: 'The scope that the operation requires.' }),
    }),
    scope_not_held: z.object({
      scopes: z.array(z.string()).meta({ description: 'The scopes that you do not have.' }),
    }),
    role_not_held: z.object({
      roles: z.array(z.string()).meta({ description: 'The roles that you do not have.' }),
    }),
    no_user_pool: z.object({ claims: neededClaims() }),
    role_missing: z.object({ role: z.string().meta({ description: 'The role that the step requires.' }) }),
    price_not_chargeable: z.object({
      reason: z
        .enum(['currency_not_supported', 'amount_too_small', 'amount_too_large', 'amount_not_whole'])
        .meta({ description: 'Why the payment provider cannot charge the price.' }),
      minimum: z.int().optional().meta({ description: 'The least that it charges, in minor units.' }),
      maximum: z.int().optional().meta({ description: 'The most that it charges, in minor units.' }),
      step: z.int().optional().meta({ description: 'It charges multiples of this many minor units.' }),
    }),
    amount_differs: z.object({
      credits: z
        .int()
        .min(0)
        .optional()
        .meta({ description: 'The price now, in credits. Absent if there is none any more.' }),
    }),
    amount_out_of_bounds: z.object({
      minimum: z.int().meta({ description: 'The fewest credits that the agency sells at once.' }),
      maximum: z.int().meta({ description: 'The most credits that the agency sells at once.' }),
    }),
    refund_exceeds_spend: z.object({
      refundable: z
        .int()
        .min(0)
        .meta({ description: 'The credits of the spend that can still be refunded.' }),
    }),
    hold_not_open: z.object({
      holdStatus: z
        .enum(['captured', 'released', 'expired'])
        .optional()
        .meta({ description: 'Why it is no longer open.' }),
    }),
    hold_exceeded: z.object({
      held: z.int().min(0).meta({ description: 'The credits that the hold still holds.' }),
    }),
    rotation_too_soon: z.object({
      possibleFrom: instantSchema
        .optional()
        .meta({ description: 'The time from which a rotation is possible again.' }),
    }),
    endpoint_not_allowed: z.object({
      reason: z
        .enum(['not_https', 'credentials_in_url', 'port_not_allowed', 'host_unknown', 'address_not_public'])
        .meta({ description: 'Why events cannot be sent to the address.' }),
    }),
    variant_required: z.object({
      variants: z.array(z.string()).meta({ description: 'The IDs of the variants to choose from.' }),
    }),
  }) satisfies Partial<Record<ProblemCode, z.ZodObject>>;

type Members = ReturnType<typeof problemMembers>;

/** What has to be said with a code. */
export type MembersOf<Code extends ProblemCode> = Code extends keyof Members
  ? z.input<Members[Code]>
  : unknown;

let schemas: Map<string, z.ZodObject> | undefined;

/**
 * The schema of what is said with a code, where there is anything. All are made with the first one: most instances of a Lambda
 * never answer a problem, and would start the later for them.
 */
export const membersOf = (code: ProblemCode): z.ZodObject | undefined =>
  (schemas ??= new Map(Object.entries(problemMembers()))).get(code);
