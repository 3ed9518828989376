import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { getStatement } from '../../functions/account/statement.ts';
import { ROOM, type Room } from '../../shared/views/statement-part.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { entryKey } from '../../shared/table/keys.ts';
import { apiEvent, lambdaContext } from '../support/api.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  move,
  openTestLedger,
  someAccount,
} from '../support/ledger.ts';

const ledger = openTestLedger();
const { getStatement: route } = accountRoutes;
const inParts = (room?: Room) => apiHandler({ route }, { route: getStatement(ledger, room) });
const handler = inParts();

const statement = async (caller: AccountRef, query: Record<string, string> = {}, by = handler) => {
  const { statusCode, headers = {}, body = '' } = await by(apiEvent(route, { caller, query }), lambdaContext);
  const link = /^<\?(.+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
  return {
    status: statusCode,
    headers,
    body,
    lines: body.split('\r\n').slice(0, -1),
    next: link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link)),
  };
};

const HEAD = 'number,time,type,kind,reference,note,credits,balance,label,restricted,meter,quantity';

const debit = (reference: string, note?: string, label?: string): Command & { type: 'debit' } => ({
  type: 'debit',
  kind: 'spend',
  reference,
  amount: 4,
  ...(note !== undefined && { note }),
  ...(label !== undefined && { label }),
});

/** Writes so many entries at once. Only their lines matter here, not what they add up to. */
const writeEntries = async (ref: AccountRef, count: number, note = 'n'): Promise<void> => {
  const { client, name } = ledger.table;
  const entry = {
    type: 'in',
    kind: 'spend',
    reference: 'r',
    amount: 1,
    balance: 1,
    lots: [],
    version: 1,
    note,
  };
  for (let first = 1; first <= count; first += 25) {
    const numbers = Array.from({ length: Math.min(25, count - first + 1) }, (_, index) => first + index);
    const puts = numbers.map((number) => {
      const at = new Date(Date.parse('2026-01-01') + number).toISOString();
      return { PutRequest: { Item: { ...entry, number, at, ...entryKey(ref, { at, number }) } } };
    });
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: puts } }));
  }
};

const numbersIn = (lines: string[]) => lines.map((line) => line.split(',')[0]);

test('a statement lists every entry, oldest first, with its sign and the balance after it', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  await move(ledger, caller, debit('order-1', 'two seats', 'Render, "4K"'));
  const [first, second] = await entriesOf(ledger, caller);
  const { status, headers, lines } = await statement(caller);
  expect({ status, lines }).toEqual({
    status: 200,
    lines: [
      HEAD,
      `1,${first?.at},in,checkout,gift,,10,10,,,,`,
      `2,${second?.at},out,spend,order-1,two seats,-4,6,"Render, ""4K""",,,`,
    ],
  });
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="statement.csv"',
  });
  expect(headers).not.toHaveProperty('link');
});

test('a line says what of its credits is for some things only', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  const onlyFor = { categories: ['wall art'], products: ['clay', 'brushes'] };
  await move(ledger, caller, {
    type: 'credit',
    kind: 'redemption',
    reference: 'r',
    amount: 5,
    class: 'promo',
    onlyFor,
  });
  await move(ledger, caller, { ...debit('order-1'), amount: 7, purpose: { product: 'clay' } });
  const { lines } = await statement(caller);
  const inWords = '"5 products brushes clay, categories wall art"';
  expect(lines[1]).toMatch(/,10,10,,,,$/);
  expect(lines[2]).toMatch(new RegExp(`,5,15,,${inWords},,$`));
  expect(lines[3]).toMatch(new RegExp(`,-7,8,,${inWords},,$`));
});

test('a line of usage ends with its meter and the units', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  const price = { creditsPer: 3, per: 7 };
  const usage = { kind: 'usage', reference: 'call-1', label: 'API calls' } as const;
  await move(ledger, caller, { type: 'charge', ...usage, meter: 'calls', price, units: 15 });
  expect((await statement(caller)).lines[2]).toMatch(/,out,usage,call-1,,-6,4,API calls,,calls,15$/);
});

test('cells that a spreadsheet would run as formulas become text, and no text leaves its cell', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  await move(ledger, caller, debit('=1+1', '@SUM("a",1)\n-2'));
  const { body } = await statement(caller);
  expect(body).toContain(`,'=1+1,"'@SUM(""a"",1)\n'-2",-4,6,,,,\r\n`);
});

test('a period includes its start and excludes its end, and names the file', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await writeEntries(caller, 5);
  const period = { from: '2026-01-01T00:00:00.002Z', to: '2026-01-01T00:00:00.004Z' };
  const { lines, headers } = await statement(caller, period);
  expect(numbersIn(lines.slice(1))).toEqual(['2', '3']);
  expect(headers).toMatchObject({
    'content-disposition': 'attachment; filename="statement-2026-01-01-2026-01-01.csv"',
  });
});

test('every part is named after the requested period, in the caller’s time zone', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await writeEntries(caller, 5);
  const period = { from: '2026-01-01T00:00:00+02:00', to: '2026-02-01T00:00:00+02:00' };
  const first = await statement(caller, period, inParts({ ...ROOM, lines: 3 }));
  expect(first.next).toMatchObject(period);
  const parts = [first, await statement(caller, first.next)];
  expect(parts.flatMap(({ lines }) => lines)).toHaveLength(6);
  for (const { headers } of parts) {
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename="statement-2026-01-01-2026-02-01.csv"',
    });
  }
});

test('the first part starts with a byte order mark when requested', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await writeEntries(caller, 2);
  const first = await statement(caller, { bom: 'true' }, inParts({ ...ROOM, lines: 1 }));
  expect(first.body.startsWith(`\uFEFF${HEAD}\r\n`)).toBe(true);
  expect((await statement(caller, first.next)).body).not.toContain('\uFEFF');
  expect((await statement(caller)).body).not.toContain('\uFEFF');
});

test('the statement of an account without history has only the header line', async () => {
  expect(await statement(await accountOfOpenAgency(ledger))).toMatchObject({ status: 200, lines: [HEAD] });
});

test('10,000 entries fit one answer; a link leads to the rest', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const byTen = inParts({ ...ROOM, lines: 10 });
  await writeEntries(caller, 10);
  expect(await statement(caller, {}, byTen)).toMatchObject({ lines: { length: 11 }, next: undefined });
  await writeEntries(caller, 13);
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  const first = await statement(caller, period, byTen);
  expect(first).toMatchObject({ lines: { length: 11 }, next: { ...period, cursor: expect.any(String) } });
  const rest = await statement(caller, first.next, byTen);
  expect(numbersIn(rest.lines)).toEqual(['11', '12', '13']);
  expect(rest.next).toBeUndefined();
});

test('a history of several pages is complete and in order', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await writeEntries(caller, 1203);
  const { lines, next } = await statement(caller);
  expect(numbersIn(lines)).toEqual(['number', ...Array.from({ length: 1203 }, (_, index) => `${index + 1}`)]);
  expect(next).toBeUndefined();
});

test('each answer stays below Lambda’s response limit, and the parts join to the whole', async () => {
  const caller = await accountOfOpenAgency(ledger);
  // Each of these characters takes six bytes of the JSON that the answer travels in.
  await writeEntries(caller, 100, '\u0001'.repeat(256));
  const inBytes = inParts({ ...ROOM, bytes: 50_000 });
  const numbers: (string | undefined)[] = [];
  let parts = 0;
  for (let query: Record<string, string> | undefined = {}; query; parts += 1) {
    const part: Awaited<ReturnType<typeof statement>> = await statement(caller, query, inBytes);
    expect(Buffer.byteLength(JSON.stringify(part.body))).toBeLessThan(51_000);
    numbers.push(...numbersIn(part.lines));
    query = part.next;
  }
  expect(parts).toBe(4);
  expect(numbers).toEqual(['number', ...Array.from({ length: 100 }, (_, index) => `${index + 1}`)]);
});

test('one answer holds at most 10,000 entries and less than 6 MB', () => {
  expect(ROOM.lines).toBe(10_000);
  expect(ROOM.bytes).toBeLessThan(6 * 1024 * 1024 - 100_000);
});

test('I8: the statement of another account is empty, also with its cursor', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 10);
  const neighbour = { ...caller, account: 'neighbour' };
  expect((await statement(neighbour)).lines).toEqual([HEAD]);
  expect((await statement(someAccount())).lines).toEqual([HEAD]);
});

test.each<Record<string, string>>([
  { cursor: 'rubbish' },
  { from: 'yesterday' },
  { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
  { limit: '5' },
])('a statement with the query %j is refused', async (query) => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await statement(caller, query)).toMatchObject({ status: 400 });
});
