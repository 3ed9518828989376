import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { MANY_LOTS } from '../../shared/ledger/deposit.ts';
import { accountKey, absorbedKey, entryKey } from '../../shared/table/keys.ts';
import { debitOf, reclaimOf, restoreOf } from '../support/commands.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { readTogether } from '../../shared/table/read.ts';
import { entriesOf, findingsOf, move, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const { table } = ledger;

const NOW = Date.now();
const inDays = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

const said = { kind: 'spend', reference: 'order-1' } as const;
const credit = (amount: number, lotClass: LotShare['class'] = 'paid', expiresAt?: string): Command => ({
  type: 'credit',
  ...said,
  amount,
  class: lotClass,
  ...(expiresAt !== undefined && { expiresAt }),
});

/** An account with as many lots as stay apart: promo, a day each, the first from tomorrow on. */
const accountOfManyLots = async () => {
  const ref = someAccount();
  await move(
    ledger,
    ref,
    ...Array.from({ length: MANY_LOTS }, (_, day) => credit(1, 'promo', inDays(day + 1))),
  );
  return ref;
};

const read = async (...key: Parameters<typeof accountKey>) =>
  (await readTogether(table, [accountKey(...key)]))(accountKey(...key));

test('a merged lot has an item that names the lot that absorbed it', async () => {
  const ref = await accountOfManyLots();
  expect((await readAccount(ledger, ref)).absorbed).toBeUndefined();
  await move(ledger, ref, credit(5, 'promo', inDays(1)));
  expect(await readAccount(ledger, ref)).toMatchObject({ absorbed: 1, balance: MANY_LOTS + 5 });
  const key = absorbedKey(ref, MANY_LOTS + 1);
  expect((await readTogether(table, [key]))(key)).toMatchObject({
    id: 33,
    into: 1,
    expiresAt: inDays(1),
    entry: 33,
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a reclaim takes the credits of a merged lot from the one that absorbed it', async () => {
  const ref = await accountOfManyLots();
  await move(ledger, ref, credit(10, 'promo', inDays(40)), credit(20, 'promo', inDays(40)), credit(30));
  await move(ledger, ref, reclaimOf(20, [34]));
  const [entry] = (await entriesOf(ledger, ref)).slice(-1);
  expect(entry?.lots).toEqual([{ id: 33, class: 'promo', expiresAt: inDays(40), amount: 20 }]);
});

test('a reclaim finds credits whose lot merged into one that merged itself', async () => {
  const ref = someAccount();
  await move(ledger, ref, credit(5), debitOf(5), credit(7));
  await move(
    ledger,
    ref,
    ...Array.from({ length: MANY_LOTS }, (_, day) => credit(1, 'promo', inDays(day + 1))),
  );
  await move(ledger, ref, credit(9));
  // The oldest lot comes back, and absorbs the one that absorbed the newest.
  await move(ledger, ref, restoreOf([{ id: 1, class: 'paid', amount: 5 }]));
  expect(await readAccount(ledger, ref)).toMatchObject({ absorbed: 2 });
  await move(ledger, ref, reclaimOf(9, [36]));
  const [entry] = (await entriesOf(ledger, ref)).slice(-1);
  expect(entry?.lots).toEqual([{ id: 1, class: 'paid', amount: 9 }]);
});

test('a share that returns to a merged lot expires with the lot that absorbed it', async () => {
  const ref = someAccount();
  const [morning, evening] = ['2099-05-01T06:00:00.000Z', '2099-05-01T18:00:00.000Z'];
  await move(ledger, ref, credit(10, 'promo', evening), credit(10, 'promo', morning), debitOf(4));
  const [, , spent] = await entriesOf(ledger, ref);
  expect(spent?.lots).toEqual([{ id: 2, class: 'promo', expiresAt: morning, amount: 4 }]);
  await move(
    ledger,
    ref,
    ...Array.from({ length: MANY_LOTS - 1 }, (_, day) => credit(1, 'paid', inDays(day + 1))),
  );
  expect(await readAccount(ledger, ref)).toMatchObject({ absorbed: 1 });

  await move(ledger, ref, restoreOf(spent?.lots ?? []));
  const account = await readAccount(ledger, ref);
  expect(account.lots.filter((lot) => lot.class === 'promo')).toEqual([
    { id: 1, class: 'promo', expiresAt: evening, amount: 20 },
  ]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('only a restore or reclaim of a missing lot, on an account with merged lots, reads more items', async () => {
  const ref = await accountOfManyLots();
  const never = await during(() => move(metered, ref, reclaimOf(1, [1])));
  expect(never.calls).toEqual(['BatchGetItem', 'TransactWriteItems']);
  await move(ledger, ref, credit(1, 'promo', inDays(1)), credit(5, 'promo', inDays(2)));
  const still = await during(() => move(metered, ref, reclaimOf(1, [2])));
  expect(still.calls).toEqual(['BatchGetItem', 'TransactWriteItems']);
  const gone = await during(() => move(metered, ref, reclaimOf(1, [35])));
  expect(gone.calls).toEqual(['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']);
  const spent = await during(() => move(metered, ref, debitOf(1)));
  expect(spent.calls).toEqual(['BatchGetItem', 'TransactWriteItems']);
});

const ids = (count: number, from: number): number[] =>
  Array.from({ length: count }, (_, place) => from + place);

/** As schema 1 stored an account: lots as maps, with the ids that they absorbed. */
const accountOfSchema1 = async () => {
  const ref = someAccount();
  await move(ledger, ref, ...Array.from({ length: 30 }, () => credit(1)), debitOf(10));
  const stored = await read(ref);
  const { schema: _, ...item } = stored ?? {};
  const lots = [{ id: 11, class: 'paid', amount: 20, absorbed: ids(19, 12) }];
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...item, lots, addedLater: 'kept' } }),
  );
  return ref;
};

test('an account of schema 1 is rewritten by the next movement, and its absorbed ids move out 8 at a time', async () => {
  const ref = await accountOfSchema1();
  await move(ledger, ref, debitOf(1));
  expect(await read(ref)).toMatchObject({
    schema: 2,
    lots: ['bPj'],
    absorbed: 8,
    absorbedInside: [{ into: 11, ids: ids(11, 20) }],
    addedLater: 'kept',
  });
  const key = absorbedKey(ref, 12);
  expect((await readTogether(table, [key]))(key)).toMatchObject({ id: 12, into: 11 });

  await move(ledger, ref, debitOf(1));
  await move(ledger, ref, debitOf(1));
  const last = await read(ref);
  expect(last).toMatchObject({ absorbed: 19, addedLater: 'kept' });
  expect(last).not.toHaveProperty('absorbedInside');
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test.each([
  ['still inside', 0, 30],
  ['moved out', 1, 12],
])('a reclaim finds an id of schema 1 that is %s', async (_, writes, id) => {
  const ref = await accountOfSchema1();
  for (let write = 0; write < writes; write += 1) await move(ledger, ref, debitOf(1));
  await move(ledger, ref, credit(50, 'paid', inDays(1)), reclaimOf(5, [id]));
  const [entry] = (await entriesOf(ledger, ref)).slice(-1);
  expect(entry?.lots).toEqual([{ id: 11, class: 'paid', amount: 5 }]);
});

test('credits taken by an entry of schema 1 return, and the lots absorbed by their lot are found again', async () => {
  const ref = await accountOfSchema1();
  await move(ledger, ref, debitOf(20));
  const taken = [{ id: 11, class: 'paid' as const, amount: 20, absorbed: ids(19, 12) }];
  // Spent whole by the older version: the account keeps no trace of what the lot had absorbed.
  const stored = await read(ref);
  const { absorbed: _, absorbedInside: __, ...item } = stored ?? {};
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  for (const id of ids(8, 12)) {
    const key = absorbedKey(ref, id);
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...key, id, into: 11, entry: 1 } }),
    );
  }
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, absorbed: 8 } }));

  await move(ledger, ref, restoreOf(taken));
  expect(await readAccount(ledger, ref)).toMatchObject({ lots: [{ id: 11, amount: 20 }], absorbed: 16 });
  await move(ledger, ref, credit(50, 'paid', inDays(1)), reclaimOf(5, [30]));
  const [entry] = (await entriesOf(ledger, ref)).slice(-1);
  expect(entry?.lots).toEqual([{ id: 11, class: 'paid', amount: 5 }]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('entries whose lots have the form of schema 1 audit beside newer ones: the hash is over the same lots', async () => {
  const ref = someAccount();
  await move(ledger, ref, credit(10, 'promo', inDays(3)), debitOf(4), debitOf(2));
  const [, entry] = await entriesOf(ledger, ref);
  if (!entry) throw new Error('no entry');
  const key = entryKey(ref, entry);
  const stored = (await readTogether(table, [key]))(key);
  expect(stored).toMatchObject({ schema: 3, lots: [expect.any(String)] });
  const { schema: _, ...item } = stored ?? {};
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, lots: entry.lots } }));
  expect(await entriesOf(ledger, ref)).toHaveLength(3);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});
