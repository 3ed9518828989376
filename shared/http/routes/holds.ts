import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { listed } from '../page.ts';
import { route } from '../route.ts';
import { dryRunResponse, dryRunView } from './dry-run.ts';
import { budgetProblems } from './spenders.ts';
import { capturedView, captureInput, holdInput, holdsQuery, holdView } from './hold-views.ts';

const params = z.strictObject({ holdId: recordId });

/** What customers and agencies do with holds alike. */
export const holding = {
  create: {
    idempotency: 'key',
    dryRun: true,
    body: holdInput,
    responses: { 201: { description: 'The credits are held.', body: holdView }, ...dryRunResponse },
    problems: [
      'insufficient_credits',
      'account_in_debt',
      ...budgetProblems,
      'hold_limit',
      'credit_payments_disabled',
      'idempotency_key_reused',
      'not_found',
      'busy',
    ],
  },
  list: {
    idempotency: 'none',
    description:
      'A new hold may take a moment to appear. With a status, a page may hold fewer holds than `limit`, or none, even if ' +
      'more follow.',
    query: holdsQuery,
    responses: { 200: { description: 'A page of holds.', body: listed(holdView) } },
    problems: ['invalid_cursor', 'busy'],
  },
  get: {
    idempotency: 'none',
    responses: { 200: { description: 'The hold.', body: holdView } },
    problems: ['not_found', 'busy'],
  },
  capture: {
    idempotency: 'key',
    dryRun: true,
    body: captureInput,
    responses: { 201: { description: 'The credits are spent.', body: capturedView }, ...dryRunResponse },
  },
  release: {
    idempotency: 'natural',
    dryRun: true,
    responses: {
      200: {
        description: 'The released hold. With `Prefer: dry-run`: what the release would do.',
        body: z.union([holdView, dryRunView]),
      },
    },
  },
} as const;

export const CAPTURE_DESCRIPTION =
  'Spends up to what the hold holds, whatever else the account has, and gives the rest back. Credits that expired while ' +
  'they were held can be captured, and expire when they are given back. A hold takes at most 20 captures.';

export const RELEASE_DESCRIPTION =
  'The credits return to the lots that they were drawn from. Takes no body. Repeating it has no further effect.';

export const holdRoutes = {
  createHold: route({
    method: 'POST',
    path: '/v1/holds',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Hold credits for later',
    description:
      'Sets credits aside for something whose price is not known yet. They are no longer available, and count in the ' +
      'balance until they are captured. At most 20 holds can be open.',
    ...holding.create,
    example: { body: { amount: 50, reference: 'job-1042', seconds: 3600 } },
  }),
  listHolds: route({
    method: 'GET',
    path: '/v1/holds',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List holds, newest first',
    ...holding.list,
  }),
  getHold: route({
    method: 'GET',
    path: '/v1/holds/{holdId}',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'Get a hold',
    params,
    ...holding.get,
  }),
  captureHold: route({
    method: 'POST',
    path: '/v1/holds/{holdId}/capture',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Capture a hold: spend its credits in part or in full',
    description: `${CAPTURE_DESCRIPTION} Customers cannot capture what the agency holds, and a session of a spender only what this spender holds.`,
    params,
    ...holding.capture,
    example: { body: { amount: 30 } },
    problems: [
      'not_found',
      'hold_of_agency',
      'owner_required',
      'hold_of_order',
      'hold_not_open',
      'hold_exceeded',
      'capture_limit',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  releaseHold: route({
    method: 'POST',
    path: '/v1/holds/{holdId}/release',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Release a hold: give its credits back',
    description: `${RELEASE_DESCRIPTION} Customers cannot release what the agency holds, and a session of a spender only what this spender holds.`,
    params,
    ...holding.release,
    problems: ['not_found', 'hold_of_agency', 'owner_required', 'hold_of_order', 'hold_not_open', 'busy'],
  }),
};
