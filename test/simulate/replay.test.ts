import { expect, inject, test } from 'vitest';
import { createTestTable } from '../support/table-setup.ts';
import { ledgerAt } from '../support/ledger.ts';
import { play } from './scenario.ts';

const endpoint = inject('dynamoDbEndpoint');

/** Milliseconds: three scenarios, on a machine that has other work. */
const TIMEOUT_MS = 900_000;

test('the same seed replays the same calls, and another seed differs', { timeout: TIMEOUT_MS }, async () => {
  const traceOn = async (seed: number, prefix: string): Promise<string> =>
    (await play(seed, ledgerAt(endpoint, await createTestTable(endpoint, prefix)))).trace;
  const first = await traceOn(1001, 'first');
  expect(await traceOn(1001, 'second')).toBe(first);
  expect(await traceOn(1002, 'third')).not.toBe(first);
});
