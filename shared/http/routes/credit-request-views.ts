import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { creditRequestMethod, creditRequestStatus } from '../../table/items/decision.ts';
import { soldRestrictions } from './views.ts';
import { paymentDetail } from '../../table/items/settings.ts';

const step = z
  .object({
    name: z.string(),
    status: z
      .enum(['approved', 'rejected', 'current', 'open'])
      .meta({ description: '`current`: the step to decide now. `open`: a later step.' }),
    decidedAt: instantSchema.optional(),
  })
  .meta({ id: 'CreditRequestStep' });

const request = z.object({
  id: recordId,
  status: creditRequestStatus,
  method: creditRequestMethod,
  packageId: recordId.optional(),
  label: z.string(),
  credits: z.int(),
  bonusCredits: z.int(),
  ...soldRestrictions,
  price: money,
  reference: z.string().meta({ description: 'The reference to write on the payment.', example: 'K7QM-2F9X' }),
  reason: z
    .string()
    .optional()
    .meta({ description: 'Why it was rejected: the note of the person who rejected it, or `expired`.' }),
  createdAt: instantSchema,
  expiresAt: instantSchema.meta({ description: "It can't be accepted from this time on." }),
  decidedAt: instantSchema.optional(),
  entry: z
    .object({ number: z.int(), at: instantSchema })
    .meta({ id: 'EntryPlace' })
    .optional()
    .meta({ description: 'The entry that added the credits.' }),
});

export const proofView = z
  .object({
    id: recordId,
    at: instantSchema,
    note: z.string().optional(),
    links: z.array(z.string()).optional(),
    uploadId: recordId.optional(),
  })
  .meta({ id: 'Proof' });

export const uploadView = z
  .object({
    uploadId: recordId,
    url: z.url().meta({ description: 'The URL to PUT the file to.' }),
    headers: z
      .object({ 'content-type': z.string(), 'content-length': z.string(), 'if-none-match': z.literal('*') })
      .meta({ id: 'UploadHeaders' })
      .meta({ description: 'Send exactly these headers with the file. The URL accepts one file, once.' }),
    expiresAt: instantSchema,
  })
  .meta({ id: 'Upload' });

/** A credit request in its customer's list. */
export const creditRequestView = request.extend({ steps: z.array(step) }).meta({ id: 'CreditRequest' });

/** A credit request as its customer reads it. */
export const creditRequestDetail = creditRequestView
  .extend({
    instructions: z
      .string()
      .optional()
      .meta({ description: "The agency's payment instructions, while the credit request is pending." }),
    paymentDetails: z.array(paymentDetail).optional().meta({
      description: 'What the customer copies into the payment, while the credit request is pending.',
    }),
    proofs: z.array(proofView).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'CreditRequestDetail' });

/** A credit request in the list of those who decide. */
export const agencyCreditRequestView = request
  .extend({
    account: accountId,
    requestedBy: accountId,
    steps: z.array(
      step
        .extend({
          role: z
            .string()
            .optional()
            .meta({ description: 'The role that the person who decides must have.' }),
          decidedBy: accountId.optional(),
          note: z.string().optional(),
        })
        .meta({ id: 'AgencyCreditRequestStep' }),
    ),
    refusal: z
      .object({ code: z.string().meta({ example: 'balance_limit' }), at: instantSchema })
      .meta({ id: 'CreditRequestRefusal' })
      .optional()
      .meta({
        description:
          'The error code and the time of the last approval if it could not be executed. It added no credits. ' +
          'While the credit request is pending, the step can be decided again.',
      }),
    proofCount: z.int(),
    remindedAt: instantSchema.optional(),
  })
  .meta({ id: 'AgencyCreditRequest' });

/** A credit request as those who decide read it. */
export const agencyCreditRequestDetail = agencyCreditRequestView
  .extend({
    proofs: z
      .array(
        proofView
          .extend({
            url: z
              .url()
              .optional()
              .meta({ description: 'A link to the uploaded file, valid for 15 minutes.' }),
          })
          .meta({ id: 'AgencyProof' }),
      )
      .meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'AgencyCreditRequestDetail' });

export const decisionView = z
  .object({
    decisionId: z.string(),
    request: agencyCreditRequestView.meta({ description: 'The credit request at the time of the decision.' }),
  })
  .meta({ id: 'Decision' });
