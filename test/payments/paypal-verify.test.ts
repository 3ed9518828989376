import { describe, expect, test, vi } from 'vitest';
import { verifyPaypalEvent } from '../../shared/payments/paypal/verify.ts';
import type { PaypalWebhooks } from '../../shared/payments/paypal/credentials.ts';
import { paypalEvent } from '../support/paypal.ts';
import { startSigner, type Signing } from '../support/paypal-signer.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const event = paypalEvent('PAYMENT.CAPTURE.COMPLETED', { id: 'CAPTURE1' });
const text = JSON.stringify(event);
const verified = { id: 'WH-1', event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: { id: 'CAPTURE1' } };

const open = async () => {
  const signer = await startSigner();
  const verify = async (
    signing: Signing = {},
    more: { headers?: object; body?: string; trusted?: PaypalWebhooks | undefined } = {},
  ) =>
    await verifyPaypalEvent(
      {
        body: Buffer.from(more.body ?? text),
        headers: { ...(await signer.headersFor(text, signing)), ...more.headers },
      },
      'trusted' in more ? more.trusted : signer.trusted,
      Date.now(),
    );
  return { ...signer, verify };
};

test('a body signed by PayPal is its event', async () => {
  const { verify } = await open();
  expect(await verify()).toMatchObject(verified);
});

test('a certificate is fetched once', async () => {
  const { verify, fetched } = await open();
  await verify();
  await verify();
  expect(fetched).toEqual(['/v1/notifications/certs/CERT-1']);
});

test('while one webhook replaces another, events of both are accepted', async () => {
  const { verify, base } = await open();
  const trusted = { webhookIds: ['WEBHOOK2', 'WEBHOOK1'], certificateBase: base };
  expect(await verify({ webhookId: 'WEBHOOK1' }, { trusted })).toMatchObject(verified);
  expect(await verify({ webhookId: 'WEBHOOK2' }, { trusted })).toMatchObject(verified);
});

describe('refuses', () => {
  test.each<[string, Signing, object?]>([
    ['for another webhook', { webhookId: 'WEBHOOK3' }],
    ['by the simulator', { webhookId: 'WEBHOOK_ID' }],
    ['with another key', { forged: true }],
    ['with a certificate that has expired', { certificate: 'CERT-expired' }],
    ['with a certificate that is not valid yet', { certificate: 'CERT-tomorrow' }],
    ['with a certificate that is none', { certificate: 'CERT-rubbish' }],
    ['with a certificate of more bytes than one has', { certificate: 'CERT-huge' }],
    ['with a certificate that is somewhere else', { certificate: 'CERT-moved' }],
    ['with a certificate that is not there', { certificate: 'CERT-none' }],
    ['longer ago than PayPal tries', { at: Date.now() - 5 * DAY_MS }],
    ['in the future', { at: Date.now() + DAY_MS }],
    ['with another algorithm', {}, { 'paypal-auth-algo': 'SHA1withRSA' }],
    ['at no time', {}, { 'paypal-transmission-time': 'yesterday' }],
    ['at another time', {}, { 'paypal-transmission-time': new Date().toISOString() }],
    ['under another id', {}, { 'paypal-transmission-id': 'another' }],
    ['with rubbish for a signature', {}, { 'paypal-transmission-sig': 'cnViYmlzaA==' }],
    ['with what is no base64', {}, { 'paypal-transmission-sig': '!' }],
    ...['algo', 'cert-url', 'transmission-id', 'transmission-sig', 'transmission-time'].map(
      (name): [string, Signing, object] => {
        const header = name === 'algo' ? 'paypal-auth-algo' : `paypal-${name}`;
        return [`without ${header}`, {}, { [header]: undefined }];
      },
    ),
  ])('a signature %s', async (_, signing, headers = {}) => {
    const { verify } = await open();
    expect(await verify(signing, { headers })).toBe('unsigned');
  });

  test.each([
    ['re-serialised', JSON.stringify(event, null, 1)],
    ['cut short', text.slice(0, -1)],
    ['of other content', text.replace('COMPLETED', 'PENDING')],
    ['empty', ''],
  ])('a body that is %s', async (_, body) => {
    const { verify } = await open();
    expect(await verify({}, { body })).toBe('unsigned');
  });

  test('any event for an agency without webhooks', async () => {
    const { verify, fetched } = await open();
    expect(await verify({}, { trusted: undefined })).toBe('unsigned');
    expect(fetched).toEqual([]);
  });

  test('any event for an agency without webhooks, after the same certificate check as for any other', async () => {
    const { verify } = await open();
    const url = 'https://api.paypal.com/v1/notifications/certs/CERT-probe';
    const answers = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.resolve(new Response('', { status: 404 })),
    ];
    for (const answer of answers) {
      const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(answer);
      const known = await verify({ url }, { trusted: { webhookIds: ['WEBHOOK1'] } });
      expect(await verify({ url }, { trusted: undefined })).toBe(known);
      expect(asked).toHaveBeenCalledTimes(2);
      asked.mockRestore();
    }
  });
});

describe('fetches a certificate only from', () => {
  const elsewhere = (base: string) => {
    const { host, port } = new URL(base);
    return [
      `http://localhost:${port}/v1/notifications/certs/CERT-1`,
      `http://paypal@${host}/v1/notifications/certs/CERT-1`,
      `${base}/v1/notifications/certs/../../CERT-1`,
      `${base}/v1/notifications/certs/%2e%2e/CERT-1`,
      `${base}/v1/notifications/certs/CERT-1?x=1`,
      `${base}/v1/notifications/certs/CERT-1#x`,
      `${base}/v1/notifications/certs/`,
      `${base}/certs/CERT-1`,
      `${base}/v1/notifications/certs\\CERT-1`,
      `${base}.evil.example/v1/notifications/certs/CERT-1`,
      ` ${base}/v1/notifications/certs/CERT-1`,
      'https://api.paypal.com/v1/notifications/certs/CERT-1',
    ];
  };

  test('the agency’s own sandbox if it has one', async () => {
    const { verify, base, fetched } = await open();
    const outside = vi.spyOn(globalThis, 'fetch');
    for (const url of elsewhere(base)) expect(await verify({ url })).toBe('unsigned');
    expect(fetched).toEqual([]);
    expect(outside).not.toHaveBeenCalled();
  });

  const atPaypal = { webhookIds: ['WEBHOOK1'] };

  test.each([
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:444/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:443/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1',
    'https://user@api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1',
    'https://evil.example/?https://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://www.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/notifications/certs/../webhooks/CERT-1',
    'https://api.paypal.com//v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/oauth2/token',
    'file:///v1/notifications/certs/CERT-1',
    'no address',
    '',
  ])('PayPal itself if it has none: not from %s', async (url) => {
    const { verify } = await open();
    const outside = vi.spyOn(globalThis, 'fetch');
    expect(await verify({ url }, { trusted: atPaypal })).toBe('unsigned');
    expect(outside).not.toHaveBeenCalled();
  });

  test.each(['https://api.paypal.com', 'https://api.sandbox.paypal.com'])(
    'PayPal itself: %s',
    async (host) => {
      const { verify, base } = await open();
      const pem = await (await fetch(`${base}/v1/notifications/certs/CERT-1`)).text();
      const outside = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(pem));
      const url = `${host}/v1/notifications/certs/CERT-360caa42-fca2a594`;
      expect(await verify({ url }, { trusted: atPaypal })).toMatchObject(verified);
      expect(outside).toHaveBeenCalledWith(url, expect.objectContaining({ redirect: 'manual' }));
    },
  );
});

describe('retries later if the certificate is unavailable', () => {
  test('because its host fails', async () => {
    const { verify } = await open();
    expect(await verify({ certificate: 'CERT-broken' })).toBe('unreachable');
  });

  test('because its host rate-limits us', async () => {
    const { verify } = await open();
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 429 }));
    expect(await verify({ certificate: 'CERT-busy' })).toBe('unreachable');
  });

  test('because nobody answers', async () => {
    const { verify } = await open();
    const trusted = { webhookIds: ['WEBHOOK1'], certificateBase: 'http://127.0.0.1:9' };
    const url = 'http://127.0.0.1:9/v1/notifications/certs/CERT-1';
    expect(await verify({ url }, { trusted })).toBe('unreachable');
  });
});

test('when the certificate cache is full, the oldest is evicted', async () => {
  const { verify, fetched, base } = await open();
  const pem = await (await fetch(`${base}/v1/notifications/certs/CERT-1`)).text();
  await verify();
  const outside = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(pem));
  for (let number = 0; number < 10; number += 1) await verify({ certificate: `CERT-more-${number}` });
  expect(outside).toHaveBeenCalledTimes(10);
  outside.mockRestore();
  await verify();
  expect(fetched).toHaveLength(3);
});

test.each([
  ['no JSON', 'paid'],
  ['no event', '"text"'],
  ['an event without a type', JSON.stringify({ ...event, event_type: undefined })],
  ['an event of no time', JSON.stringify({ ...event, create_time: 'now' })],
])('a signed body that is %s is malformed', async (_, body) => {
  const { headersFor, trusted } = await startSigner();
  const delivery = { body: Buffer.from(body), headers: await headersFor(body) };
  expect(await verifyPaypalEvent(delivery, trusted, Date.now())).toBe('malformed');
});

test('bytes beyond ASCII count as bytes', async () => {
  const { headersFor, trusted } = await startSigner();
  const body = JSON.stringify(paypalEvent('PAYMENT.CAPTURE.COMPLETED', { name: 'Zoë 👋' }));
  const delivery = { body: Buffer.from(body), headers: await headersFor(body) };
  expect(await verifyPaypalEvent(delivery, trusted, Date.now())).toMatchObject({
    resource: { name: 'Zoë 👋' },
  });
});
