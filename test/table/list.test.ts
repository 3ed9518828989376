import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { randomId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import * as metrics from '../../shared/kernel/metrics.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { packageItem } from '../../shared/table/items/package.ts';
import { packageKey, packagesPartition } from '../../shared/table/keys.ts';
import { everyItem, listPage, listPages } from '../../shared/table/list.ts';
import { readOne } from '../../shared/table/read.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { packageBody } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';

const { table } = openTestLedger();

/** Three packages, of which the second holds what no version of ours ever wrote. */
const threePackages = async () => {
  const agency = randomId('agency');
  for (const id of ['a', 'b', 'c'])
    await putGuarded(table, {
      key: packageKey(agency, id),
      schema: packageItem,
      item: { ...packageBody, id, agency },
      version: 0,
    });
  const damaged = { ...packageKey(agency, 'b'), id: 'b', agency, version: 1, name: '\u202E' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: damaged }));
  return { agency, request: { partition: packagesPartition(agency), item: packageItem } };
};

test('an unreadable record is left out of its list, logged by its key, and counted', async () => {
  const count = vi.spyOn(metrics, 'count');
  const error = vi.spyOn(log, 'error');
  const { agency, request } = await threePackages();

  expect((await everyItem(table, request)).map(({ id }) => id)).toEqual(['a', 'c']);
  expect(count.mock.calls).toEqual([['RecordsUnreadable']]);
  expect(error.mock.calls).toMatchObject([
    ['record unreadable', { error: { message: `PACKAGES#${agency} b` } }],
  ]);
});

test('pages continue after an unreadable record', async () => {
  const { request } = await threePackages();
  const first = await listPage(table, { ...request, limit: 2 });
  expect(first).toMatchObject({ ok: true, value: { items: [{ id: 'a' }], cursor: expect.any(String) } });
  const cursor = first.ok ? (first.value.cursor ?? undefined) : undefined;
  expect(await listPage(table, { ...request, limit: 2, cursor })).toMatchObject({
    ok: true,
    value: { items: [{ id: 'c' }], cursor: null },
  });
});

test('a reader of one damaged record gets an error', async () => {
  const { agency } = await threePackages();
  await expect(readOne(table, packageKey(agency, 'b'), packageItem)).rejects.toThrow(CorruptItemError);
});

test('several partitions are one list where a page of one of them ends early', async () => {
  const [large, small] = [randomId('large'), randomId('small')];
  // DynamoDB ends a page at 1 MB: after three of these.
  const text = 'x'.repeat(350_000);
  const places = Array.from({ length: 8 }, (_, place) => `place ${place}`);
  for (const [index, sk] of places.entries()) {
    const Item = index % 2 === 0 ? { pk: large, sk, text } : { pk: small, sk };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
  const found: string[] = [];
  const lengths: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const request = { partition: small, item: z.object({ sk: z.string() }), limit: 100, cursor };
    const page = await listPages(table, request, Promise.resolve([large]));
    if (!page.ok) throw new Error(page.error.code);
    lengths.push(page.value.items.length);
    found.push(...page.value.items.map(({ sk }) => sk));
    ({ cursor } = page.value);
  }
  expect(found).toEqual(places);
  expect(lengths.length).toBeGreaterThan(1);
});

test.each([1, 2, 3, 4, 5])(
  'lists of the index come as one, each item once, also where several of one list have a sort key: %i a page',
  async (limit) => {
    const [own, other] = [randomId('own'), randomId('other')];
    const items = [
      ...['b', 'd', 'f'].flatMap((listSk) => [0, 1, 2].map((place) => ({ listPk: own, listSk, place }))),
      ...['a', 'a+', 'c', 'c+', 'e', 'e+'].map((listSk) => ({ listPk: other, listSk, place: 0 })),
    ];
    const nameOf = ({ listSk, place }: { listSk: string; place: number }): string => `${listSk}${place}`;
    for (const item of items) {
      const Item = { pk: randomId('item'), sk: 'ITEM', ...item };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    const item = z.object({ listSk: z.string(), place: z.number() });
    for (const newestFirst of [false, true]) {
      const found: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const request = { partition: own, inIndex: true, item, newestFirst, limit, cursor };
        const page = await listPages(table, request, Promise.resolve([other]));
        if (!page.ok) throw new Error(page.error.code);
        found.push(...page.value.items.map(nameOf));
        ({ cursor } = page.value);
      }
      expect(found.toSorted()).toEqual(items.map(nameOf).toSorted());
    }
  },
);
