import * as z from 'zod';

/** What every resource that we keep has; times in Unix seconds. */
export const kept = { id: z.string(), created: z.int(), updated: z.int() };

/** An amount in the currency's smallest unit at PayPal, and what the store calls the payment. */
export const paidFor = {
  amount: z.int(),
  currency: z.string(),
  custom_id: z.string().nullable(),
  invoice_id: z.string().nullable(),
};

export type Link = { href: string; rel: string; method: 'GET' | 'POST' | 'PATCH' };

export const link = (href: string, rel: string, method: Link['method'] = 'GET'): Link => ({
  href,
  rel,
  method,
});

/** Leaves the fields out that have no value, as PayPal does. */
export const present = (fields: Record<string, string | null>): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null) found[name] = value;
  return found;
};

/** The one buyer of the sandbox. A name beyond ASCII shows who counts characters where bytes are meant. */
export const BUYER = {
  name: { given_name: 'Zoë', surname: 'Lindström' },
  email_address: 'buyer@example.com',
  payer_id: 'SANDBOXBUYER2',
  address: { country_code: 'SE' },
} as const;
