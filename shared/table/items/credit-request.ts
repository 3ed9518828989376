import * as z from 'zod';
import { credits, money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { decision, creditRequestMethod, creditRequestStatus } from './decision.ts';
import { entryPlace } from './entry.ts';
import { RESTRICTED, soldOnlyFor } from './only-for.ts';

/** A purchase of credits by bank transfer or in a cryptocurrency, which the agency approves step by step. */
export const creditRequestItem = numbered(
  RESTRICTED,
  z.object({
    id: recordId,
    agency: agencyId,
    account: accountId,
    version: z.int().min(0),
    /** Who asked for it: never one of those who decide. */
    requestedBy: accountId,
    method: creditRequestMethod,
    packageId: recordId.exactOptional(),
    credits,
    bonusCredits: z.int().min(0),
    ...soldOnlyFor,
    price: money,
    label: z.string().min(1),
    /** What the customer writes on the payment. */
    reference: z.string(),
    /** The steps of the agency's policy as it was when the request was made. */
    steps: z.array(z.object({ name: z.string(), role: z.string().exactOptional() })).min(1),
    /** One for each step that is done, in their order. */
    decisions: z.array(decision),
    status: creditRequestStatus,
    /** Why it was rejected: the text of the person who rejected it, or `expired`. */
    reason: z.string().exactOptional(),
    /** How many proofs of the payment the customer gave, and for how many files they were given a link. */
    proofs: z.int().min(0),
    uploads: z.int().min(0),
    createdAt: instantSchema,
    remindAt: instantSchema,
    /** From this time on nobody can accept it. */
    expiresAt: instantSchema,
    /** When those who have to decide were reminded. */
    remindedAt: instantSchema.exactOptional(),
    /** When it came to its end, whichever that is. */
    decidedAt: instantSchema.exactOptional(),
    /** The last approval that the ledger refused to carry out: by its code, and when. No decision came of it. */
    refusal: z.object({ decision: z.string(), code: z.string(), at: instantSchema }).exactOptional(),
    /** Where the credits came in. */
    entry: entryPlace.exactOptional(),
  }),
);

export type CreditRequest = z.infer<typeof creditRequestItem>;

/** That an account made a request: what its own list goes by. */
export const creditRequestPointerItem = z.object({ id: recordId });

/** What a customer gives the agency to find the payment by. */
export const proofItem = z.object({
  id: recordId,
  by: accountId,
  at: instantSchema,
  note: z.string().exactOptional(),
  links: z.array(z.string()).exactOptional(),
  /** A file that was uploaded for this request. */
  uploadId: recordId.exactOptional(),
  /** The hash of what was sent, to know a repetition by. */
  inputHash: z.string(),
});

export type Proof = z.infer<typeof proofItem>;
