import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { deliverWith, type Sending } from '../../functions/event-sender/deliver.ts';
import type { Answer } from '../../functions/event-sender/post.ts';
import { networks } from '../../shared/events/ssrf-guard.ts';
import { newSecret } from '../../shared/events/signing-secrets.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { openTestLedger } from '../support/ledger.ts';
import { putEndpoint, readDelivery, readEndpoint, someEvent } from '../support/endpoints.ts';

const ledger = openTestLedger();
const DAY = 24 * 60 * 60 * 1000;
const OK: Answer = { statusCode: 204 };
const DOWN: Answer = { problem: 'ECONNREFUSED' };
const secret = () => newSecret('2026-03-01T00:00:00.000Z').secret;

/** An endpoint that answers in this way, and what it was sent. */
const sender = async (answers: Answer | Answer[], more: Partial<Sending> = {}) => {
  const agency = randomId('agency');
  const endpoint = await putEndpoint(ledger, agency);
  const event = someEvent(agency);
  const sent: { headers: Record<string, string>; body: string; addresses: readonly string[] }[] = [];
  const script = [answers].flat();
  const secrets = [secret(), secret()];
  const clock = { now: Date.now() };
  const deliver = deliverWith({
    table: ledger.table,
    now: () => clock.now,
    secretsOf: async () => secrets,
    networks: networks.parse(''),
    resolve: async () => ['93.184.215.14'],
    post: async ({ addresses }, headers, body) => {
      sent.push({ headers, body, addresses });
      return script[Math.min(sent.length, script.length) - 1] ?? OK;
    },
    ...more,
  });
  const first = clock.now;
  return {
    endpoint,
    event,
    sent,
    secrets,
    clock,
    send: (resend = false) =>
      deliver({ agency, endpoint: endpoint.id, event, ...(resend && { resend: true as const }) }, first),
    log: () => readDelivery(ledger, endpoint, event),
    now: () => readEndpoint(ledger, endpoint),
  };
};

test('what is sent is the event, and verifies with either of two secrets', async () => {
  const { send, sent, event, secrets, log } = await sender(OK);
  expect(await send()).toBe('done');
  const [{ headers, body } = { headers: {}, body: '' }] = sent;
  expect(headers).toMatchObject({ 'webhook-id': event.id });
  for (const one of secrets) expect(new Webhook(one).verify(body, headers)).toEqual(event);
  expect(() => new Webhook(secret()).verify(body, headers)).toThrow('No matching signature');
  expect(await log()).toMatchObject({
    status: 'delivered',
    attempts: 1,
    statusCode: 204,
    account: 'customer',
  });
});

test('the log is cleared away after 30 days', async () => {
  const { send, log, clock } = await sender(OK);
  await send();
  expect((await log())?.ttl).toBe(Math.floor((clock.now + 30 * DAY) / 1000));
});

test('a repetition of what was delivered is not sent; asked for again it is', async () => {
  const { send, sent, log } = await sender(OK);
  await send();
  expect(await send()).toBe('done');
  expect(sent).toHaveLength(1);
  expect(await send(true)).toBe('done');
  expect(sent).toHaveLength(2);
  expect(await log()).toMatchObject({ attempts: 2 });
});

test.each<[string, Answer]>([
  ['no answer', DOWN],
  ['a redirect', { statusCode: 302 }],
  ['an error', { statusCode: 500 }],
  ['not even a status', { statusCode: 0 }],
])('after %s it comes again, and the log says why', async (_, answer) => {
  const { send, log, now } = await sender([answer, OK]);
  expect(await send()).toBe('again');
  expect(await log()).toMatchObject({ status: 'failing', attempts: 1, ...answer });
  expect((await now())?.failingSince).toMatch(/Z$/);
  expect(await send()).toBe('done');
  expect(await log()).toMatchObject({ status: 'delivered', attempts: 2, statusCode: 204 });
  expect((await now())?.failingSince).toBeUndefined();
});

test('after five days of nothing but failure the endpoint is disabled, and gets nothing more', async () => {
  const { send, sent, log, now, clock } = await sender(DOWN);
  await send();
  clock.now += 5 * DAY - 1;
  expect(await send()).toBe('again');
  clock.now += 1;
  expect(await send()).toBe('done');
  expect(await now()).toMatchObject({ status: 'disabled', failingSince: expect.any(String) });
  expect(await log()).toMatchObject({ status: 'failed', attempts: 3 });
  expect(await send()).toBe('done');
  expect(sent).toHaveLength(3);
  expect(await log()).toMatchObject({ status: 'failed', problem: 'endpoint_disabled' });
});

test('one event that is refused for five days, where others are taken, is given up; the endpoint is not', async () => {
  const { send, log, now, clock } = await sender({ statusCode: 422 });
  clock.now += 5 * DAY;
  expect(await send()).toBe('done');
  expect(await log()).toMatchObject({ status: 'failed', statusCode: 422 });
  expect(await now()).toMatchObject({ status: 'active' });
});

test('a name that leads into our own house by now is sent nothing', async () => {
  const { send, sent, log } = await sender(OK, { resolve: async () => ['169.254.169.254'] });
  expect(await send()).toBe('again');
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject({ status: 'failing', problem: 'address_not_public' });
});

test('without a secret nothing is sent', async () => {
  const { send, sent, log } = await sender(OK, { secretsOf: async () => [] });
  expect(await send()).toBe('again');
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject({ problem: 'no_secret' });
});

test('what is sent to is what was checked', async () => {
  const answers = [['93.184.215.14'], ['127.0.0.1']];
  const { send, sent } = await sender(OK, { resolve: async () => answers.shift() ?? [] });
  await send();
  expect(sent).toMatchObject([{ addresses: ['93.184.215.14'] }]);
});

test('an endpoint that was deleted gets nothing', async () => {
  const { event, sent } = await sender(OK);
  const deliver = deliverWith({
    table: ledger.table,
    now: Date.now,
    secretsOf: async () => [secret()],
    networks: networks.parse(''),
    resolve: async () => ['93.184.215.14'],
    post: async () => OK,
  });
  expect(await deliver({ agency: randomId('agency'), endpoint: 'end_gone', event }, 0)).toBe('done');
  expect(sent).toEqual([]);
});

test('sent twice at one moment, it is in the log', async () => {
  const { send, log } = await sender(OK);
  expect(await Promise.all([send(true), send(true), send(true)])).toEqual(['done', 'done', 'done']);
  expect(await log()).toMatchObject({ status: 'delivered' });
});
