import { expect, test } from 'vitest';
import { changeIn } from '../../functions/publisher/change.ts';
import { beat } from '../../functions/sweeper/beat.ts';
import { heartbeatItem } from '../../shared/table/items/heartbeat.ts';
import { HEARTBEAT_KEY, STREAMED_PREFIXES } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { openOwnTable } from '../support/own-table.ts';

test('each run changes the heartbeat, also when two run at once', async () => {
  const { table } = await openOwnTable('beat');
  const at = (second: number) => () => Date.UTC(2026, 0, 1, 0, 0, second);
  await beat(table, at(1));
  await Promise.all([beat(table, at(2)), beat(table, at(2))]);
  expect(await readOne(table, HEARTBEAT_KEY, heartbeatItem)).toMatchObject({
    version: expect.toSatisfy((version: number) => version >= 2),
    at: '2026-01-01T00:00:02.000Z',
  });
});

test('the stream is read for it, and it means nothing to the publisher', () => {
  expect(STREAMED_PREFIXES.filter((prefix) => HEARTBEAT_KEY.pk.startsWith(prefix))).toHaveLength(1);
  const image = { pk: { S: HEARTBEAT_KEY.pk }, sk: { S: HEARTBEAT_KEY.sk }, version: { N: '2' } };
  expect(changeIn({ dynamodb: { OldImage: image, NewImage: image } })).toBeUndefined();
});
