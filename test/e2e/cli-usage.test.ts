import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAdjustment, getAgencyAccount, putMeter } from '@scrip/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newAgency, signedIn } from '../support/cli-agency.ts';
import { PATIENCE } from '../support/patience.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const eventOf = (id: string, more: object = {}) => ({
  id,
  account: 'alice',
  meter: 'calls',
  quantity: 10,
  time: '2026-01-31T09:30:00Z',
  ...more,
});

/** An agency whose alice has 100 credits, its command line, and a file of events in the folder that this works in. */
const setUp = async () => {
  const { agency, client } = await newAgency(stack.api);
  const body = { type: 'in', amount: 100, reason: 'test', create: true } as const;
  (await client.call(createAdjustment, { params: { accountId: 'alice' }, body })).orThrow();
  const meter = { name: 'Calls', unit: 'call', creditsPer: 1, per: 10, entries: 'each' } as const;
  (await client.call(putMeter, { params: { meterId: 'calls' }, headers: {}, body: meter })).orThrow();
  const cli = await signedIn(stack.api, agency);
  const write = (...lines: unknown[]) =>
    writeFileSync(
      path.join(cli.folder, 'events.jsonl'),
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
  const balance = async () =>
    (await client.call(getAgencyAccount, { params: { accountId: 'alice' } })).orThrow().balance;
  return { cli, write, balance };
};

test('usage of a file is charged once, however often it is reported, and a dry run charges nothing', async () => {
  const { cli, write, balance } = await setUp();
  const events = Array.from({ length: 501 }, (_, place) => eventOf(`event-${place}`, { quantity: 1 }));
  write(...events, '');
  const dry = await cli.run(['usage', 'report', 'events.jsonl', '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, charged: 501, known: 0, refused: [] });
  expect(await balance()).toBe(100);

  for (const _ of [1, 2])
    expect(await cli.run(['usage', 'report', 'events.jsonl'])).toMatchObject({
      code: 0,
      stdout: '501 of 501 events accepted\n',
    });
  await vi.waitFor(async () => {
    const after = await cli.run(['usage', 'report', 'events.jsonl', '--dry-run', '--json']);
    expect(JSON.parse(after.stdout)).toMatchObject({ charged: 0, credits: 0, known: 501 });
  }, PATIENCE);
  expect(await balance()).toBe(50);
});

test('a file with a line that is no event is not sent, and each fault is named by its line', async () => {
  const { cli, write } = await setUp();
  write(eventOf('good'), 'no JSON', eventOf('half', { quantity: 0.5 }), eventOf('typo', { unit: 'call' }));
  const said = await cli.run(['usage', 'report', 'events.jsonl']);

  expect(said).toMatchObject({ code: 5, stdout: '' });
  expect(said.stderr).toContain('line 2: is not JSON');
  expect(said.stderr).toContain('line 3, quantity: must be a whole number');
  expect(said.stderr).toContain('line 4');
  expect(said.stderr).toContain('Nothing was sent.');
  const refused = await cli.run(['usage', 'refused', '--json']);
  expect(JSON.parse(refused.stdout)).toEqual([]);
});

test('faults that only the API finds are named by their line', async () => {
  const { cli, write } = await setUp();
  write('', eventOf('good'), eventOf(' '.repeat(300)));
  const said = await cli.run(['usage', 'report', 'events.jsonl']);

  expect(said.code).toBe(5);
  expect(said.stderr).toContain('line 3, id: ');
  expect(said.stderr).toContain('Nothing was sent.');
});

test('usage that is refused is listed with its reason', async () => {
  const { cli, write } = await setUp();
  write(eventOf('much', { quantity: 2000 }), eventOf('unknown', { meter: 'nothing' }));
  const said = await cli.run(['usage', 'report', 'events.jsonl']);
  expect(said).toMatchObject({ code: 5, stdout: '1 of 2 events accepted\n' });
  expect(said.stderr).toContain('line 2: unknown_meter');

  await vi.waitFor(async () => {
    const refused = await cli.run(['usage', 'refused', 'alice', '--json']);
    expect(JSON.parse(refused.stdout)).toMatchObject([{ id: 'much', reason: 'insufficient_credits' }]);
  }, PATIENCE);
  expect(await cli.run(['usage', 'report', 'nowhere.jsonl'])).toMatchObject({ code: 2 });
});
