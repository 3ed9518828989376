import { expect, test } from 'vitest';
import { history } from '../../shared/ledger/history.ts';
import { entriesOf, findingsOf, give, move, openTestLedger, someAccount } from '../support/ledger.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const ledger = openTestLedger({ now: () => NOW });

/** Twelve movements, each in a transaction of its own, in one millisecond. */
const busyAccount = async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  for (let time = 0; time < 11; time += 1)
    await move(ledger, ref, { type: 'debit', kind: 'spend', reference: `order-${time}`, amount: 1 });
  return ref;
};

const numbers = Array.from({ length: 12 }, (_, place) => place + 1);

test('movements in one millisecond are numbered in their order, and none replaces another', async () => {
  const ref = await busyAccount();
  const entries = await entriesOf(ledger, ref);
  expect(entries.map(({ number }) => number)).toEqual(numbers);
  expect(new Set(entries.map(({ at }) => at))).toEqual(new Set(['2026-03-01T12:00:00.000Z']));
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test.each([
  ['oldest', numbers],
  ['newest', numbers.toReversed()],
] as const)(
  'a page that ends within a millisecond is followed by the rest of it, %s first',
  async (order, all) => {
    const ref = await busyAccount();
    const read: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await history(ledger.table, ref, { limit: 5, order, cursor: cursor ?? undefined });
      if (!page.ok) throw new Error(page.error.code);
      expect(page.value.items.length).toBeLessThanOrEqual(5);
      read.push(...page.value.items.map(({ number }) => number));
      ({ cursor } = page.value);
    } while (cursor !== null);
    expect(read).toEqual(all);
  },
);
