import { verify, type X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { instantInput } from '../../kernel/clock.ts';
import type { WebhookDelivery } from '../provider.ts';
import type { PaypalWebhooks } from './credentials.ts';
import { certificateAt } from './certificates.ts';
import { jsonIn } from '../json-in.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/durations.ts';

/**
 * Milliseconds that a transmission may lie back. PayPal tries for three days and does not say that a later try is signed
 * anew, so that the bound must lie beyond. It can't be left out either: what is signed is a checksum of the body, which
 * anyone can bring another body to, so that the headers of one delivery, should they ever leak, are good for any body.
 */
const MAX_AGE_MS = 4 * DAY_MS;

/** Milliseconds by which PayPal's clock may be ahead of ours. */
const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** Used if the agency has no webhook ids. */
const DUMMY_WEBHOOK_IDS = ['-'];

const transmission = z.object({
  'paypal-auth-algo': z.literal('SHA256withRSA'),
  'paypal-cert-url': z.string(),
  'paypal-transmission-id': z.string().min(1),
  'paypal-transmission-sig': z.base64().min(1),
  'paypal-transmission-time': z.string(),
});

const time = instantInput.transform((at) => Date.parse(at));

/** What every event has, whatever its type. */
export const paypalEvent = z.object({
  id: z.string(),
  event_type: z.string(),
  create_time: instantInput,
  resource: z.unknown(),
});

export type PaypalEvent = z.infer<typeof paypalEvent>;

/**
 * Verifies a webhook over its raw bytes, for any of the agency's webhook ids (two, while one replaces the other).
 * @see https://developer.paypal.com/api/rest/webhooks/rest/#link-selfverificationmethod
 * @param now milliseconds since the epoch
 * @returns the event; `unsigned` where anything about the signature is wrong; `malformed` where what was signed is no
 * event; `unreachable` where the certificate can't be had at the moment
 */
export const verifyPaypalEvent = async (
  { body, headers }: WebhookDelivery,
  trusted: PaypalWebhooks | undefined,
  now: number,
): Promise<PaypalEvent | 'unsigned' | 'malformed' | 'unreachable'> => {
  const sent = transmission.safeParse(headers);
  if (!sent.success) return 'unsigned';
  const at = time.safeParse(sent.data['paypal-transmission-time']);
  if (!at.success || at.data < now - MAX_AGE_MS || at.data > now + MAX_CLOCK_SKEW_MS) return 'unsigned';

  const certificate = await certificateAt(sent.data['paypal-cert-url'], trusted?.certificateBase);
  if (certificate === 'unreachable') return 'unreachable';
  if (certificate === 'refused' || !isValid(certificate, now)) return 'unsigned';

  const signature = Buffer.from(sent.data['paypal-transmission-sig'], 'base64');
  const beginning = `${sent.data['paypal-transmission-id']}|${sent.data['paypal-transmission-time']}`;
  // An unknown agency gets the same checks, so that its answer's timing does not reveal it.
  const isSigned = (trusted?.webhookIds ?? DUMMY_WEBHOOK_IDS).some((webhook) =>
    verify(
      'RSA-SHA256',
      Buffer.from(`${beginning}|${webhook}|${crc32(body)}`),
      certificate.publicKey,
      signature,
    ),
  );
  if (!trusted || !isSigned) return 'unsigned';
  return paypalEvent.safeParse(jsonIn(Buffer.from(body).toString('utf8'))).data ?? 'malformed';
};

const isValid = (certificate: X509Certificate, now: number): boolean =>
  certificate.publicKey.asymmetricKeyType === 'rsa' &&
  certificate.validFromDate.getTime() <= now &&
  now <= certificate.validToDate.getTime();
