import { expect, test } from 'vitest';
import { openTestLedger } from '../support/ledger.ts';
import { play } from './scenario.ts';

const SCENARIOS = 50;

test.each(Array.from({ length: SCENARIOS }, (_, index) => index + 1))(
  'whatever goes wrong, in the end all books agree: seed %i',
  async (seed) => {
    expect(await play(seed, openTestLedger())).toMatchObject({ differences: [] });
  },
);

test('a seed brings the same again, turn by turn', async () => {
  const first = await play(1001, openTestLedger());
  const { trace } = await play(1002, openTestLedger());
  expect(first.trace).not.toBe(trace);
  expect(first.trace).toMatch(/^[0-9a-f]{64}$/);
});
