import * as z from 'zod';
import { count } from '../kernel/metrics.ts';
import { readSecret } from '../kernel/secret.ts';

const stripeCredentials = z.object({
  secretKey: z.string().min(1),
  /** Another host than Stripe's own, such as a sandbox. */
  apiBase: z.url({ protocol: /^https?$/ }).exactOptional(),
});

export type StripeCredentials = z.infer<typeof stripeCredentials>;

const paypalCredentials = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** PayPal's own, live or sandbox, or a stand-in; a path may follow the host. */
  apiBase: z
    .url({ protocol: /^https?$/ })
    .default('https://api-m.paypal.com')
    .transform((base) => base.replace(/\/+$/, '')),
});

export type PaypalCredentials = z.infer<typeof paypalCredentials>;

/** What an agency's secret `…/providers` holds. */
const providersSecret = z.object({
  stripe: stripeCredentials.exactOptional(),
  paypal: paypalCredentials.exactOptional(),
});

const paypalWebhooks = z.object({
  /** The form of PayPal's ids shuts out `WEBHOOK_ID`, for which its simulator signs whatever anyone asks it to. */
  webhookIds: z.array(z.string().regex(/^[A-Za-z0-9]{1,50}$/)).min(1),
  /** Where a stand-in keeps its certificates, in the place of PayPal's two hosts; a path may follow the host. */
  certificateBase: z
    .url({ protocol: /^https?$/ })
    .transform((base) => base.replace(/\/+$/, ''))
    .exactOptional(),
});

export type PaypalWebhooks = z.infer<typeof paypalWebhooks>;

/** What an agency's secret `…/webhooks` holds: while one signing secret or webhook replaces another, both. */
const webhooksSecret = z.object({
  stripe: z.array(z.string().min(1)).exactOptional(),
  paypal: paypalWebhooks.exactOptional(),
});

export type Credentials = {
  providers: (agency: string) => Promise<z.infer<typeof providersSecret>>;
  webhooks: (agency: string) => Promise<z.infer<typeof webhooksSecret>>;
};

/** @param prefix of the secrets' names: `<prefix>/<agency>/providers` and `<prefix>/<agency>/webhooks` */
export const credentialsUnder = (prefix: string): Credentials => ({
  providers: (agency) => secret(`${prefix}/${agency}/providers`, providersSecret),
  webhooks: (agency) => secret(`${prefix}/${agency}/webhooks`, webhooksSecret),
});

/**
 * Which secrets there are not, and until when that is believed (milliseconds since the epoch): for as long as what there
 * is, so that whoever tries out agencies can't tell one from none by the time that an answer takes.
 */
const missing = new Map<string, number>();

/** Milliseconds. */
const MISSING_SECRET_TTL_MS = 60_000;

/** Names that are remembered at most: anybody may ask for as many as they like. */
const MOST_MISSING = 1000;

const noteMissing = (name: string): void => {
  const [oldest] = missing.keys();
  if (missing.size >= MOST_MISSING && oldest !== undefined) missing.delete(oldest);
  missing.set(name, Date.now() + MISSING_SECRET_TTL_MS);
};

/**
 * An agency without the secret has no providers, and so has one whose secret nobody can read: that is counted, and is no
 * other agency's trouble. Throws what Secrets Manager says otherwise.
 */
const secret = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
  if ((missing.get(name) ?? 0) > Date.now()) return schema.parse({});
  missing.delete(name);
  const read = await readSecret(name, schema);
  if (read.ok) return read.value;
  if (read.error.code === 'missing') noteMissing(name);
  else count('ProviderFailures');
  return schema.parse({});
};
