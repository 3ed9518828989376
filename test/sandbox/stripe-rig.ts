import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { Stripe } from 'stripe';
import { expect, onTestFinished } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '@scrip/sandbox';

export const KEY = 'sk_test_first';
export const OTHER_KEY = 'sk_test_second';
const SECRET = 'whsec_for_the_tests';
export const PATIENCE = { timeout: 15_000, interval: 10 };

type Received = {
  id: string;
  type: string;
  about: string;
  body: unknown;
  headers: IncomingHttpHeaders;
  at: number;
};

const aboutSchema = z.object({ id: z.string() });

/** Verifies as the SDK wants it, which takes a thin event by another function than all others. */
const verified = (body: string, signature: string | string[]) => {
  const { object } = z.object({ object: z.string() }).parse(JSON.parse(body));
  if (object === 'v2.core.event') {
    const { id, type } = new Stripe(KEY).parseEventNotification(body, signature, SECRET);
    return { id, type, about: '' };
  }
  const { id, type, data } = Stripe.webhooks.constructEvent(body, signature, SECRET);
  return { id, type, about: aboutSchema.parse(data.object).id };
};

/** A webhook endpoint that keeps correctly signed events and answers as the test asks. */
export const startReceiver = async (port = 0) => {
  const received: Received[] = [];
  const refused: string[] = [];
  const answers: number[] = [];
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const status = answers.shift() ?? 200;
      try {
        const signature = incoming.headers['stripe-signature'] ?? '';
        const { id, type, about } = verified(body, signature);
        if (status === 200) {
          received.push({
            id,
            type,
            about,
            body: JSON.parse(body),
            headers: incoming.headers,
            at: Date.now(),
          });
        }
      } catch (error) {
        refused.push(String(error));
      }
      return outgoing.writeHead(status).end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port: bound } = z.object({ port: z.int() }).parse(server.address());
  const types = (): string[] => received.map(({ type }) => type);
  return { url: `http://127.0.0.1:${bound}/webhooks`, port: bound, received, refused, answers, types };
};

export const clientOf = (url: string, key = KEY): Stripe =>
  new Stripe(key, {
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  });

export const settingsFor = (webhookUrl: string, dataDir?: string) => ({
  port: 0,
  dataDir,
  stripe: [
    { secretKey: KEY, webhook: { url: webhookUrl, secret: SECRET } },
    { secretKey: OTHER_KEY, webhook: { url: `${webhookUrl}/other`, secret: 'whsec_other' } },
  ],
});

export const control = async (url: string, path: string, body: object = {}): Promise<unknown> => {
  const answer = await fetch(`${url}/controls${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return answer.json();
};

export const open = async () => {
  const receiver = await startReceiver();
  const sandbox = await startSandbox(settingsFor(receiver.url));
  onTestFinished(sandbox.stop);
  // A slow machine shall not end a slow payment before the test does.
  await control(sandbox.url, '', { settleAfterMs: null, retryAfterMs: 20 });
  return { receiver, url: sandbox.url, stripe: clientOf(sandbox.url) };
};

export const order = (changes: Partial<Stripe.Checkout.SessionCreateParams> = {}) => ({
  mode: 'payment' as const,
  line_items: [
    {
      quantity: 2,
      price_data: { currency: 'eur', unit_amount: 2_450, product_data: { name: '250 <credits> & more' } },
    },
  ],
  client_reference_id: 'chk_1',
  metadata: { agency: 'acme' },
  payment_intent_data: { metadata: { checkout: 'chk_1' } },
  success_url: 'http://127.0.0.1/thanks?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1/basket',
  adaptive_pricing: { enabled: false },
  ...changes,
});

export const choose = (url: string, session: string, choice: Record<string, string>): Promise<Response> =>
  fetch(`${url}/pay/${session}`, { method: 'POST', body: new URLSearchParams(choice), redirect: 'manual' });

export const idOf = (reference: string | { id: string } | null): string =>
  z.string().parse(typeof reference === 'object' ? reference?.id : reference);

/** Creates a session and pays it by card. */
export const payOne = async ({ url, stripe }: { url: string; stripe: Stripe }) => {
  const { id } = await stripe.checkout.sessions.create(order());
  await choose(url, id, { outcome: 'paid' });
  return stripe.checkout.sessions.retrieve(id);
};

export const PAID = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'checkout.session.completed',
];
