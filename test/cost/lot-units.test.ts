import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { clientHandler } from '../support/account-handler.ts';
import { call } from '../support/api.ts';
import { itemBytes } from '../support/item-bytes.ts';
import { giveLots, openTestLedger, someAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { someSettings } from '../support/settings.ts';
import { sourceOf } from '../support/sources.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = clientHandler(metered);

/** An account with a long id and so many lots, all with an expiry. */
const accountWith = async (lots: number) => {
  const ref = { ...someAccount(), account: 'a'.repeat(64) };
  await putGuarded(ledger.table, settingsWrite(someSettings(ref.agency)));
  await giveLots(ledger, ref, lots, 100);
  const key = accountKey(ref);
  const bytes = itemBytes((await readTogether(ledger.table, [key]))(key) ?? {});
  const spend = (amount: number) => async () => {
    const headers = { 'idempotency-key': String(amount) };
    const body = { amount, reference: 'order-1042' };
    expect(await call(handler, accountRoutes.createSpend, { caller: ref, headers, body })).toMatchObject({
      status: 201,
    });
  };
  return { bytes, spend };
};

const figuresFor = async (lots: number) => {
  const { bytes, spend } = await accountWith(lots);
  const one = await during(spend(1));
  const all = await during(spend(lots * 100 - 1));
  for (const { calls } of [one, all]) expect(calls).toEqual(['BatchGetItem', 'TransactWriteItems']);
  return { lots, bytes, one, all };
};

test('docs/cost.md says what a spend costs by the number of lots; with 30 it is an ordinary spend', async () => {
  const figures = [];
  for (const lots of [1, 10, 30, 400]) figures.push(await figuresFor(lots));
  for (const { lots, one } of figures.filter((figure) => figure.lots <= 30))
    expect({ lots, writeUnits: one.writeUnits }).toEqual({ lots, writeUnits: 6 });

  const [, section = ''] = /^## Accounts with many lots$(.*?)^## /ms.exec(sourceOf('docs/cost.md')) ?? [];
  const rows = section
    .split('\n')
    .filter((line) => /^\| +\d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(
    figures.map(({ lots, bytes, one, all }) =>
      [lots, `${(bytes / 1024).toFixed(1)} KB`, one.readUnits, one.writeUnits, all.writeUnits].map(String),
    ),
  );
});
