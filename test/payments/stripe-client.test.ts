import { expect, test } from 'vitest';
import { stripeClient } from '../../shared/payments/stripe/client.ts';

test.each([
  [undefined, 'https://api.stripe.com:443'],
  ['http://127.0.0.1:4102', 'http://127.0.0.1:4102'],
  ['https://stripe.example:8443', 'https://stripe.example:8443'],
])('with the base URL %s requests go to %s', (apiBase, expected) => {
  const stripe = stripeClient({ secretKey: 'sk_test_1', ...(apiBase !== undefined && { apiBase }) });
  const field = (name: 'protocol' | 'host' | 'port') => String(stripe.getApiField(name));
  expect(`${field('protocol')}://${field('host')}:${field('port')}`).toBe(expected);
});
