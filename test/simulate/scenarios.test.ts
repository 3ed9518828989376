import { beforeAll, expect, inject, test } from 'vitest';
import { createTestTable } from '../support/table-setup.ts';
import { ledgerAt } from '../support/ledger.ts';
import { play } from './scenario.ts';

const SCENARIOS = 50;

const endpoint = inject('dynamoDbEndpoint');
/** Not the table of other tests: they sweep all agencies of theirs, by another clock. */
let table: string;
beforeAll(async () => {
  table = await createTestTable(endpoint, 'scenarios');
});

test.each(Array.from({ length: SCENARIOS }, (_, index) => index + 1))(
  'whatever goes wrong, in the end all books agree: seed %i',
  async (seed) => {
    expect(await play(seed, ledgerAt(endpoint, table))).toMatchObject({ differences: [] });
  },
);

test('the same seed replays the same calls, and another seed differs', async () => {
  const traceOn = async (seed: number, prefix: string): Promise<string> =>
    (await play(seed, ledgerAt(endpoint, await createTestTable(endpoint, prefix)))).trace;
  const first = await traceOn(1001, 'first');
  expect(await traceOn(1001, 'second')).toBe(first);
  expect(await traceOn(1002, 'third')).not.toBe(first);
});
