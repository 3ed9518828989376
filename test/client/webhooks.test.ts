import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { verifyWebhook, WebhookError } from '@scrip/client';

const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
const [now, previous, foreign] = [secret(), secret(), secret()];
const body = JSON.stringify({ type: 'credits.spent', id: 'evt_1', data: { amount: 5 } });

/** A request that is signed with each of the secrets, as the sender does it. */
const signed = (secrets: readonly string[], at = new Date()) => ({
  body,
  headers: {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign('evt_1', at, body)).join(' '),
  },
});

test.each([
  ['the one secret', [now], now],
  ['the new secret during a rotation', [now, previous], now],
  ['the previous secret during a rotation', [now, previous], previous],
  ['one of two that the receiver knows', [now], [previous, now]],
])('an event is accepted by %s', async (_name, signers, known) => {
  await expect(verifyWebhook(signed(signers), known)).resolves.toMatchObject({ type: 'credits.spent' });
});

test('headers may be those of a Fetch request', async () => {
  const { headers } = signed([now]);

  await expect(verifyWebhook({ body, headers: new Headers(headers) }, now)).resolves.toMatchObject({
    id: 'evt_1',
  });
});

test.each([
  ['another secret', signed([foreign])],
  ['another body', { ...signed([now]), body: body.replace('5', '6') }],
  ['an old request', signed([now], new Date(Date.now() - 400_000))],
  ['a request of the future', signed([now], new Date(Date.now() + 400_000))],
  ['no signature', { body, headers: { 'webhook-id': 'evt_1', 'webhook-timestamp': '1' } }],
  ['a signature that is none', { body, headers: { ...signed([now]).headers, 'webhook-signature': 'v1,%%' } }],
])('%s is refused', async (_name, request) => {
  await expect(verifyWebhook(request, now)).rejects.toThrow(WebhookError);
});
