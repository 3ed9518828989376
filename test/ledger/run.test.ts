import * as z from 'zod';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { run, type Decision, type RecordDecision } from '../../shared/ledger/run.ts';
import { accountKey, operationKey, type Key } from '../../shared/table/keys.ts';
import {
  entriesOf,
  findingsOf,
  give,
  move,
  moveWith,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { meter } from '../support/meter.ts';
import { isAccount, ledgerThatReadsTorn } from '../support/torn-reads.ts';

const ledger = openTestLedger();
const nothing = { outcome: undefined };
const debit = (amount: number) => ({ type: 'debit', kind: 'spend', reference: 'order', amount }) as const;

test('a movement leaves the account, its entries and a clean audit', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  await move(ledger, ref, debit(30), debit(20));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 50, debt: 0, entries: 3, version: 2 });
  expect(await entriesOf(ledger, ref)).toMatchObject([
    { number: 1, type: 'in', amount: 100, balance: 100 },
    { number: 2, type: 'out', amount: 30, balance: 70 },
    { number: 3, type: 'out', amount: 20, balance: 50 },
  ]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('49 movements fit one transaction', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  await move(ledger, ref, ...Array.from({ length: 49 }, () => debit(2)));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 2, entries: 50, version: 2 });
});

test('a refusal writes nothing', async () => {
  const ref = someAccount();
  await give(ledger, ref, 10);
  const account = await readAccount(ledger, ref);
  expect(await moveWith(ledger, ref, [debit(4), debit(7)], nothing)).toEqual({
    ok: false,
    error: { code: 'insufficient_credits', available: 6, shortfall: 1 },
  });
  expect(await readAccount(ledger, ref)).toEqual(account);
});

test('a movement planned on an outdated account is planned again on the current one', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const late = ledgerWhereMeanwhile(() => move(ledger, ref, debit(60)));
  const { during } = meter(late);
  const first = during(() => moveWith(late, ref, [debit(30)], nothing));
  expect(await first).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
  });
  const later = ledgerWhereMeanwhile(() => move(ledger, ref, debit(1)));
  expect(await moveWith(later, ref, [debit(10)], nothing)).toEqual({
    ok: false,
    error: { code: 'insufficient_credits', available: 9, shortfall: 1 },
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 9, entries: 4 });
});

/** Something that is done once: its own item says so. */
const doing = (on: Ledger, ref: AccountRef, key: Key) =>
  run(on, {
    keys: [accountKey(ref), key],
    earlier: (read) => (read(key) ? ok('done') : undefined),
    decide: (): Result<Decision<string, 'debit'>, never> =>
      ok({
        account: ref,
        commands: [debit(30)],
        conclude: () => ({
          outcome: 'done',
          writes: [{ key, schema: z.looseObject({}), item: { note: 'mine' }, version: 0 }],
        }),
      }),
  });

test('an operation whose own item exists returns its outcome and moves nothing', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const key = operationKey(ref, randomId('op'));
  const late = ledgerWhereMeanwhile(() => doing(ledger, ref, key));
  expect(await doing(late, ref, key)).toEqual({ ok: true, value: { outcome: 'done', replayed: true } });
  expect(await doing(ledger, ref, key)).toEqual({ ok: true, value: { outcome: 'done', replayed: true } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 70, entries: 2 });
});

test('a refusal counts only when found twice: the account may show a movement before its record does', async () => {
  const ref = someAccount();
  await give(ledger, ref, 30);
  const key = operationKey(ref, randomId('op'));
  const torn = ledgerThatReadsTorn(isAccount, () => doing(ledger, ref, key));
  expect(await doing(torn, ref, key)).toEqual({ ok: true, value: { outcome: 'done', replayed: true } });
  const other = operationKey(ref, randomId('op'));
  expect(await doing(ledger, ref, other)).toEqual({
    ok: false,
    error: { code: 'insufficient_credits', available: 0, shortfall: 30 },
  });
});

test('writes without credits need no account, and a single write needs no transaction', async () => {
  const ref = someAccount();
  const key = operationKey(ref, 'free');
  const metered = openTestLedger();
  const { during } = meter(metered);
  const done = () =>
    run(metered, {
      keys: [key],
      decide: (): Result<RecordDecision<string>, never> =>
        ok({
          conclude: () => ({
            outcome: 'owned',
            writes: [{ key, schema: z.looseObject({}), item: {}, version: 0 }],
          }),
        }),
    });
  expect(await during(done)).toMatchObject({ calls: ['BatchGetItem', 'PutItem'], writeUnits: 1 });
  expect(await readAccount(ledger, ref)).toMatchObject({ version: 0 });
});

test('linked items are read as well, until no item names another', async () => {
  const ref = someAccount();
  const [first, second, third] = ['a', 'b', 'c'].map((name) => operationKey(ref, name));
  if (!first || !second || !third) throw new Error('three keys');
  for (const [key, next] of [
    [first, second],
    [second, third],
    [third, undefined],
  ] as const)
    await putGuarded(ledger.table, { key, schema: z.looseObject({}), item: { next: next?.sk }, version: 0 });
  const read = await run(ledger, {
    keys: [first],
    linked: (have) => [...(have(first) ? [second] : []), ...(have(second) ? [third] : [])],
    decide: (have): Result<RecordDecision<boolean[]>, never> =>
      ok({ conclude: () => ({ outcome: [first, second, third].map((key) => have(key) !== undefined) }) }),
  });
  expect(read).toMatchObject({ ok: true, value: { outcome: [true, true, true] } });
});

test('a refusal by the operation itself is returned unchanged', async () => {
  const refused = await run(ledger, {
    keys: [],
    decide: (): Result<RecordDecision<never>, { code: 'closed' }> => err({ code: 'closed' }),
  });
  expect(refused).toEqual({ ok: false, error: { code: 'closed' } });
});

test('I2 under concurrency: 64 parallel movements on an account with credits for 40 spend exactly those', async () => {
  const ref = someAccount();
  await give(ledger, ref, 40);
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => moveWith(ledger, ref, [debit(1)], nothing)),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(40);
  expect(
    outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'insufficient_credits'),
  ).toHaveLength(24);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, entries: 41 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account’s times stay in order even if the clock goes back', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  await move({ ...ledger, now: () => Date.parse('2020-01-01') }, ref, debit(1));
  const [first, second] = await entriesOf(ledger, ref);
  expect(second?.at).toBe(first?.at);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account refuses credits beyond what can be counted exactly', async () => {
  const ref = someAccount();
  await give(ledger, ref, Number.MAX_SAFE_INTEGER);
  const credit = { type: 'credit', kind: 'bonus', reference: 'one more', amount: 1, class: 'promo' } as const;
  expect(await moveWith(ledger, ref, [credit], nothing)).toEqual({
    ok: false,
    error: { code: 'balance_limit' },
  });
});

test('an account whose item disappeared starts anew instead of from a cached copy', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const { client, name } = ledger.table;
  const late = ledgerWhereMeanwhile(() =>
    client.send(new DeleteCommand({ TableName: name, Key: accountKey(ref) })),
  );
  expect(await moveWith(late, ref, [debit(1)], nothing)).toMatchObject({
    error: { code: 'insufficient_credits', available: 0 },
  });
});
