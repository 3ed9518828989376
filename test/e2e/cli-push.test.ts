import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  getAgencyPackage,
  getSettings,
  listAgencyPackages,
  listAllowances,
  putAllowance,
  putMeter,
  putPackage,
  putProduct,
  putService,
} from '@scrip/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { allowanceBody, meterBody, packageBody, productBody, serviceBody } from '../support/agency.ts';
import { newAgency, signedIn } from '../support/cli-agency.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const content = z.looseObject({
  settings: z.looseObject({ name: z.string() }),
  packages: z.record(z.string(), z.looseObject({ name: z.string() })),
  allowances: z.record(z.string(), z.looseObject({ every: z.string() })),
});

/** An agency with a catalogue, and the file that its developer pulled. */
const setUp = async () => {
  const { agency, client } = await newAgency(stack.api);
  const cli = await signedIn(stack.api, agency);
  const headers = { 'if-none-match': '*' };
  for (const packageId of ['starter', 'studio']) {
    (await client.call(putPackage, { params: { packageId }, headers, body: packageBody })).orThrow();
  }
  (await client.call(putProduct, { params: { productId: 'brushes' }, headers, body: productBody })).orThrow();
  (
    await client.call(putService, { params: { serviceId: 'portrait' }, headers, body: serviceBody })
  ).orThrow();
  (await client.call(putMeter, { params: { meterId: 'calls' }, headers, body: meterBody })).orThrow();
  (
    await client.call(putAllowance, { params: { allowanceId: 'monthly' }, headers, body: allowanceBody })
  ).orThrow();
  expect(await cli.run(['pull'])).toMatchObject({ code: 0 });
  const file = path.join(cli.folder, 'scrip.json');
  const read = () => content.parse(JSON.parse(readFileSync(file, 'utf8')));
  const change = (to: (before: z.infer<typeof content>) => unknown) =>
    writeFileSync(file, JSON.stringify(to(read()), undefined, 2));
  const json = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await cli.run([...args, '--json'])).stdout);
  const nameOf = async (packageId: string) =>
    (await client.call(getAgencyPackage, { params: { packageId } })).orThrow().name;
  return { client, cli, file, read, change, json, nameOf };
};

test('what was pulled has everything, is valid by its schema, and pushing it changes nothing', async () => {
  const { cli, read, client, json } = await setUp();
  expect(read()).toMatchObject({
    $schema: './scrip.schema.json',
    settings: { name: 'Studio' },
    packages: { starter: packageBody, studio: packageBody },
    products: { brushes: { name: productBody.name } },
    services: { portrait: { name: serviceBody.name } },
    meters: { calls: meterBody },
    allowances: { monthly: allowanceBody },
  });
  expect(JSON.parse(readFileSync(path.join(cli.folder, 'scrip.schema.json'), 'utf8'))).toHaveProperty(
    '$defs',
  );
  const before = await client.call(getSettings);

  expect(await json('push', '--yes')).toMatchObject({
    changes: ['settings', 'starter', 'studio', 'brushes', 'portrait', 'calls', 'monthly'].map((id) => ({
      id,
      change: 'unchanged',
    })),
  });
  const after = await client.call(getSettings);
  expect([before, after].map((one) => one.ok && one.headers.get('etag'))).toEqual([
    expect.any(String),
    before.ok && before.headers.get('etag'),
  ]);
});

test('restrictions, bonus tiers and ways of payment go both ways without loss', async () => {
  const { client, cli, change, json, read } = await setUp();
  const onlyFor = { products: ['brushes'], categories: ['Art & craft'], services: ['portrait'] };
  change(({ settings, packages, ...rest }) => ({
    ...rest,
    settings: {
      ...settings,
      customAmount: {
        unitPrice: 10,
        minimum: 10,
        maximum: 5000,
        bonusTiers: [
          { fromCredits: 500, bonusCredits: 50, bonusOnlyFor: { meters: ['api-calls'] } },
          { fromCredits: 1000, bonusCredits: 150 },
        ],
      },
    },
    packages: {
      ...packages,
      studio: { ...packages['studio'], onlyFor, bonusOnlyFor: { services: ['portrait'] } },
    },
    services: { portrait: { ...serviceBody, payment: 'when_done' } },
  }));
  const wanted = read();
  expect(await json('push', '--yes')).toMatchObject({
    sent: ['settings', 'studio', 'portrait'].map((id) => ({ id, outcome: 'changed' })),
  });
  const stored = (await client.call(getAgencyPackage, { params: { packageId: 'studio' } })).orThrow();
  expect(stored.onlyFor).toEqual(onlyFor);
  expect(await cli.run(['pull', '--yes'])).toMatchObject({ code: 0 });
  expect(read()).toEqual(wanted);
});

test('changes are shown, asked for, sent once, and what is gone stays without --prune', async () => {
  const { client, cli, change, json, nameOf } = await setUp();
  change(({ settings, packages: { starter, studio, ...others }, ...rest }) => ({
    ...rest,
    settings: { ...settings, lowBalance: 30 },
    packages: { ...others, starter: { ...starter, name: 'Beginner' }, giant: studio },
  }));
  const shown = await cli.run(['push', '--dry-run']);
  expect(shown).toMatchObject({ code: 0 });
  for (const line of [
    '~ settings',
    '    /lowBalance: 20 → 30',
    '~ package starter',
    '    /name: "Starter" → "Beginner"',
    '+ package giant',
    'package studio is not in the file',
  ]) {
    expect(shown.stdout).toContain(line);
  }
  expect(await cli.run(['push'])).toMatchObject({ code: 2, stdout: '' });
  expect(await nameOf('starter')).toBe('Starter');

  expect(await json('push', '--yes')).toMatchObject({
    sent: [
      { id: 'settings', outcome: 'changed' },
      { id: 'starter', outcome: 'changed' },
      { id: 'giant', outcome: 'created' },
    ],
  });
  expect(await nameOf('starter')).toBe('Beginner');
  expect(await json('push', '--yes')).not.toHaveProperty('sent');
  expect(await json('push', '--prune', '--yes')).toMatchObject({
    sent: [{ id: 'studio', outcome: 'deleted' }],
  });
  const left = (await client.call(listAgencyPackages)).orThrow().items.map(({ id }) => id);
  expect(left.toSorted()).toEqual(['giant', 'starter']);
});

test('an allowance is changed from the file, made by it, and deleted with --prune', async () => {
  const { client, change, json } = await setUp();
  change(({ allowances, ...rest }) => ({
    ...rest,
    allowances: {
      monthly: { ...allowances['monthly'], amount: 7 },
      weekly: { ...allowances['monthly'], every: 'week' },
    },
  }));
  expect(await json('push', '--yes')).toMatchObject({
    sent: [
      { id: 'monthly', outcome: 'changed' },
      { id: 'weekly', outcome: 'created' },
    ],
  });
  change(({ allowances: { monthly }, ...rest }) => ({ ...rest, allowances: { monthly } }));
  expect(await json('push', '--prune', '--yes')).toMatchObject({
    sent: [{ id: 'weekly', outcome: 'deleted' }],
  });
  const { items } = (await client.call(listAllowances)).orThrow();
  expect(items).toMatchObject([{ id: 'monthly', amount: 7 }]);
});

test('a file that is wrong names every fault and sends nothing', async () => {
  const { cli, change, nameOf } = await setUp();
  change(({ settings, packages, ...rest }) => ({
    ...rest,
    settings: { ...settings, name: 'Changed', colour: 'red' },
    packages: { ...packages, starter: { ...packages['starter'], credits: 'many' } },
  }));
  const refused = await cli.run(['push', '--yes']);

  expect(refused).toMatchObject({ code: 5, stdout: '' });
  expect(refused.stderr).toContain('/packages/starter/credits');
  expect(refused.stderr).toContain('colour');
  expect(await nameOf('starter')).toBe('Starter');
});

test('what somebody else changed meanwhile is a conflict and stays', async () => {
  const { client, cli, change, nameOf } = await setUp();
  change(({ packages, ...rest }) => ({
    ...rest,
    packages: { ...packages, starter: { ...packages['starter'], name: 'Mine' } },
  }));
  const params = { packageId: 'starter' };
  // Between the difference and its request somebody else is quicker.
  const api = await proxy(async ({ method }) => {
    if (method !== 'PUT') return;
    const known = await client.call(getAgencyPackage, { params });
    const headers = { 'if-match': known.ok ? (known.headers.get('etag') ?? '') : '' };
    (await client.call(putPackage, { params, headers, body: { ...packageBody, name: 'Theirs' } })).orThrow();
  });
  const pushed = await cli.run(['push', '--yes', '--json', '--api', api]);

  expect(pushed.code).toBe(5);
  expect(JSON.parse(pushed.stdout)).toMatchObject({
    sent: [{ id: 'starter', outcome: 'conflict', failure: { code: 'precondition_failed' } }],
  });
  expect(await nameOf('starter')).toBe('Theirs');
});

/** Something between the command line and the API, that does something before it passes a request on. */
const proxy = async (before: (request: IncomingMessage) => Promise<void>): Promise<string> => {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await before(request);
    const { method = 'GET', headers, url = '/' } = request;
    const { authorization = '', 'if-match': ifMatch, 'content-type': type } = headers;
    const body = await text(request);
    const answer = await fetch(new URL(url, stack.api), {
      method,
      headers: {
        authorization,
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(type !== undefined && { 'content-type': type }),
      },
      ...(body !== '' && { body }),
    });
    const answered = await answer.text();
    const kept = ['content-type', 'etag'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    response.writeHead(answer.status, Object.fromEntries(kept)).end(answered);
  };
  const server = createServer((request, response) => void pass(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${port}`;
};

test('a refusal by the API leaves the other changes in place', async () => {
  const { cli, change, json, nameOf } = await setUp();
  change(({ packages, ...rest }) => ({
    ...rest,
    packages: {
      starter: { ...packages['starter'], price: { amount: 1, currency: 'XTS' } },
      studio: { ...packages['studio'], name: 'Large studio' },
    },
  }));
  expect(await json('push', '--yes')).toMatchObject({
    sent: [
      { id: 'starter', outcome: 'refused', failure: { code: expect.any(String) } },
      { id: 'studio', outcome: 'changed' },
    ],
  });
  expect(await nameOf('studio')).toBe('Large studio');
  expect(await cli.run(['push', '--yes'])).toMatchObject({ code: 1 });
});

test('a file begins an agency', async () => {
  const { read } = await setUp();
  const { settings, ...rest } = read();
  const cli = await signedIn(stack.api, `new-${Date.now()}`);
  writeFileSync(path.join(cli.folder, 'scrip.json'), JSON.stringify({ settings, ...rest }));

  expect(await cli.run(['push', '--yes'])).toMatchObject({ code: 0 });
  expect(await cli.run(['pull', '--yes'])).toMatchObject({ code: 0 });
  expect(content.parse(JSON.parse(readFileSync(path.join(cli.folder, 'scrip.json'), 'utf8')))).toEqual({
    settings,
    ...rest,
  });
});
