import { X509Certificate, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '@scrip/sandbox';

export const APP = { clientId: 'app-first', clientSecret: 'secret-first' };
export const OTHER_APP = { clientId: 'app-second', clientSecret: 'secret-second' };
export const STRIPE_KEY = 'sk_test_beside_paypal';
const WEBHOOK_ID = '1JE4291016473214C';
export const PATIENCE = { timeout: 15_000, interval: 10 };
const TOLERANCE_MS = 300_000;

const envelope = z.object({
  id: z.string().startsWith('WH-'),
  event_version: z.literal('1.0'),
  create_time: z.iso.datetime(),
  resource_type: z.string(),
  resource_version: z.string(),
  event_type: z.string(),
  summary: z.string(),
  resource: z.record(z.string(), z.unknown()),
});

type Received = z.infer<typeof envelope> & { headers: IncomingHttpHeaders; at: number };

/** Verifies as a careful merchant does; throws when the webhook is not PayPal's. */
const verified = async (headers: IncomingHttpHeaders, body: Buffer, origin: string): Promise<unknown> => {
  const header = (name: string): string => z.string().parse(headers[`paypal-${name}`]);
  const url = new URL(header('cert-url'));
  if (url.origin !== origin) throw new Error('a certificate from elsewhere');
  if (!url.pathname.startsWith('/paypal/v1/notifications/certs/')) throw new Error('not a certificate');
  const certificate = new X509Certificate(await (await fetch(url)).text());
  if (certificate.validToDate.getTime() < Date.now()) throw new Error('an expired certificate');
  expect(certificate.subject).toContain('CN=messageverificationcerts.sandbox.paypal.com');
  expect(header('auth-algo')).toBe('SHA256withRSA');
  const id = header('transmission-id');
  const time = header('transmission-time');
  if (Math.abs(Date.now() - Date.parse(time)) > TOLERANCE_MS) throw new Error('too old');
  const signed = Buffer.from(`${id}|${time}|${WEBHOOK_ID}|${crc32(body)}`);
  const signature = Buffer.from(header('transmission-sig'), 'base64');
  if (!verify('sha256', signed, certificate.publicKey, signature)) throw new Error('another signature');
  return JSON.parse(body.toString());
};

/** A webhook that keeps correctly signed events and answers as the test asks. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const refused: string[] = [];
  const answers: number[] = [];
  const trust = { origin: '' };
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming)
      .then((body) => verified(incoming.headers, body, trust.origin))
      .then((event) => {
        const status = answers.shift() ?? 200;
        if (status === 200) {
          received.push({ ...envelope.parse(event), headers: incoming.headers, at: Date.now() });
        }
        return status;
      })
      .catch((error: unknown) => {
        refused.push(String(error));
        return 200;
      })
      .then((status) => outgoing.writeHead(status).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const types = (): string[] => received.map((event) => event.event_type);
  return { url: `http://127.0.0.1:${port}/webhooks`, received, refused, answers, types, trust };
};

export const settingsFor = (webhookUrl: string, dataDir?: string) => ({
  port: 0,
  dataDir,
  stripe: [{ secretKey: STRIPE_KEY, webhook: { url: `${webhookUrl}/stripe`, secret: 'whsec_x' } }],
  paypal: [
    { ...APP, webhook: { url: webhookUrl, id: WEBHOOK_ID } },
    { ...OTHER_APP, webhook: { url: `${webhookUrl}/other`, id: 'another webhook' } },
  ],
});

export const control = async (url: string, path: string, body: object = {}): Promise<unknown> => {
  const answer = await fetch(`${url}/controls${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(await answer.clone().text()).not.toContain('"error": {');
  expect(answer.status).toBe(200);
  return answer.json();
};

export const login = (url: string, { clientId, clientSecret }: typeof APP): Promise<Response> =>
  fetch(`${url}/paypal/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });

const granted = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.literal(32_400),
});

export const clientWith = (url: string, token: string) => {
  const request = async (path: string, method: string, headers: Record<string, string>, body?: object) => {
    const answer = await fetch(`${url}/paypal${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
  };
  const json = { 'content-type': 'application/json' };
  return {
    token,
    get: (path: string) => request(path, 'GET', {}),
    post: (path: string, body?: object, headers: Record<string, string> = {}) =>
      request(path, 'POST', { ...json, ...headers }, body),
  };
};

type Client = ReturnType<typeof clientWith>;

export const clientOf = async (url: string, app = APP): Promise<Client> =>
  clientWith(url, granted.parse(await (await login(url, app)).json()).access_token);

export const open = async () => {
  const receiver = await startReceiver();
  const sandbox = await startSandbox(settingsFor(receiver.url));
  onTestFinished(sandbox.stop);
  receiver.trust.origin = sandbox.url;
  // A slow machine shall not end a pending capture before the test does. Captures are read from their answers here.
  await control(sandbox.url, '', { settleAfterMs: null, retryAfterMs: 20, minimalCaptures: false });
  return { receiver, sandbox, url: sandbox.url, paypal: await clientOf(sandbox.url) };
};

export const order = (changes: object = {}, unit: object = {}) => ({
  intent: 'CAPTURE',
  purchase_units: [
    {
      amount: { currency_code: 'EUR', value: '49.00' },
      custom_id: 'chk_1',
      description: '250 <credits> & more',
      ...unit,
    },
  ],
  application_context: {
    return_url: 'http://127.0.0.1/thanks?checkout=chk_1',
    cancel_url: 'http://127.0.0.1/basket',
    user_action: 'PAY_NOW',
  },
  ...changes,
});

export const WHOLE = { prefer: 'return=representation' };
const withId = z.object({ id: z.string() });
export const idOf = ({ body }: { body: unknown }): string => withId.parse(body).id;

export const create = async (paypal: Client, changes: object = {}, unit: object = {}): Promise<string> =>
  idOf(await paypal.post('/v2/checkout/orders', order(changes, unit)));

export const choose = (url: string, id: string, choice: object): Promise<Response> =>
  fetch(`${url}/paypal/checkoutnow?token=${id}`, { method: 'POST', body: JSON.stringify(choice) });

const captured = z.object({
  purchase_units: z.tuple([
    z.object({ payments: z.object({ captures: z.tuple([z.looseObject({ id: z.string() })]) }) }),
  ]),
});

export const captureOf = (body: unknown) => captured.parse(body).purchase_units[0].payments.captures[0];

/** Creates an order, approves and captures it. */
export const payOne = async (
  { url, paypal }: { url: string; paypal: Client },
  { unit = {}, choice = {} }: { unit?: object; choice?: object } = {},
) => {
  const id = await create(paypal, {}, unit);
  expect((await choose(url, id, { outcome: 'approve', ...choice })).status).toBe(200);
  const answer = await paypal.post(`/v2/checkout/orders/${id}/capture`);
  expect(answer.status).toBe(201);
  return { order: id, capture: captureOf(answer.body).id, body: answer.body };
};

export const PAID = ['CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED'];
export const LAST = 'PAYMENT.CAPTURE.COMPLETED';

export const refusal = (status: number, name: string, issue?: string) => ({
  status,
  body: expect.objectContaining({
    name,
    message: expect.any(String),
    debug_id: expect.any(String),
    details: issue === undefined ? [] : [expect.objectContaining({ issue, description: expect.any(String) })],
  }),
});

export const UNPROCESSABLE = 'UNPROCESSABLE_ENTITY';

export const lastHour = (more: Record<string, string> = {}): string =>
  new URLSearchParams({
    start_date: new Date(Date.now() - 3_600_000).toISOString(),
    end_date: new Date(Date.now() + 60_000).toISOString(),
    ...more,
  }).toString();

const reportSchema = z.object({
  total_items: z.int(),
  total_pages: z.int(),
  last_refreshed_datetime: z.string(),
  transaction_details: z.array(
    z.object({
      transaction_info: z.object({
        transaction_id: z.string(),
        paypal_reference_id: z.string().optional(),
        transaction_event_code: z.string(),
        transaction_status: z.string(),
        transaction_amount: z.object({ currency_code: z.literal('EUR'), value: z.string() }),
        custom_field: z.literal('chk_1'),
        transaction_initiation_date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
      }),
    }),
  ),
});

export const report = async (paypal: Client, more: Record<string, string> = {}) => {
  const { body } = await paypal.get(`/v1/reporting/transactions?${lastHour(more)}`);
  const { transaction_details: details, ...rest } = reportSchema.parse(body);
  return { ...rest, lines: details.map((each) => each.transaction_info) };
};

/** The report as `code amount status`. */
export const booked = async (paypal: Client): Promise<string[]> =>
  (await report(paypal)).lines.map(
    (line) => `${line.transaction_event_code} ${line.transaction_amount.value} ${line.transaction_status}`,
  );
