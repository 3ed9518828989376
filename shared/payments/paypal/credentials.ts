import * as z from 'zod';

const base = z.url({ protocol: /^https?$/ });

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

export const paypalCredentials = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** PayPal's own host, live or sandbox, or that of a local imitation; a path may follow it. */
  apiBase: base.default('https://api-m.paypal.com').transform(withoutSlash),
});

export type PaypalCredentials = z.infer<typeof paypalCredentials>;

export const paypalWebhooks = z.object({
  /**
   * Two while one webhook replaces the other. Their form shuts out `WEBHOOK_ID`, for which PayPal's simulator signs
   * whatever anyone asks it to.
   */
  webhookIds: z.array(z.string().regex(/^[A-Za-z0-9]{1,50}$/)).min(1),
  /** The host of a local imitation's certificates, instead of PayPal's two hosts; a path may follow it. */
  certificateBase: base.transform(withoutSlash).exactOptional(),
});

export type PaypalWebhooks = z.infer<typeof paypalWebhooks>;
