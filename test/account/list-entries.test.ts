import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import * as z from 'zod';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give, move, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);

const page = z.object({
  items: z.array(z.looseObject({ number: z.int(), at: z.string() })),
  cursor: z.string().nullable(),
});

const list = (caller: AccountRef, query: Record<string, string> = {}) =>
  call(handler, accountRoutes.listEntries, { caller, query });

const numbers = async (caller: AccountRef, query: Record<string, string> = {}): Promise<number[]> =>
  page.parse((await list(caller, query)).body).items.map(({ number }) => number);

/** Five entries, a minute apart: in, out, in, out, in. */
const START = Date.parse('2026-03-01T10:00:00.000Z');
const minute = (count: number): string => new Date(START + count * 60_000).toISOString();

const withFiveEntries = async (): Promise<AccountRef> => {
  const caller = await accountOfOpenAgency(ledger);
  for (let count = 0; count < 5; count += 1) {
    const then = { ...ledger, now: () => START + count * 60_000 };
    if (count % 2 === 0) await give(then, caller, 10);
    else await move(then, caller, { type: 'debit', kind: 'spend', reference: 'order', amount: 1 });
  }
  return caller;
};

test('the history lists entries newest or oldest first with the running balance', async () => {
  const caller = await withFiveEntries();
  expect(await numbers(caller)).toEqual([5, 4, 3, 2, 1]);
  expect(await list(caller, { order: 'oldest' })).toMatchObject({
    status: 200,
    body: {
      items: [{ balance: 10 }, { balance: 9 }, { balance: 19 }, { balance: 18 }, { balance: 28 }],
      cursor: null,
    },
  });
});

test.each(['newest', 'oldest'])('pages join to the whole list, %s first', async (order) => {
  const caller = await withFiveEntries();
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: z.infer<typeof page> = page.parse(
      (await list(caller, { order, limit: '2', ...(cursor && { cursor }) })).body,
    );
    expect(next.items.length).toBeLessThanOrEqual(2);
    seen.push(...next.items.map(({ number }) => number));
    cursor = next.cursor;
  }
  expect(seen).toEqual(await numbers(caller, { order }));
});

test('filters by type and kind work, and filtered pages join to the whole list', async () => {
  const caller = await withFiveEntries();
  expect(await numbers(caller, { type: 'out' })).toEqual([4, 2]);
  expect(await numbers(caller, { kind: 'checkout' })).toEqual([5, 3, 1]);
  const first = page.parse((await list(caller, { type: 'in', limit: '2' })).body);
  expect(await numbers(caller, { type: 'in', limit: '2', cursor: first.cursor ?? '' })).toEqual([1]);
});

test('from is inclusive and to is exclusive, with any UTC offset', async () => {
  const caller = await withFiveEntries();
  expect(await numbers(caller, { from: minute(1), to: minute(3) })).toEqual([3, 2]);
  expect(
    await numbers(caller, { from: '2026-03-01T11:01:00+01:00', to: minute(3), order: 'oldest' }),
  ).toEqual([2, 3]);
  expect(await numbers(caller, { from: minute(4) })).toEqual([5]);
  expect(await numbers(caller, { to: minute(0) })).toEqual([]);
});

test.each([
  [{ from: minute(3), to: minute(1) }, 'invalid_request'],
  [{ from: 'yesterday' }, 'invalid_request'],
  [{ from: '2026-02-30T00:00:00Z' }, 'invalid_request'],
  [{ limit: '0' }, 'invalid_request'],
  [{ limit: '101' }, 'invalid_request'],
  [{ limit: '1.5' }, 'invalid_request'],
  [{ order: 'random' }, 'invalid_request'],
  [{ type: 'sideways' }, 'invalid_request'],
  [{ page: '2' }, 'invalid_request'],
  [{ cursor: 'not a cursor!' }, 'invalid_cursor'],
  [{ cursor: Buffer.from('["\u0001"]').toString('base64url') }, 'invalid_cursor'],
  [
    { cursor: Buffer.from(JSON.stringify([minute(9)])).toString('base64url'), to: minute(1) },
    'invalid_cursor',
  ],
])('%o gives %s', async (query, code) => {
  const caller = await withFiveEntries();
  expect(await list(caller, query)).toMatchObject({ status: 400, body: { code } });
});

test('I8: another account sees none of the entries', async () => {
  const caller = await withFiveEntries();
  expect(await numbers({ ...caller, account: 'neighbour' })).toEqual([]);
});
