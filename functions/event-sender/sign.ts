import { Webhook } from 'standardwebhooks';

/**
 * The headers of a Standard Webhook. A receiver that knows one of the secrets can verify that the body is ours and
 * unchanged.
 * @param now milliseconds since the epoch
 */
export const sign = (
  id: string,
  body: string,
  secrets: readonly string[],
  now: number,
): Record<string, string> => ({
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'user-agent': 'Scrip',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(now / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, new Date(now), body)).join(' '),
});
