import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { creditRequestMethod, creditRequestStatus } from '../../table/items/decision.ts';

const step = z.object({
  name: z.string(),
  status: z
    .enum(['approved', 'rejected', 'current', 'open'])
    .meta({ description: 'current: to be decided now; open: not decided.' }),
  decidedAt: instantSchema.optional(),
});

const request = z.object({
  id: recordId,
  status: creditRequestStatus,
  method: creditRequestMethod,
  packageId: recordId.optional(),
  label: z.string(),
  credits: z.int(),
  bonusCredits: z.int(),
  price: money,
  reference: z.string().meta({ description: 'To be written on the payment.', example: 'K7QM-2F9X' }),
  reason: z
    .string()
    .optional()
    .meta({ description: 'Why it was rejected: the words of whoever did, or `expired`.' }),
  createdAt: instantSchema,
  expiresAt: instantSchema.meta({ description: 'From this time on nobody can accept it.' }),
  decidedAt: instantSchema.optional(),
  entry: z
    .object({ number: z.int(), at: instantSchema })
    .optional()
    .meta({ description: 'Where the credits came in: the entry of the history.' }),
});

export const proofView = z.object({
  id: recordId,
  at: instantSchema,
  note: z.string().optional(),
  links: z.array(z.string()).optional(),
  uploadId: recordId.optional(),
});

export const uploadView = z.object({
  uploadId: recordId,
  url: z.url().meta({ description: 'Where to PUT the file.' }),
  headers: z
    .object({ 'content-type': z.string(), 'content-length': z.string() })
    .meta({ description: 'To be sent with the file, as they are.' }),
  expiresAt: instantSchema,
});

/** A credit request in its customer's list. */
export const creditRequestView = request.extend({ steps: z.array(step) });

/** A credit request as its customer reads it. */
export const creditRequestDetail = creditRequestView.extend({
  instructions: z
    .string()
    .optional()
    .meta({ description: "How to pay, in the agency's words, while the request is pending." }),
  proofs: z.array(proofView).meta({ description: 'Oldest first.' }),
});

/** A credit request in the list of those who decide. */
export const agencyCreditRequestView = request.extend({
  account: accountId,
  requestedBy: accountId,
  steps: z.array(
    step.extend({
      role: z.string().optional().meta({ description: 'Who decides must have this role.' }),
      decidedBy: accountId.optional(),
      note: z.string().optional(),
    }),
  ),
  refusal: z
    .object({ code: z.string().meta({ example: 'balance_limit' }), at: instantSchema })
    .optional()
    .meta({
      description:
        'Why the last approval could not be carried out, by the code of a problem, and when. ' +
        'It moved no credits: while the request is pending, its step can be decided anew.',
    }),
  proofCount: z.int(),
  remindedAt: instantSchema.optional(),
});

/** A credit request as those who decide read it. */
export const agencyCreditRequestDetail = agencyCreditRequestView.extend({
  proofs: z
    .array(
      proofView.extend({
        url: z
          .url()
          .optional()
          .meta({ description: 'Where to fetch the file that was uploaded, for a quarter of an hour.' }),
      }),
    )
    .meta({ description: 'Oldest first.' }),
});

export const decisionView = z.object({
  decisionId: z.string(),
  request: agencyCreditRequestView.meta({ description: 'As it stood when the decision came.' }),
});
