import type { Events } from './generated/events.ts';

/** An event, by its type. */
export type ScripEvent = Events[keyof Events];

/** The request does not come from Scrip, or is too old. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

const TOLERANCE_S = 300;
const PREFIX = 'whsec_';

export type WebhookRequest = {
  /** The body exactly as it came: parsed and written again it has another signature. */
  body: string;
  headers: Headers | Record<string, string | string[] | undefined>;
};

const headerOf = (headers: WebhookRequest['headers'], name: string): string => {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value !== 'string') throw new WebhookError(`The header ${name} is missing.`);
  return value;
};

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new WebhookError('A signature or secret is not base64.');
  }
};

const keyOf = (secret: string) =>
  crypto.subtle.importKey(
    'raw',
    bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );

/** Only what Scrip signed is believed. */
function trust<Described>(_value: unknown): asserts _value is Described {}

/**
 * Reads an event that Scrip sent, once its signature (Standard Webhooks) fits one of the secrets.
 * @param secrets the endpoint's secret, or several: the new and the previous one while a rotation lasts
 * @throws WebhookError where no signature fits, or the request is more than five minutes old
 */
export const verifyWebhook = async (
  { body, headers }: WebhookRequest,
  secrets: string | readonly string[],
  now: () => number = Date.now,
): Promise<ScripEvent> => {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature')
    .split(' ')
    .flatMap((signature) => (signature.startsWith('v1,') ? [signature.slice(3)] : []));
  if (!(Math.abs(now() / 1000 - Number(timestamp)) <= TOLERANCE_S)) {
    throw new WebhookError('The request is too old, or from the future.');
  }
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const key = await keyOf(secret);
    for (const signature of signatures) {
      if (await crypto.subtle.verify('HMAC', key, bytesOf(signature), signed)) {
        const event: unknown = JSON.parse(body);
        trust<ScripEvent>(event);
        return event;
      }
    }
  }
  throw new WebhookError('No signature fits.');
};
