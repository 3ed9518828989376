import { TransformParameterError } from '@aws-lambda-powertools/parameters/errors';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import * as z from 'zod';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';

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

/** Seconds that a secret is kept in memory before it is read anew: a rotation is taken up without a deployment. */
const MAX_AGE = 60;

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
 * An agency without the secret has no providers, and so has one whose secret nobody can read: that is noted by its name
 * and counted, and is no other agency's trouble. Throws what Secrets Manager says otherwise.
 */
const secret = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
  try {
    const read = schema.safeParse(await getSecret(name, { maxAge: MAX_AGE, transform: 'json' }));
    return read.success ? read.data : unreadable(name, schema);
  } catch (error) {
    if (isMissing(error)) return schema.parse({});
    if (error instanceof TransformParameterError) return unreadable(name, schema);
    throw error;
  }
};

/** Neither the secret nor what is wrong with it goes to the log, which would quote it. */
const unreadable = <Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> => {
  log.error('secret not understood', { secret: name });
  count('ProviderFailures');
  return schema.parse({});
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.name === 'ResourceNotFoundException';
