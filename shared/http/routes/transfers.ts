import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { accountInput, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { route } from '../route.ts';
import { budgetProblems } from './spenders.ts';
import { dryRunResponse } from './dry-run.ts';
import { entryView } from './views.ts';

const recipient = z
  .union([
    z.strictObject({ account: accountInput.meta({ description: 'The ID of the account.' }) }).meta({
      id: 'RecipientAccount',
    }),
    z
      .strictObject({
        externalId: line(128).meta({
          description: "The agency's ID of the customer, exactly as in the profile.",
          example: 'C-1042',
        }),
      })
      .meta({ id: 'RecipientExternalId' }),
  ])
  .meta({ id: 'Recipient' });

const transferInput = z
  .strictObject({
    to: recipient.meta({ description: 'Who receives the credits: an account of the same agency.' }),
    amount: credits,
    note: text(256)
      .optional()
      .meta({ description: 'Sender and recipient read this in their histories.', example: 'Happy birthday' }),
  })
  .meta({ id: 'TransferInput' });

const transferView = z
  .object({
    id: recordId.meta({ description: 'The ID of the transfer: the `reference` of both entries.' }),
    entry: entryView.meta({ description: 'The entry in the history of the sender.' }),
  })
  .meta({ id: 'Transfer' });

/** What customers and agencies do alike. */
export const transferring = {
  idempotency: 'key',
  dryRun: true,
  body: transferInput,
  responses: { 201: { description: 'The credits are sent.', body: transferView }, ...dryRunResponse },
  problems: [
    'insufficient_credits',
    'account_in_debt',
    ...budgetProblems,
    'transfers_disabled',
    'recipient_not_found',
    'too_many_attempts',
    'recipient_full',
    'idempotency_key_reused',
    'not_found',
    'busy',
  ],
} as const;

export const transferRoutes = {
  createTransfer: route({
    method: 'POST',
    path: '/v1/transfers',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Send credits to another account',
    description:
      'Credits keep their class and expiry. Unless the agency allows more, only paid credits can be sent: `available` of ' +
      '`insufficient_credits` counts these alone. The recipient sees the note, and the name in the profile of the sender.',
    ...transferring,
    example: { body: { to: { account: 'bob' }, amount: 5, note: 'Happy birthday' } },
  }),
};
