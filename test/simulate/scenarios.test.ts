import { expect, inject, test } from 'vitest';
import { createTestTable } from '../support/table-setup.ts';
import { ledgerAt, openTestLedger } from '../support/ledger.ts';
import { play } from './scenario.ts';

const SCENARIOS = 50;

test.each(Array.from({ length: SCENARIOS }, (_, index) => index + 1))(
  'whatever goes wrong, in the end all books agree: seed %i',
  async (seed) => {
    expect(await play(seed, openTestLedger())).toMatchObject({ differences: [] });
  },
);

test('a seed brings the same again, call by call, and another seed something else', async () => {
  const endpoint = inject('dynamoDbEndpoint');
  const traceOn = async (seed: number, table: string): Promise<string> =>
    (await play(seed, ledgerAt(endpoint, await createTestTable(endpoint, table)))).trace;
  const first = await traceOn(1001, 'first');
  expect(await traceOn(1001, 'second')).toBe(first);
  expect(await traceOn(1002, 'third')).not.toBe(first);
});
