import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { randomId } from '../../shared/kernel/ids.ts';
import { commit } from '../../shared/ledger/commit.ts';
import { accountKey, operationKey } from '../../shared/table/keys.ts';
import {
  entriesOf,
  findingsOf,
  give,
  move,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';

const ledger = openTestLedger();
const nothing = () => ({ value: undefined, writes: [] });
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
  const outcome = await commit(ledger, { account, commands: [debit(4), debit(7)], conclude: nothing });
  expect(outcome).toEqual({
    ok: false,
    error: { code: 'refused', refusal: { code: 'insufficient_credits', available: 6, shortfall: 1 } },
  });
  expect(await readAccount(ledger, ref)).toEqual(account);
});

test('a movement planned on an old reading is planned again on what is there', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const old = await readAccount(ledger, ref);
  await move(ledger, ref, debit(60));
  const first = await commit(ledger, { account: old, commands: [debit(30)], conclude: nothing });
  expect(first.ok).toBe(true);
  const second = await commit(ledger, { account: old, commands: [debit(30)], conclude: nothing });
  expect(second).toMatchObject({ error: { code: 'refused', refusal: { available: 10, shortfall: 20 } } });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 10, entries: 3 });
});

test('an operation whose own item is there already is told so, and moves nothing', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const account = await readAccount(ledger, ref);
  const key = operationKey(ref, randomId('op'));
  const once = () =>
    commit(ledger, {
      account,
      commands: [debit(30)],
      conclude: () => ({ value: 'done', writes: [{ key, item: { note: 'mine' }, version: 0 }] }),
    });
  expect(await once()).toEqual({ ok: true, value: 'done' });
  expect(await once()).toMatchObject({
    ok: false,
    error: { code: 'conflict', write: 0, item: { note: 'mine' } },
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 70 });
});

test('writes that move no credits need no account', async () => {
  const ref = someAccount();
  const key = operationKey(ref, 'free');
  const account = await readAccount(ledger, ref);
  const done = await commit(ledger, {
    account,
    commands: [],
    conclude: () => ({ value: 'owned', writes: [{ key, item: {}, version: 0 }] }),
  });
  expect(done).toEqual({ ok: true, value: 'owned' });
  expect(await readAccount(ledger, ref)).toMatchObject({ version: 0 });
});

test('I2 under concurrency: 64 parallel movements on an account with credits for 40 spend exactly those', async () => {
  const ref = someAccount();
  await give(ledger, ref, 40);
  const account = await readAccount(ledger, ref);
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => commit(ledger, { account, commands: [debit(1)], conclude: nothing })),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(40);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'refused')).toHaveLength(24);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0, entries: 41 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account whose clock goes back keeps its times in order', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  await move({ ...ledger, now: () => Date.parse('2020-01-01') }, ref, debit(1));
  const [first, second] = await entriesOf(ledger, ref);
  expect(second?.at).toBe(first?.at);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account does not take more credits than can be counted exactly', async () => {
  const ref = someAccount();
  const account = {
    ...(await readAccount(ledger, ref)),
    lots: [{ id: 1, class: 'paid', amount: Number.MAX_SAFE_INTEGER }],
  } as const;
  const credit = { type: 'credit', kind: 'bonus', reference: 'one more', amount: 1, class: 'promo' } as const;
  expect(
    await commit(ledger, {
      account: { ...account, lots: [...account.lots] },
      commands: [credit],
      conclude: nothing,
    }),
  ).toEqual({
    ok: false,
    error: { code: 'refused', refusal: { code: 'balance_limit' } },
  });
});

test('an account whose item has vanished begins anew rather than going on from memory', async () => {
  const ref = someAccount();
  await give(ledger, ref, 100);
  const account = await readAccount(ledger, ref);
  await ledger.table.client.send(new DeleteCommand({ TableName: ledger.table.name, Key: accountKey(ref) }));
  const outcome = await commit(ledger, { account, commands: [debit(1)], conclude: nothing });
  expect(outcome).toMatchObject({ error: { refusal: { code: 'insufficient_credits', available: 0 } } });
});
