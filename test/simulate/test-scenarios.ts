import { beforeAll, expect, inject, test } from 'vitest';
import { createTestTable } from '../support/table-setup.ts';
import { ledgerAt } from '../support/ledger.ts';
import { play } from './scenario.ts';

/** Tests the scenarios of some seeds, on a table of their own: they sweep all agencies of theirs, by another clock. */
export const testScenarios = (seeds: { from: number; to: number }): void => {
  const endpoint = inject('dynamoDbEndpoint');
  let table: string;
  beforeAll(async () => {
    table = await createTestTable(endpoint, `scenarios${seeds.from}`);
  });

  test.each(Array.from({ length: seeds.to - seeds.from + 1 }, (_, index) => seeds.from + index))(
    'whatever goes wrong, in the end all books agree: seed %i',
    async (seed) => {
      expect(await play(seed, ledgerAt(endpoint, table))).toMatchObject({ differences: [] });
    },
  );
};
