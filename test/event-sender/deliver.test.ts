import { Webhook } from 'standardwebhooks';
import { expect, test, vi } from 'vitest';
import { deliverWith } from '../../functions/event-sender/deliver.ts';
import type { Sending } from '../../functions/event-sender/try-once.ts';
import type { Answer } from '../../functions/event-sender/post.ts';
import { MAX_WAITING_DELIVERIES } from '../../shared/events/circuit.ts';
import { networks } from '../../shared/events/ssrf-guard.ts';
import { newSecret } from '../../shared/events/signing-secrets.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { PATIENCE } from '../support/patience.ts';
import { putEndpoint, readDelivery, readEndpoint, someEvent } from '../support/endpoints.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
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
    ...ledger,
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

test('the sent body is the event, and verifies with either of two secrets', async () => {
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

test('a failed event is retried at growing intervals for days', async () => {
  const { send } = await sender(DOWN);
  const waits: unknown[] = [];
  for (let failures = 1; failures <= 7; failures += 1) waits.push(await send());
  expect(waits).toEqual(
    [5000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS].map(
      (retryInMs) => ({ retryInMs }),
    ),
  );
});

test('a retry reads endpoint, delivery and circuit in one BatchGet, and what follows reads nothing again', async () => {
  const metered = openTestLedger();
  const { during } = meter(metered);
  const { send, clock } = await sender([DOWN, DOWN, OK], metered);
  await send();
  expect(await during(send)).toMatchObject({ calls: ['BatchGetItem', 'PutItem'] });
  clock.now += HOUR_MS;
  expect(await during(send)).toMatchObject({ calls: ['BatchGetItem', 'PutItem', 'PutItem'] });
});

test('the delivery log expires after 30 days', async () => {
  const { send, log, clock } = await sender(OK);
  await send();
  expect((await log())?.ttl).toBe(Math.floor((clock.now + 30 * DAY_MS) / 1000));
});

test('a duplicate of a delivered event is not sent, but a requested resend is', async () => {
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
])('after %s the event is retried, and the log says why', async (_, answer) => {
  const { send, log, now } = await sender([answer, OK]);
  expect(await send()).toEqual({ retryInMs: 5000 });
  expect(await log()).toMatchObject({ status: 'failing', attempts: 1, ...answer });
  expect((await now())?.failingSince).toMatch(/Z$/);
  expect(await send()).toBe('done');
  expect(await log()).toMatchObject({ status: 'delivered', attempts: 2, statusCode: 204 });
  expect((await now())?.failingSince).toBeUndefined();
});

test('after five days of failures only, the endpoint is disabled and gets nothing more', async () => {
  const { send, sent, log, now, clock } = await sender(DOWN);
  await send();
  clock.now += 5 * DAY_MS - 1;
  expect(await send()).toEqual({ retryInMs: 5 * MINUTE_MS });
  clock.now += 1;
  expect(await send()).toBe('done');
  expect(await now()).toMatchObject({ status: 'disabled', failingSince: expect.any(String) });
  expect(await log()).toMatchObject({ status: 'failed', attempts: 3 });
  expect(await send()).toBe('done');
  expect(sent).toHaveLength(3);
  expect(await log()).toMatchObject({ status: 'failed', problem: 'endpoint_disabled' });
});

test('an event that fails for five days while others succeed is given up, and its endpoint stays enabled', async () => {
  const { send, log, now, clock } = await sender({ statusCode: 422 });
  clock.now += 5 * DAY_MS;
  expect(await send()).toBe('done');
  expect(await log()).toMatchObject({ status: 'failed', statusCode: 422 });
  expect(await now()).toMatchObject({ status: 'active' });
});

test('nothing is sent to a name that now resolves to a private address', async () => {
  const { send, sent, log } = await sender(OK, { resolve: async () => ['169.254.169.254'] });
  expect(await send()).toEqual({ retryInMs: 5000 });
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject({ status: 'failing', problem: 'address_not_public' });
});

test('nothing is sent without a secret', async () => {
  const { send, sent, log } = await sender(OK, { secretsOf: async () => [] });
  expect(await send()).toEqual({ retryInMs: 5000 });
  expect(sent).toEqual([]);
  expect(await log()).toMatchObject({ problem: 'no_secret' });
});

test('the event goes to the checked address', async () => {
  const answers = [['93.184.215.14'], ['127.0.0.1']];
  const { send, sent } = await sender(OK, { resolve: async () => answers.shift() ?? [] });
  await send();
  expect(sent).toMatchObject([{ addresses: ['93.184.215.14'] }]);
});

test('nothing is sent to a deleted endpoint', async () => {
  const { event, sent } = await sender(OK);
  const deliver = deliverWith({
    ...ledger,
    now: Date.now,
    secretsOf: async () => [secret()],
    networks: networks.parse(''),
    resolve: async () => ['93.184.215.14'],
    post: async () => OK,
  });
  expect(await deliver({ agency: randomId('agency'), endpoint: 'end_gone', event }, 0)).toBe('done');
  expect(sent).toEqual([]);
});

test('an event sent twice at once has its log entry', async () => {
  const { send, log } = await sender(OK);
  expect(await Promise.all([send(true), send(true), send(true)])).toEqual(['done', 'done', 'done']);
  expect(await log()).toMatchObject({ status: 'delivered' });
});

/** An endpoint that never answers, as long as `signal` lets it. */
const hangs: Sending['post'] = async (_to, _headers, _body, signal) =>
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ problem: 'timeout' }), { once: true });
  });

/** Several events for one endpoint, each with a sender of its own. */
const senders = async (more: Partial<Sending>) => {
  const agency = randomId('agency');
  const endpoint = await putEndpoint(ledger, agency);
  const clock = { now: Date.now() };
  const deliver = deliverWith({
    ...ledger,
    now: () => clock.now,
    secretsOf: async () => [secret()],
    networks: networks.parse(''),
    resolve: async () => ['93.184.215.14'],
    post: async () => OK,
    timeouts: { wholeMs: 300, withoutSlotMs: 50 },
    ...more,
  });
  const send = async (place: number, age = 0) =>
    await deliver({ agency, endpoint: endpoint.id, event: someEvent(agency, place) }, clock.now - age);
  return { agency, endpoint, clock, send };
};

test('a hanging endpoint occupies two senders at most; after a time-out nobody calls it, then one at a time', async () => {
  let dialled = 0;
  const { endpoint, send, clock } = await senders({
    post: async (...given) => {
      dialled += 1;
      return await hangs(...given);
    },
  });
  const sendAll = async () =>
    await Promise.all(Array.from({ length: 12 }, async (_, place) => await send(place)));
  const waits = (await sendAll()).map((outcome) => (outcome === 'done' ? 0 : outcome.retryInMs));
  // Who had a slot has failed; the others are put off.
  const failed = waits.filter((wait) => wait === 5000);
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThanOrEqual(2);
  expect(waits.filter((wait) => wait >= 15_000)).toHaveLength(12 - failed.length);

  const before = dialled;
  for (const outcome of await sendAll())
    expect(outcome === 'done' ? 0 : outcome.retryInMs).toBeGreaterThan(59_000);
  expect(dialled).toBe(before);

  clock.now += 2 * MINUTE_MS;
  await sendAll();
  expect(dialled).toBe(before + 1);
  expect(await readEndpoint(ledger, endpoint)).toMatchObject({ failingSince: expect.any(String) });
});

test('once it answers again, all events are sent', async () => {
  let isWell = false;
  const { send, clock } = await senders({
    post: async (...given) => (isWell ? OK : await hangs(...given)),
  });
  expect(await send(0)).toMatchObject({ retryInMs: 5000 });
  expect(await send(1)).toMatchObject({ retryInMs: expect.any(Number) });
  isWell = true;
  clock.now += 2 * MINUTE_MS;
  expect(await send(0)).toBe('done');
  expect(await Promise.all([1, 2, 3, 4].map(async (place) => await send(place)))).toEqual(
    Array.from({ length: 4 }, () => 'done'),
  );
});

test('a slow endpoint gets all events, a few at a time', async () => {
  let answering = Promise.withResolvers<Answer>();
  const { send } = await senders({
    timeouts: { wholeMs: 60_000, withoutSlotMs: 50 },
    post: async () => await answering.promise,
  });
  const waiting = new Set([0, 1, 2, 3, 4]);
  const rounds: number[] = [];
  while (waiting.size > 0) {
    answering = Promise.withResolvers<Answer>();
    const all = waiting.size;
    let postponed = 0;
    const sent = [...waiting].map(async (place) => {
      if ((await send(place)) === 'done') return waiting.delete(place);
      postponed += 1;
      return false;
    });
    // It answers only once all that found no slot have given up.
    await vi.waitFor(() => expect(postponed).toBeGreaterThanOrEqual(all - MAX_WAITING_DELIVERIES), PATIENCE);
    answering.resolve(OK);
    rounds.push((await Promise.all(sent)).filter(Boolean).length);
  }
  expect(rounds[0]).toBeGreaterThan(0);
  expect(rounds[0]).toBeLessThan(5);
});

test('a hanging name server counts as a time-out', async () => {
  const { send } = await senders({ resolve: async () => await new Promise(() => {}) });
  expect(await send(0)).toEqual({ retryInMs: 5000 });
  expect(await send(1)).toMatchObject({ retryInMs: expect.any(Number) });
});

test('an event postponed for five days is given up, and the log says so', async () => {
  const { endpoint, send } = await senders({ post: hangs });
  await send(0);
  expect(await send(1, 5 * DAY_MS - 1)).toMatchObject({ retryInMs: expect.any(Number) });
  expect(await send(1, 5 * DAY_MS)).toBe('done');
  const delivery = await readDelivery(ledger, endpoint, someEvent(endpoint.agency, 1));
  expect(delivery).toMatchObject({ status: 'failed', attempts: 0, problem: 'timeout' });
});
