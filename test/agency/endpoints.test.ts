import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endpointHandlers } from '../../functions/agency/endpoints.ts';
import { deliverWith } from '../../functions/event-sender/deliver.ts';
import { type SecretsManager, startSecretsManager } from '../../infra/local/aws/secrets-manager.ts';
import { changeSecrets } from '../../shared/events/change-secrets.ts';
import type { EndpointParts } from '../../shared/events/endpoint-parts.ts';
import { networks } from '../../shared/events/ssrf-guard.ts';
import { newSecret, signingAt, signingSecrets } from '../../shared/events/signing-secrets.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { endpointRoutes } from '../../shared/http/routes/agency/endpoints.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { eventType } from '../../shared/table/items/cloud-event.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { ok } from '../../shared/kernel/result.ts';
import { endpointItem } from '../../shared/table/items/endpoint.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { changeItem } from '../../shared/table/items/change.ts';
import { changesPartition, endpointKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { everyItem } from '../../shared/table/list.ts';
import { eventMessage } from '../../shared/events/message.ts';
import { type Call, call } from '../support/api.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { putEndpoint, readEndpoint, someEvent } from '../support/endpoints.ts';
import { openTestLedger } from '../support/ledger.ts';
import { temporaryDirectory } from '../support/stack.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const PREFIX = 'scrip/test/agencies';
const url = 'https://example.com/events';
const clock = { now: Date.now() };
const ledger = openTestLedger({ now: () => clock.now });
const sqs = mockClient(SQSClient);
afterEach(() => sqs.reset());

let file: string;
let manager: SecretsManager;
let client: SecretsManagerClient;
let handler: ReturnType<typeof handlerOf>;
let remove: () => Promise<void>;

const handlerOf = (parts: EndpointParts) => apiHandler(endpointRoutes, endpointHandlers(parts));

const partsOn = (on: Ledger): EndpointParts => ({
  ledger: on,
  secrets: { client, prefix: PREFIX, deadline: on.deadline },
  queue: { sqs: new SQSClient({}), url: 'https://sqs.example/events.fifo' },
  networks: networks.parse(''),
  resolve: async (host) => (host.startsWith('inside') ? ['10.0.0.1'] : ['93.184.215.14']),
});

const changesOf = (agency: string) =>
  everyItem(ledger.table, { partition: changesPartition(agency), item: changeItem });

beforeAll(async () => {
  const temporary = await temporaryDirectory();
  remove = temporary.remove;
  file = join(temporary.directory, 'secrets.json');
  manager = await startSecretsManager(0, file);
  client = new SecretsManagerClient({
    endpoint: manager.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  handler = handlerOf(partsOn(ledger));
});
afterAll(async () => {
  client.destroy();
  await manager.stop();
  await remove();
});

type Name = keyof typeof endpointRoutes;

/** Somebody of an agency that nobody knows. */
const someAdmin = (agency = randomId('agency')) => {
  const ask = (name: Name, request: Omit<Call, 'caller'> = {}) =>
    call(handler, endpointRoutes[name], { caller: { agency, actor: 'admin' }, ...request });
  const create = async (body: object = { url }) => {
    const answer = await ask('createEndpoint', { body });
    return endpointRoutes.createEndpoint.responses[201].body.parse(answer.body);
  };
  const list = async () =>
    endpointRoutes.listEndpoints.responses[200].body.parse((await ask('listEndpoints')).body).items;
  return { agency, ask, create, list };
};

const secretsOf = async (agency: string) => {
  const secrets = z.record(z.string(), z.json()).parse(JSON.parse(await readFile(file, 'utf8')));
  return signingSecrets.parse(secrets[`${PREFIX}/${agency}/endpoints`] ?? {});
};

describe('an endpoint', () => {
  test('is created with a secret that is shown once', async () => {
    const { agency, ask, create } = someAdmin();
    const { id, secret, ...made } = await create({ url, types: ['credits.added'], description: 'Ours' });
    expect(made).toMatchObject({ url, types: ['credits.added'], description: 'Ours', status: 'active' });
    expect(signingAt((await secretsOf(agency))[id], instant(clock.now))).toEqual([secret]);
    const read = await ask('getEndpoint', { params: { endpointId: id } });
    expect(read).toMatchObject({ status: 200, body: { id, url } });
    expect(JSON.stringify([read, await ask('listEndpoints')])).not.toContain(secret);
  });

  test('receives all event types by default', async () => {
    const { create, list } = someAdmin();
    await create();
    expect(await list()).toMatchObject([{ types: eventType.options }]);
  });

  test('is replaced as a whole, disabled and enabled', async () => {
    const { agency, ask, create } = someAdmin();
    const { id } = await create({ url, types: ['credits.added'], description: 'Ours' });
    const change = (body: object) => ask('updateEndpoint', { params: { endpointId: id }, body });
    expect(await change({ url: `${url}/new`, enabled: false })).toMatchObject({
      status: 200,
      body: { url: `${url}/new`, types: eventType.options, status: 'disabled' },
    });
    expect(await change({ url, enabled: true })).toMatchObject({ body: { status: 'active' } });
    expect(await secretsOf(agency)).toHaveProperty(id);
  });

  test('starts afresh when enabled after failures', async () => {
    const { agency, ask } = someAdmin();
    const endpoint = await putEndpoint(ledger, agency, {
      status: 'disabled',
      failingSince: '2026-01-01T00:00:00.000Z',
    });
    const answer = await ask('updateEndpoint', {
      params: { endpointId: endpoint.id },
      body: { url, enabled: true },
    });
    expect(answer.body).not.toHaveProperty('failingSince');
    expect(await readEndpoint(ledger, endpoint)).not.toHaveProperty('failingSince');
  });

  test.each([
    ['of some types', { types: ['credits.added'] }],
    ['of all types, including future ones', {}],
  ])('%s accepts its own response as input to an edit', async (_, more) => {
    const { agency, ask } = someAdmin();
    const endpoint = await putEndpoint(ledger, agency, {
      ...endpointItem.pick({ types: true }).parse(more),
      failingSince: '2026-01-01T00:00:00.000Z',
    });
    const params = { endpointId: endpoint.id };
    const { body: read } = await ask('getEndpoint', { params });
    const { failingSince: _failingSince, ...kept } = read;
    const put = await ask('updateEndpoint', { params, body: read });
    expect(put).toMatchObject({ status: 200 });
    expect(put.body).toEqual(kept);
    expect((await readEndpoint(ledger, endpoint))?.types).toEqual(endpoint.types);
    const disabled = { ...kept, status: 'disabled' };
    expect((await ask('updateEndpoint', { params, body: disabled })).body).toEqual(disabled);
    expect(await ask('updateEndpoint', { params, body: { ...disabled, enabled: true } })).toMatchObject({
      body: { status: 'active' },
    });
  });

  test.each<[string, object]>([
    ['/id', { id: 'another' }],
    ['/createdAt', { createdAt: '2020-01-01T00:00:00Z' }],
    ['/enabled', { status: undefined }],
    ['', { version: 1 }],
  ])('is refused with a fault at %j', async (pointer, edit) => {
    const { ask, create } = someAdmin();
    const params = { endpointId: (await create()).id };
    const { body: read } = await ask('getEndpoint', { params });
    expect(await ask('updateEndpoint', { params, body: { ...read, ...edit } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', faults: [{ in: 'body', pointer }] },
    });
    expect((await ask('getEndpoint', { params })).body).toEqual(read);
  });

  test('is gone after its deletion, and so is its secret', async () => {
    const { agency, ask, create, list } = someAdmin();
    const [kept, gone] = [await create(), await create()];
    const params = { endpointId: gone.id };
    expect(await ask('deleteEndpoint', { params })).toMatchObject({ status: 204 });
    expect(await ask('deleteEndpoint', { params })).toMatchObject({ status: 404 });
    expect((await list()).map(({ id }) => id)).toEqual([kept.id]);
    expect(Object.keys(await secretsOf(agency))).toEqual([kept.id]);
  });
});

describe('an endpoint is refused', () => {
  test.each([
    ['http://example.com/events', 'not_https'],
    ['https://inside.example.com/events', 'address_not_public'],
    ['https://127.0.0.1/', 'address_not_public'],
    ['https://user:secret@example.com/', 'credentials_in_url'],
    ['https://example.com:22/', 'port_not_allowed'],
  ])('at %s', async (address, reason) => {
    const { ask, list } = someAdmin();
    const refused = { status: 422, body: { code: 'endpoint_not_allowed', reason } };
    expect(await ask('createEndpoint', { body: { url: address } })).toMatchObject(refused);
    expect(await list()).toEqual([]);
  });

  test.each([
    [{}],
    [{ url: 'example.com' }],
    [{ url: 'ftp://example.com/' }],
    [{ url, types: [] }],
    [{ url, types: ['credits.stolen'] }],
    [{ url, secret: 'whsec_mine' }],
  ])('of %j', async (body) => {
    expect(await someAdmin().ask('createEndpoint', { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  test('when it moves to such an address', async () => {
    const { ask, create, list } = someAdmin();
    const { id } = await create();
    const body = { url: 'https://10.0.0.1/', enabled: true };
    const refused = { status: 422, body: { code: 'endpoint_not_allowed' } };
    expect(await ask('updateEndpoint', { params: { endpointId: id }, body })).toMatchObject(refused);
    expect(await list()).toMatchObject([{ url }]);
  });

  test('beyond the tenth, under any concurrency, and each created one keeps its secret', async () => {
    const { agency, ask, list } = someAdmin();
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => ask('createEndpoint', { body: { url } })),
    );
    const made = answers
      .filter(({ status }) => status === 201)
      .map(({ body }) => z.string().parse(body['id']));
    const codes = new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body['code']));
    expect(made.length).toBeGreaterThan(0);
    expect(made.length).toBeLessThanOrEqual(10);
    expect(['endpoint_limit', 'busy']).toEqual(expect.arrayContaining([...codes]));
    expect((await list()).map(({ id }) => id).toSorted()).toEqual(made.toSorted());
    expect(Object.keys(await secretsOf(agency)).toSorted()).toEqual(made.toSorted());
    for (let more = made.length; more < 10; more += 1) await someAdmin(agency).create();
    expect(await ask('createEndpoint', { body: { url } })).toMatchObject({
      status: 409,
      body: { code: 'endpoint_limit' },
    });
  });
});

describe('a secret', () => {
  test('signs alongside its successor for 24 hours', async () => {
    const { agency, ask, create } = someAdmin();
    const { id, secret: first } = await create();
    const answer = await ask('rotateEndpointSecret', { params: { endpointId: id } });
    const { secret: second } = endpointRoutes.rotateEndpointSecret.responses[201].body.parse(answer.body);
    const signing = async (later: number) =>
      signingAt((await secretsOf(agency))[id], instant(clock.now + later));
    expect(second).not.toBe(first);
    expect(await signing(DAY_MS - 1)).toEqual([second, first]);
    expect(await signing(DAY_MS)).toEqual([second]);
  });

  test('that is new shows in the endpoint, later than every one before, and outlives a change of the endpoint', async () => {
    const { agency, ask, create } = someAdmin();
    const { id } = await create();
    const stored = async () => await readOne(ledger.table, endpointKey(agency, id), endpointItem);
    const rotate = () => ask('rotateEndpointSecret', { params: { endpointId: id } });
    expect(await stored()).not.toHaveProperty('secretFrom');
    // The clock stands still here.
    for (const _ of [1, 2]) {
      const { body } = await rotate();
      expect(body).not.toHaveProperty('secretFrom');
      const times = (await secretsOf(agency))[id]?.map(({ from }) => from) ?? [];
      expect(times).toEqual(times.toSorted().toReversed());
      expect(new Set(times).size).toBe(times.length);
      expect((await stored())?.secretFrom).toBe(times[0]);
    }
    const before = await stored();
    await ask('updateEndpoint', { params: { endpointId: id }, body: { url, enabled: false } });
    expect((await stored())?.secretFrom).toBe(before?.secretFrom);
  });

  test('records who replaced it and when; the next call completes an interrupted record', async () => {
    const { agency, ask, create } = someAdmin();
    const { id } = await create();
    const cut = openTestLedger({ now: () => clock.now });
    cutOffAfter(cut, 0);
    const first = await call(handlerOf(partsOn(cut)), endpointRoutes.rotateEndpointSecret, {
      caller: { agency, actor: 'first' },
      params: { endpointId: id },
    });
    expect(first).toMatchObject({ status: 500 });
    expect(await changesOf(agency)).toMatchObject([{ kind: 'endpoint' }]);
    expect(await ask('rotateEndpointSecret', { params: { endpointId: id } })).toMatchObject({ status: 201 });
    const written = (await changesOf(agency)).filter(({ kind }) => kind === 'endpoint_secret');
    expect(written.map(({ actor }) => actor).toSorted()).toEqual(['admin', 'first']);
    expect(written.every(({ recordId }) => recordId === id)).toBe(true);
    expect(JSON.stringify(written)).not.toContain('whsec');
  });

  test('cannot be replaced a third time within 24 hours, so each signs for its promised period', async () => {
    const { agency, ask, create } = someAdmin();
    const { id } = await create();
    const begin = clock.now;
    const rotate = () => ask('rotateEndpointSecret', { params: { endpointId: id } });
    const signing = async () => signingAt((await secretsOf(agency))[id], instant(clock.now));
    try {
      expect(await rotate()).toMatchObject({ status: 201 });
      clock.now = begin + DAY_MS / 2;
      expect(await rotate()).toMatchObject({ status: 201 });
      const promised = await signing();
      clock.now = begin + DAY_MS - 1;
      expect(await rotate()).toMatchObject({
        status: 409,
        body: { code: 'rotation_too_soon', possibleFrom: instant(begin + DAY_MS) },
      });
      expect(promised).toHaveLength(3);
      expect(await signing()).toEqual(promised);
      clock.now = begin + DAY_MS;
      expect(await rotate()).toMatchObject({ status: 201 });
      expect(await signing()).toEqual([expect.any(String), ...promised.slice(0, 2)]);
    } finally {
      clock.now = begin;
    }
  });

  test('returned by any of several concurrent replacements signs', async () => {
    const { agency, ask, create } = someAdmin();
    const { id, secret: first } = await create();
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => ask('rotateEndpointSecret', { params: { endpointId: id } })),
    );
    const given = answers.flatMap(({ status, body }) => (status === 201 ? [body['secret']] : []));
    const codes = new Set(answers.flatMap(({ status, body }) => (status === 201 ? [] : [body['code']])));
    expect(given).not.toEqual([]);
    expect(['rotation_too_soon', 'busy']).toEqual(expect.arrayContaining([...codes]));
    const signing = signingAt((await secretsOf(agency))[id], instant(clock.now));
    expect(new Set([first, ...given])).toEqual(new Set(signing));
    expect(given.length).toBeGreaterThan(0);
  });

  test('of an endpoint that was never stored makes room once no write can still follow', async () => {
    const { agency, create } = someAdmin();
    const abandoned = { end_abandoned: [newSecret(instant(clock.now - DAY_MS))] };
    const fresh = { end_fresh: [newSecret(instant(clock.now))] };
    await changeSecrets(partsOn(ledger).secrets, agency, () =>
      ok({ secrets: { ...abandoned, ...fresh }, value: undefined }),
    );
    const { id } = await create();
    expect(Object.keys(await secretsOf(agency)).toSorted()).toEqual(['end_fresh', id].toSorted());
  });
});

describe('deliveries', () => {
  /** An endpoint that was sent three events, and took the first two. */
  const withDeliveries = async () => {
    const admin = someAdmin();
    const endpoint = await putEndpoint(ledger, admin.agency);
    const events = [0, 1, 2].map((place) => someEvent(admin.agency, place));
    for (const event of events) {
      const deliver = deliverWith({
        ...ledger,
        now: () => clock.now,
        secretsOf: async () => [newSecret(instant(clock.now)).secret],
        networks: networks.parse(''),
        resolve: async () => ['93.184.215.14'],
        post: async () => (event === events[2] ? { problem: 'timeout' } : { statusCode: 200 }),
      });
      await deliver({ agency: admin.agency, endpoint: endpoint.id, event }, clock.now);
    }
    return { ...admin, params: { endpointId: endpoint.id }, events, endpoint };
  };

  test('are listed newest first, page by page', async () => {
    const { ask, params, events } = await withDeliveries();
    const first = await ask('listDeliveries', { params, query: { limit: '2' } });
    const cursor = endpointRoutes.listDeliveries.responses[200].body.parse(first.body).cursor ?? '';
    const second = await ask('listDeliveries', { params, query: { limit: '2', cursor } });
    expect(first.body).toMatchObject({
      items: [
        { eventId: events[2]?.id, status: 'failing', attempts: 1, problem: 'timeout', account: 'customer' },
        { eventId: events[1]?.id, status: 'delivered', statusCode: 200, type: 'credits.spent' },
      ],
    });
    expect(second.body).toMatchObject({ items: [{ eventId: events[0]?.id }] });
  });

  test('are sent again at each request', async () => {
    const { ask, params, events, agency } = await withDeliveries();
    sqs.on(SendMessageCommand).resolves({});
    const resend = () => ask('resendDelivery', { params: { ...params, eventId: events[0]?.id ?? '' } });
    expect(await resend()).toMatchObject({ status: 202 });
    expect(await resend()).toMatchObject({ status: 202 });
    const sent = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);
    expect(eventMessage.parse(JSON.parse(sent[0]?.MessageBody ?? ''))).toEqual({
      agency,
      endpoint: params.endpointId,
      event: events[0],
      resend: true,
    });
    expect(new Set(sent.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size).toBe(2);
  });

  test('are not sent again to a disabled endpoint, nor if never sent', async () => {
    const { ask, params, events, agency } = await withDeliveries();
    const unknown = someEvent(agency, 9).id;
    expect(await ask('resendDelivery', { params: { ...params, eventId: unknown } })).toMatchObject({
      status: 404,
    });
    await ask('updateEndpoint', { params, body: { url, enabled: false } });
    const eventId = events[0]?.id ?? '';
    expect(await ask('resendDelivery', { params: { ...params, eventId } })).toMatchObject({
      status: 409,
      body: { code: 'endpoint_disabled' },
    });
    expect(sqs.commandCalls(SendMessageCommand)).toEqual([]);
  });

  test.each(['listEndpoints', 'listDeliveries'] as const)('%s refuses an invalid cursor', async (name) => {
    const { ask, params } = await withDeliveries();
    const answer = await ask(name, {
      ...(name === 'listDeliveries' && { params }),
      query: { cursor: 'none' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
  });

  test('I8: another agency does not find the endpoint or its deliveries', async () => {
    const { params, events, endpoint } = await withDeliveries();
    const { ask, list } = someAdmin();
    const missing = { status: 404, body: { code: 'not_found' } };
    const body = { url, enabled: false };
    expect(await ask('getEndpoint', { params })).toMatchObject(missing);
    expect(await ask('updateEndpoint', { params, body })).toMatchObject(missing);
    expect(await ask('rotateEndpointSecret', { params })).toMatchObject(missing);
    expect(await ask('listDeliveries', { params })).toMatchObject(missing);
    const eventId = events[0]?.id ?? '';
    expect(await ask('resendDelivery', { params: { ...params, eventId } })).toMatchObject(missing);
    expect(await ask('deleteEndpoint', { params })).toMatchObject(missing);
    expect(await list()).toEqual([]);
    expect(await readEndpoint(ledger, endpoint)).toMatchObject({ status: 'active' });
  });
});
