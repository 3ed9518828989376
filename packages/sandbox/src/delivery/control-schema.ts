import * as z from 'zod';

export const SIGNATURES = [
  'valid',
  'wrong',
  'old',
  'missing',
  'expired_certificate',
  'foreign_certificate',
] as const;

/** Rights that PayPal gives a REST app one by one, in its app feature options. */
const PAYPAL_RIGHTS = ['transaction_search', 'disputes'] as const;

export type PaypalRight = (typeof PAYPAL_RIGHTS)[number];

/** How the providers' APIs misbehave. The pages and the controls themselves never do. */
const apiFaults = z.strictObject({
  fail: z.union([z.int().min(0), z.literal('all')]),
  status: z.union([z.literal(429), z.literal(500), z.literal(503)]),
  loseAnswers: z.union([z.int().min(0), z.literal('all')]),
  delayMs: z.int().min(0).max(600_000),
  only: z.string().startsWith('/').nullable(),
});

/** The descriptions are what the index page tells of each control. */
export const controlsSchema = z.strictObject({
  account: z
    .string()
    .nullable()
    .describe(
      'The secret key at Stripe, or the client id at PayPal, of the only account that the controls below touch; null touches all.',
    ),
  types: z
    .array(z.string())
    .nullable()
    .describe(
      'The event types that drop, repeat, hold, delay, reorder and signature touch; null touches all.',
    ),
  drop: z
    .union([z.int().min(0), z.literal('all')])
    .describe(
      'How many of the next events are never delivered: a number, or "all". The API still lists them.',
    ),
  repeat: z.int().min(1).max(20).describe('How often each event is delivered.'),
  repeatAs: z
    .enum(['same_event', 'new_event'])
    .describe('Whether a repetition carries the same event id, or is a second event about the same object.'),
  hold: z.boolean().describe('Whether events are kept back until POST /controls/release.'),
  delayMs: z.int().min(0).describe('Milliseconds between an event and its first delivery.'),
  reorder: z
    .enum(['none', 'reverse', 'shuffle'])
    .describe('The order in which the events of one window of time are delivered.'),
  reorderWindowMs: z.int().min(1).max(600_000).describe('How long such a window is, in milliseconds.'),
  seed: z.int().describe('The same seed shuffles in the same way.'),
  signature: z
    .enum(SIGNATURES)
    .describe(
      '"wrong": signed with another secret or key; "old": signed an hour ago; "missing": not signed; for PayPal also "expired_certificate", and "foreign_certificate": well signed by somebody else, who names a certificate on another host.',
    ),
  retryAfterMs: z
    .int()
    .min(1)
    .max(60_000)
    .describe('Milliseconds until a refused delivery is tried again; doubles with each try.'),
  settleAfterMs: z
    .int()
    .min(0)
    .nullable()
    .describe('Milliseconds until a slow payment method comes to its end; null: only when told to.'),
  stripeVersion: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d/)
    .nullable()
    .describe(
      'The API version of Stripe’s next events, such as "2024-06-20"; null is the one of its SDK. Before 2024-10-28 refunds are told by "charge.refunded" and "charge.refund.updated" alone; before 2022-11-15 the charge lists them.',
    ),
  reportAmount: z
    .int()
    .min(0)
    .nullable()
    .describe(
      'The amount, in minor units, that the next payments are reported with, whatever was asked for.',
    ),
  reportCurrency: z
    .string()
    .regex(/^[a-zA-Z]{3}$/)
    .nullable()
    .describe('The currency that the next payments are reported with.'),
  reportingLagMs: z
    .int()
    .min(0)
    .describe('Milliseconds until PayPal’s transaction report knows of what happened; hours, in real life.'),
  reportLimit: z
    .int()
    .min(1)
    .max(10_000)
    .describe(
      'How many transactions PayPal’s report has in one answer’s window: a window with more is refused as RESULTSET_TOO_LARGE.',
    ),
  missingRights: z
    .array(z.enum(PAYPAL_RIGHTS))
    .describe(
      'What PayPal’s apps have no right to: "transaction_search" and "disputes" are then answered with 403.',
    ),
  minimalCaptures: z
    .boolean()
    .describe(
      'Whether PayPal answers a capture with the order’s id, status and links alone, unless it is asked for the representation.',
    ),
  keepRefusals: z
    .boolean()
    .describe(
      'Whether PayPal refuses a request as before that comes again under its PayPal-Request-Id, whatever has changed since.',
    ),
  api: apiFaults.describe(
    '"fail": how many of the next API calls (a number, or "all") are answered with "status" 429, 500 or 503 and do nothing (Stripe answers a 500 again under its Idempotency-Key); "loseAnswers": how many do their work and are never answered; "delayMs": how long each takes; "only": the beginning of the path of the calls that this is for.',
  ),
});

/** What a request to change them may say: some of them, and some of the faults. */
export const controlChangesSchema = controlsSchema.extend({ api: apiFaults.partial() }).partial();

export type Controls = z.infer<typeof controlsSchema>;
export type ControlChanges = z.infer<typeof controlChangesSchema>;
export type Signature = Controls['signature'];

export const DEFAULT_CONTROLS: Controls = {
  account: null,
  types: null,
  drop: 0,
  repeat: 1,
  repeatAs: 'same_event',
  hold: false,
  delayMs: 0,
  reorder: 'none',
  reorderWindowMs: 500,
  seed: 1,
  signature: 'valid',
  retryAfterMs: 1_000,
  settleAfterMs: 5_000,
  stripeVersion: null,
  reportAmount: null,
  reportCurrency: null,
  reportingLagMs: 0,
  reportLimit: 10_000,
  missingRights: [],
  minimalCaptures: true,
  keepRefusals: false,
  api: { fail: 0, status: 503, loseAnswers: 0, delayMs: 0, only: null },
};
