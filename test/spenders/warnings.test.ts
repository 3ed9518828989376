import { expect, test } from 'vitest';
import { recordEvents } from '../../shared/events/record-events.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { spenderKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { settingsBody } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';

const NOON = Date.parse('2026-03-10T12:00:00.000Z');
const DAY_MS = 86_400_000;

let now = NOON;
const ledger = openTestLedger({ now: () => now });

/** An account, and what an agency is told of a spender: the events of each of its changes. */
const watched = async () => {
  now = NOON;
  const account = await budgetedAccount(ledger);
  const itemOf = async (id: string) => {
    const key = spenderKey(account.ref, id);
    return (await readTogether(ledger.table, [key]))(key) ?? {};
  };
  const told = async (id: string, act: () => Promise<unknown>) => {
    const before = await itemOf(id);
    await act();
    const after = await itemOf(id);
    return recordEvents('spender', { before, after, at: instant(now) }).map(({ type, data }) => [
      type,
      'limits' in data && Array.isArray(data.limits) ? data.limits.map(({ limit }) => limit) : [],
    ]);
  };
  return { ...account, told };
};

test('the spend that reaches 80 % of a limit warns, and the one that uses all of it tells so, each once', async () => {
  const { spender, spend, told } = await watched();
  const id = await spender({ perDay: 10, perMonth: 20 });
  expect(await told(id, () => spend(id, 7))).toEqual([]);
  expect(await told(id, () => spend(id, 1))).toEqual([['spender.warned', ['per_day']]]);
  expect(await told(id, () => spend(id, 1))).toEqual([]);
  expect(await told(id, () => spend(id, 1))).toEqual([['spender.exhausted', ['per_day']]]);
  expect(await told(id, () => spend(id, 1))).toEqual([]);
  now += DAY_MS;
  expect(await told(id, () => spend(id, 5))).toEqual([]);
  expect(await told(id, () => spend(id, 3))).toEqual([['spender.warned', ['per_day', 'per_month']]]);
});

test('what is held counts towards the warning, and one that was given is not repeated when it comes back', async () => {
  const { spender, spend, hold, release, told } = await watched();
  const id = await spender({ perDay: 100 });
  let open = '';
  const holds = async () => {
    open = idOf(await hold(id, 60));
  };
  expect(await told(id, holds)).toEqual([]);
  expect(await told(id, () => spend(id, 25))).toEqual([['spender.warned', ['per_day']]]);
  expect(await told(id, () => release(id, open))).toEqual([]);
  expect(await told(id, () => spend(id, 60))).toEqual([]);
});

test('a limit that is changed is warned of again', async () => {
  const { spender, spend, change, told } = await watched();
  const id = await spender({ perDay: 10 });
  expect(await told(id, () => spend(id, 8))).toEqual([['spender.warned', ['per_day']]]);
  await change(id, { perDay: 20 });
  expect(await told(id, () => spend(id, 8))).toEqual([['spender.warned', ['per_day']]]);
});

test('days and months are those of UTC where the agency has no zone, and of its zone where it has one', async () => {
  const { agency, spender, spend } = await watched();
  const { timeZone: _zone, ...zoneless } = settingsBody;
  const headers = { 'if-match': await agency.etagOf(agencyRoutes.getSettings) };
  const inBerlin = await spender({ perDay: 1 });
  expect(await spend(inBerlin, 2)).toMatchObject({ body: { startsAnewAt: '2026-03-10T23:00:00.000Z' } });
  const put = await agency.call(agencyRoutes.putSettings, { headers, body: zoneless });
  expect(put).toMatchObject({ status: 200 });
  const id = await spender({ perDay: 1 });
  expect(await spend(id, 2)).toMatchObject({
    body: { code: 'budget_exceeded', left: 1, startsAnewAt: '2026-03-11T00:00:00.000Z' },
  });
  const monthly = await spender({ perMonth: 1 });
  expect(await spend(monthly, 2)).toMatchObject({ body: { startsAnewAt: '2026-04-01T00:00:00.000Z' } });
});
