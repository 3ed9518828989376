import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStreamPosition } from '../../infra/local/event-sources/stream-position.ts';
import { temporaryDirectory } from './assembly-fixture.ts';

const ARN = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Table/stream/1';

test('a position is found again', async () => {
  const file = join(await temporaryDirectory(), 'streams', 'one.json');
  const first = await openStreamPosition(ARN, file);
  await first.set('shard', '7');
  expect((await openStreamPosition(ARN, file)).get('shard')).toBe('7');
});

test('a position that is set after it was closed writes nothing', async () => {
  const file = join(await temporaryDirectory(), 'streams', 'one.json');
  const position = await openStreamPosition(ARN, file);
  await position.close();
  await position.set('shard', '7');
  expect(existsSync(join(file, '..'))).toBe(false);
});
