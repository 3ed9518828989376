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

/** The index page shows these descriptions. */
export const controlsSchema = z.strictObject({
  account: z
    .string()
    .nullable()
    .describe(
      'The secret key at Stripe, or the client id at PayPal, of the only account that the controls below affect; null: all accounts.',
    ),
  types: z
    .array(z.string())
    .nullable()
    .describe(
      'The event types that drop, repeat, hold, delay, reorder and signature affect; null: all types.',
    ),
  drop: z
    .union([z.int().min(0), z.literal('all')])
    .describe('Number of next events that are never delivered, or "all". The API still lists them.'),
  repeat: z.int().min(1).max(20).describe('Number of deliveries of each event.'),
  repeatAs: z
    .enum(['same_event', 'new_event'])
    .describe('Whether a repetition has the same event id, or is a second event about the same object.'),
  hold: z.boolean().describe('Whether events are held until POST /controls/release.'),
  delayMs: z.int().min(0).describe('Milliseconds between an event and its first delivery.'),
  reorder: z
    .enum(['none', 'reverse', 'shuffle'])
    .describe('Delivery order of the events within one window of time.'),
  reorderWindowMs: z.int().min(1).max(600_000).describe('Length of that window in milliseconds.'),
  seed: z.int().describe('Seed of the shuffle: the same seed gives the same order.'),
  signature: z
    .enum(SIGNATURES)
    .describe(
      '"wrong": signed with another secret or key; "old": signed an hour ago; "missing": not signed; for PayPal also "expired_certificate", and "foreign_certificate": a valid signature by somebody else, with a certificate on another host.',
    ),
  retryAfterMs: z
    .int()
    .min(1)
    .max(60_000)
    .describe('Milliseconds until a refused delivery is retried; doubles with each retry.'),
  settleAfterMs: z
    .int()
    .min(0)
    .nullable()
    .describe('Milliseconds until a slow payment ends; null: only on request.'),
  stripeVersion: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d/)
    .nullable()
    .describe(
      'The API version of Stripe’s next events, such as "2024-06-20"; null: the version of its SDK. Before 2024-10-28 refunds have only "charge.refunded" and "charge.refund.updated"; before 2022-11-15 the charge lists them.',
    ),
  reportAmount: z
    .int()
    .min(0)
    .nullable()
    .describe('Amount, in minor units, that the next payments report instead of the requested one.'),
  reportCurrency: z
    .string()
    .regex(/^[a-zA-Z]{3}$/)
    .nullable()
    .describe('Currency that the next payments report instead of the requested one.'),
  reportingLagMs: z
    .int()
    .min(0)
    .describe('Milliseconds until a transaction appears in PayPal’s report; hours at the real PayPal.'),
  reportLimit: z
    .int()
    .min(1)
    .max(10_000)
    .describe(
      'Maximum number of transactions in a window of PayPal’s report: a window with more gets RESULTSET_TOO_LARGE.',
    ),
  missingRights: z
    .array(z.enum(PAYPAL_RIGHTS))
    .describe(
      'Permissions that PayPal’s apps lack: calls of "transaction_search" or "disputes" then get 403.',
    ),
  minimalCaptures: z
    .boolean()
    .describe(
      'Whether PayPal answers a capture with only the order’s id, status and links, unless the request asks for the representation.',
    ),
  keepRefusals: z
    .boolean()
    .describe(
      'Whether PayPal repeats a refusal under the same PayPal-Request-Id, whatever has changed since.',
    ),
  api: apiFaults.describe(
    '"fail": number of next API calls (or "all") that get "status" 429, 500 or 503 and do nothing (Stripe repeats a 500 under its Idempotency-Key); "loseAnswers": number of calls that do their work and lose the response; "delayMs": delay of each; "only": path prefix of the affected calls.',
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
