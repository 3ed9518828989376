import { expect, test } from 'vitest';
import { postDueAllowances } from '../../functions/sweeper/post-allowances.ts';
import { leaveAllAllowances } from '../../shared/allowances/change-accounts.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { at, join, monthly, post, postedTo, put } from '../support/allowances.ts';
import { accountOfOpenAgency, entriesOf, openTestLedger, readAccount } from '../support/ledger.ts';

const ledger = openTestLedger();
const JANUARY = '2026-01-10T12:00:00.000Z';

const inZone = async ({ agency }: AccountRef, timeZone: string) => {
  const settings = await readOne(ledger.table, settingsKey(agency), settingsItem);
  if (!settings) throw new Error('there are none');
  await putGuarded(ledger.table, settingsWrite({ ...settings, timeZone }));
};

test('after an outage of 40 days each day brings what held as it began, without what has expired meanwhile', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const daily = { ...monthly, every: 'day', amount: 10, expiry: 'days', expiryDays: 30 } as const;
  await put(at(ledger, JANUARY), ref, 'daily', daily);
  await join(at(ledger, JANUARY), ref, 'daily');
  const { expiryDays: _, ...withoutDays } = daily;
  const kept = { ...withoutDays, amount: 7, expiry: 'never' } as const;
  await put(at(ledger, '2026-01-25T12:00:00.000Z'), ref, 'daily', kept);
  await put(at(ledger, '2026-02-01T12:00:00.000Z'), ref, 'daily', { ...kept, paused: true });
  await put(at(ledger, '2026-02-10T12:00:00.000Z'), ref, 'daily', { ...kept, amount: 3 });
  await post(at(ledger, '2026-02-19T00:20:00.000Z'), ref);
  await post(at(ledger, '2026-02-19T01:20:00.000Z'), ref);
  const days = (month: string, from: number, to: number, amount: number) =>
    Array.from({ length: to - from + 1 }, (__, later) => [
      `daily:2026-${month}-${String(from + later).padStart(2, '0')}`,
      amount,
    ]);
  // Those of 11 to 20 January expired on 10 to 19 February.
  expect(await postedTo(ledger, ref)).toEqual([
    ...days('01', 21, 25, 10),
    ...days('01', 26, 31, 7),
    ...days('02', 1, 1, 7),
    ...days('02', 11, 19, 3),
  ]);
});

test('a pause in the middle of a run leaves out nobody: all accounts get the period that had begun', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  const members = Array.from({ length: 25 }, (_, number) => ({ ...ref, account: `member-${number}` }));
  for (const member of members) await join(at(ledger, JANUARY), member, 'monthly');
  const posted = async () =>
    (await Promise.all(members.map((member) => postedTo(ledger, member)))).filter(({ length }) => length > 0);
  let pages = 0;
  const cutOff = () => ((pages += 1) > 1 ? 0 : 900_000);
  await postDueAllowances(at(ledger, '2026-02-01T00:20:00.000Z'), ref.agency, cutOff);
  expect(await posted()).toHaveLength(20);
  await put(at(ledger, '2026-02-01T00:30:00.000Z'), ref, 'monthly', { ...monthly, paused: true });
  await post(at(ledger, '2026-02-01T01:20:00.000Z'), ref);
  await post(at(ledger, '2026-03-01T00:20:00.000Z'), ref);
  expect(await posted()).toEqual(members.map(() => [['monthly:2026-02-01', 100]]));
});

test('a cap below what is left takes away nothing that was posted under the former one, and holds from the next period on', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, rollOverUpTo: 130 });
  await join(at(ledger, JANUARY), ref, 'monthly');
  await post(at(ledger, '2026-02-01T00:20:00.000Z'), ref);
  await post(at(ledger, '2026-03-01T00:20:00.000Z'), ref);
  await put(at(ledger, '2026-03-02T00:00:00.000Z'), ref, 'monthly', { ...monthly, rollOverUpTo: 20 });
  const leftIn = async (time: string) => {
    await post(at(ledger, time), ref);
    return (await readAccount(ledger, ref)).balance;
  };
  // 30 of February until May, 100 of March until April and May, and 100 of April.
  expect(await leftIn('2026-04-01T00:20:00.000Z')).toBe(230);
  expect(await leftIn('2026-05-01T00:20:00.000Z')).toBe(150);
  expect(await leftIn('2026-06-01T00:20:00.000Z')).toBe(120);
});

test('who moves the agency to the east gets the next period late, once, until its own end, and the ones after it in time', async () => {
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'America/Los_Angeles' });
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  await join(at(ledger, JANUARY), ref, 'monthly');
  await inZone(ref, 'Pacific/Auckland');
  await post(at(ledger, '2026-01-31T11:30:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([]);
  await post(at(ledger, '2026-02-01T08:30:00.000Z'), ref);
  await post(at(ledger, '2026-02-28T11:30:00.000Z'), ref);
  expect((await entriesOf(ledger, ref)).filter(({ type }) => type === 'in')).toMatchObject([
    { reference: 'monthly:2026-02-01', lots: [{ expiresAt: '2026-02-28T11:00:00.000Z' }] },
    { reference: 'monthly:2026-03-01' },
  ]);
});

test('on days of 23 and 25 hours one period begins, also where a run comes in the hour that is repeated', async () => {
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'Europe/Berlin' });
  const daily = { ...monthly, every: 'day' } as const;
  await put(at(ledger, '2026-03-27T12:00:00.000Z'), ref, 'daily', daily);
  await join(at(ledger, '2026-03-27T12:00:00.000Z'), ref, 'daily');
  const hourly = async (from: string, hours: number) => {
    for (let hour = 0; hour < hours; hour += 1)
      await post(at(ledger, new Date(Date.parse(from) + hour * 3_600_000).toISOString()), ref);
  };
  await hourly('2026-03-27T23:00:00.000Z', 48);
  expect((await postedTo(ledger, ref)).map(([reference]) => reference)).toEqual([
    'daily:2026-03-28',
    'daily:2026-03-29',
    'daily:2026-03-30',
  ]);
  const autumn = await accountOfOpenAgency(ledger, { timeZone: 'Europe/Berlin' });
  await put(at(ledger, '2026-10-23T12:00:00.000Z'), autumn, 'daily', daily);
  await join(at(ledger, '2026-10-23T12:00:00.000Z'), autumn, 'daily');
  // Until the hour before 27 October begins, the repeated hour from 00:00 to 02:00 UTC of the 25th included.
  for (let hour = 0; hour < 74; hour += 1)
    await post(
      at(ledger, new Date(Date.parse('2026-10-23T21:00:00.000Z') + hour * 3_600_000).toISOString()),
      autumn,
    );
  const days = (await entriesOf(ledger, autumn)).filter(({ kind }) => kind === 'allowance');
  expect(days.map(({ reference, lots }) => [reference, lots[0]?.expiresAt])).toEqual([
    ['daily:2026-10-24', '2026-10-24T22:00:00.000Z'],
    ['daily:2026-10-25', '2026-10-25T23:00:00.000Z'],
    ['daily:2026-10-26', '2026-10-26T23:00:00.000Z'],
  ]);
});

test('an account that has left all allowances for its erasure gets nothing any more', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  await join(at(ledger, JANUARY), ref, 'monthly');
  await leaveAllAllowances(at(ledger, JANUARY), ref);
  await post(at(ledger, '2026-02-01T00:20:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([]);
});
