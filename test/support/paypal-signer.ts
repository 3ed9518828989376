import { randomUUID, sign, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { certify, makeKeyPair } from '@scrip/sandbox/paypal/signing/certificate';
import type { PaypalWebhooks } from '../../shared/payments/paypal/credentials.ts';
import { serve } from './http-stub.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const keys = makeKeyPair();
const forgersKeys = makeKeyPair();

const certificate = async (of = keys, from = -DAY_MS, to = DAY_MS): Promise<string> =>
  await certify(await of, new Date(Date.now() + from), new Date(Date.now() + to));

export type Signing = {
  webhookId?: string;
  /** Milliseconds since the epoch. */
  at?: number;
  /** The name of the certificate, or where else one is said to lie. */
  certificate?: string;
  url?: string;
  forged?: boolean;
};

/** Where certificates of our own lie, for one test: a valid one, and ones that are not. */
export const startSigner = async () => {
  const certificates = new Map([
    ['CERT-1', { status: 200, body: await certificate() }],
    ['CERT-expired', { status: 200, body: await certificate(keys, -2 * DAY_MS, -DAY_MS) }],
    ['CERT-tomorrow', { status: 200, body: await certificate(keys, DAY_MS, 2 * DAY_MS) }],
    ['CERT-forger', { status: 200, body: await certificate(forgersKeys) }],
    ['CERT-rubbish', { status: 200, body: 'no certificate' }],
    ['CERT-huge', { status: 200, body: `${await certificate()}${'x'.repeat(70_000)}` }],
    ['CERT-moved', { status: 302, body: '' }],
    ['CERT-broken', { status: 503, body: '' }],
  ]);
  const fetched: string[] = [];
  const base = await serve((request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    fetched.push(request.url ?? '');
    const { status, body } = certificates.get(name) ?? { status: 404, body: '' };
    response.writeHead(status, status === 302 ? { location: `${base}/v1/notifications/certs/CERT-1` } : {});
    response.end(body);
  });
  const trusted: PaypalWebhooks = { webhookIds: ['WEBHOOK1'], certificateBase: base };

  const headersFor = async (body: string | Uint8Array, signing: Signing = {}) => {
    const { webhookId = 'WEBHOOK1', at = Date.now(), certificate: name = 'CERT-1' } = signing;
    const id = randomUUID();
    const time = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
    const { privateKey }: { privateKey: KeyObject } = await (signing.forged ? forgersKeys : keys);
    const signed = Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);
    return {
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': signing.url ?? `${base}/v1/notifications/certs/${name}`,
      'paypal-transmission-id': id,
      'paypal-transmission-sig': sign('RSA-SHA256', signed, privateKey).toString('base64'),
      'paypal-transmission-time': time,
    };
  };
  return { base, trusted, fetched, headersFor };
};
