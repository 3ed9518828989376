import { expect, test } from 'vitest';
import { correlated } from '../../shared/kernel/correlation.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { entryItem } from '../../shared/table/items/entry.ts';
import { accountKey, entryKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { entriesOf, findingsOf, give, openTestLedger, someAccount } from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';

const ledger = openTestLedger();
const { table } = ledger;

test('an entry says what moved the credits, outside of its hash and not in the account’s own item', async () => {
  const ref = someAccount();
  await give(ledger, ref, 1);
  await correlated('request-1', () => give(ledger, ref, 2));
  await correlated('request-2', () => give(ledger, ref, 3));
  const entries = await entriesOf(ledger, ref);
  expect(entries.map((entry) => entry.correlationId)).toEqual([undefined, 'request-1', 'request-2']);
  expect(await findingsOf(ledger, ref)).toEqual([]);
  expect((await readTogether(table, [accountKey(ref)]))(accountKey(ref))).not.toHaveProperty('correlationId');
});

test('an entry that is written again, as an erasure does, keeps the id of what moved the credits', async () => {
  const ref = someAccount();
  await correlated('request-1', () => give(ledger, ref, 2));
  const [item] = await entriesOf(ledger, ref);
  if (!item) throw new Error('no entry');
  const write = { key: entryKey(ref, item), schema: entryItem, item, version: 1 };
  expect(await correlated('request-2', () => putGuarded(table, write))).toBe(true);
  expect(await entriesOf(ledger, ref)).toMatchObject([{ correlationId: 'request-1' }]);
});

test('a record says what wrote it last, and nothing where that is unknown', async () => {
  const { agency } = someAccount();
  const key = settingsKey(agency);
  const idAfter = async (version: number) => {
    await putGuarded(table, { ...settingsWrite(someSettings(agency)), version });
    return (await readTogether(table, [key]))(key)?.['correlationId'];
  };
  expect(await correlated('request-1', () => idAfter(0))).toBe('request-1');
  expect(await correlated('request-2', () => idAfter(1))).toBe('request-2');
  expect(await idAfter(2)).toBeUndefined();
});
