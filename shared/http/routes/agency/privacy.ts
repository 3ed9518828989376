import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { accountId, accountInPath } from '../../../kernel/ids.ts';
import { erasureStep } from '../../../table/items/erasure.ts';
import { route } from '../../route.ts';

const erasureView = z
  .object({
    account: accountId,
    status: z.enum(['running', 'done']).meta({ id: 'ErasureStatus' }),
    step: erasureStep.optional().meta({ description: 'What is being erased now. Absent once all is done.' }),
    requestedAt: instantSchema,
    requestedBy: z.string().meta({ description: 'Who asked for it: a person, or an API key by its ID.' }),
    retentionDays: z
      .int()
      .min(0)
      .meta({ description: "The agency's `retentionDays` at that time, or 0 if it had none." }),
    entries: z
      .int()
      .min(0)
      .meta({ description: 'The number of entries at that time. Later entries are not erased.' }),
    completedAt: instantSchema.optional(),
  })
  .meta({ id: 'Erasure' });

const exportView = z
  .object({
    url: z.string().meta({ description: 'Where to fetch the archive, without a token.' }),
    expiresAt: instantSchema.meta({ description: 'The link works until this time.' }),
    lines: z.int().min(1).meta({ description: 'The number of lines in the archive.' }),
  })
  .meta({ id: 'AccountExport' });

const params = z.strictObject({ accountId: accountInPath });

export const privacyRoutes = {
  eraseAccount: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/erasure',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Erase the personal data of an account',
    description:
      "This can't be undone. It erases the profile, and every note, label, free reference, reason, proof of payment and " +
      'payment link of the account: in its history, orders, invoices and credit requests, in the audit log and in the ' +
      'deliveries of events. Its sessions end. Entries, amounts, times and IDs stay, and so does the ID of the account; ' +
      'the audit still verifies the history. The account must be settled: no credits, no debt, nothing open. A large ' +
      'account takes several steps (202): Scrip continues every hour, and each repeated request continues at once.',
    params,
    responses: {
      200: { description: 'Everything is erased.', body: erasureView },
      202: { description: 'The erasure has begun and continues.', body: erasureView },
    },
    problems: ['account_not_settled', 'retention_not_over', 'not_found', 'busy'],
  }),
  getErasure: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/erasure',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "Get an account's erasure",
    description: 'There is none (404) until somebody asks for it.',
    params,
    responses: { 200: { description: 'Who asked for it, when, and how far it is.', body: erasureView } },
    problems: ['not_found', 'busy'],
  }),
  exportAccount: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/export',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Export everything of an account',
    description:
      'One archive of JSON lines, compressed by gzip: profile, balance, entries, checkouts, receipts, redemptions, ' +
      'purchases, library, downloads, orders, invoices, credit requests with their proofs, and sessions without their ' +
      'secrets. `type` says what a line is. The archive is deleted after a day, and the audit log says who asked for it. ' +
      'It contains your own note on the account: read it before you pass the archive on.',
    params,
    responses: { 201: { description: 'The archive is ready.', body: exportView } },
    problems: ['not_found', 'busy'],
  }),
};
