import { expect, test } from 'vitest';
import { allowances } from '../../shared/allowances/allowance.ts';
import { removeFromAllowance } from '../../shared/allowances/change-accounts.ts';
import { postAllowances } from '../../shared/allowances/post-allowances.ts';
import { allowancesOfAccount, statusOfAllowance } from '../../shared/allowances/read-allowances.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { allowanceAccountsPartition, settingsKey } from '../../shared/table/keys.ts';
import { countSince } from '../../shared/table/list.ts';
import { readOne } from '../../shared/table/read.ts';
import { balanceAt } from '../../shared/ledger/account.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { at, join, monthly, post, postedTo, put, remove } from '../support/allowances.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';

const ledger = openTestLedger();

const JANUARY = '2026-01-10T12:00:00.000Z';
const FEBRUARY = '2026-02-01T00:20:00.000Z';
const MARCH = '2026-03-01T00:20:00.000Z';

const begun = async (more = {}) => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, ...more });
  await join(at(ledger, JANUARY), ref, 'monthly');
  return ref;
};

/** All findings but that the test's time is over. */
const findings = async (ref: AccountRef, time = '2030-01-01T00:00:00.000Z') => {
  const audit = await auditLedger(at(ledger, time), ref, () => true);
  if (!audit.ok) throw new Error(audit.error.code);
  return audit.value.findings;
};

const isSound = async (ref: AccountRef) => {
  expect(await findingsOf(ledger, ref)).toEqual([]);
  expect((await findings(ref)).filter(({ code }) => code !== 'allowance_late')).toEqual([]);
};

const inZone = async ({ agency }: AccountRef, timeZone: string) => {
  const settings = await readOne(ledger.table, settingsKey(agency), settingsItem);
  if (!settings) throw new Error('there are none');
  await putGuarded(ledger.table, settingsWrite({ ...settings, timeZone }));
};

const nextOf = async (time: string, ref: AccountRef) => {
  const own = await allowancesOfAccount(at(ledger, time), ref);
  return own.ok ? own.value.map(({ next }) => next) : [];
};

const leave = (time: string, ref: AccountRef) =>
  removeFromAllowance(at(ledger, time), { agency: ref.agency, actor: 'admin' }, ref, 'monthly');

test('a period is posted once it has begun, as promo credits that expire as the next one begins', async () => {
  const ref = await begun();
  await post(at(ledger, '2026-01-31T23:59:59.999Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([]);
  await post(at(ledger, '2026-02-01T00:00:00.000Z'), ref);
  await post(at(ledger, FEBRUARY), ref);
  expect(await entriesOf(ledger, ref)).toMatchObject([
    {
      type: 'in',
      kind: 'allowance',
      reference: 'monthly:2026-02-01',
      label: 'Monthly credits',
      amount: 100,
      lots: [{ class: 'promo', expiresAt: '2026-03-01T00:00:00.000Z', amount: 100 }],
    },
  ]);
  await isSound(ref);
});

test('an allowance that is posted pays a debt first', async () => {
  const ref = await begun({ rollOverUpTo: 30 });
  await leaveInDebt(at(ledger, JANUARY), ref, 80);
  await post(at(ledger, FEBRUARY), ref);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 20, debt: 0 });
  await isSound(ref);
});

test('eight sweeps at the same time post a period once', async () => {
  const ref = await begun();
  await Promise.all(Array.from({ length: 8 }, () => post(at(ledger, FEBRUARY), ref)));
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
  await isSound(ref);
});

test('after an outage missed periods are posted oldest first, without the credits that have expired meanwhile', async () => {
  const [dropped, rolled, kept] = await Promise.all([
    begun(),
    begun({ rollOverUpTo: 130 }),
    begun({ expiry: 'never' }),
  ]);
  const later = at(ledger, '2026-10-05T00:00:00.000Z');
  for (const ref of [dropped, rolled, kept]) await post(later, ref);
  expect(await postedTo(ledger, dropped)).toEqual([['monthly:2026-10-01', 100]]);
  expect(await postedTo(ledger, rolled)).toEqual([
    ['monthly:2026-08-01', 30],
    ['monthly:2026-09-01', 100],
    ['monthly:2026-10-01', 100],
  ]);
  expect((await postedTo(ledger, kept)).map(([reference]) => reference)).toEqual(
    [2, 3, 4, 5, 6, 7, 8, 9, 10].map((month) => `monthly:2026-${String(month).padStart(2, '0')}-01`),
  );
  const status = await statusOfAllowance(later, dropped.agency, 'monthly');
  expect(status).toMatchObject({
    value: {
      lastRun: { on: '2026-10-01', posted: 1, credits: 100, expired: 8, failures: 0 },
      next: { on: '2026-11-01', amount: 100 },
    },
  });
  for (const ref of [dropped, rolled, kept]) await isSound(ref);
});

test('a change applies from the next period on, also to one that is posted late', async () => {
  const ref = await begun();
  await put(at(ledger, '2026-02-01T00:10:00.000Z'), ref, 'monthly', {
    ...monthly,
    amount: 7,
    name: 'Less',
    class: 'paid',
  });
  await post(at(ledger, FEBRUARY), ref);
  await post(at(ledger, MARCH), ref);
  expect((await entriesOf(ledger, ref)).filter(({ type }) => type === 'in')).toMatchObject([
    { label: 'Monthly credits', amount: 100, lots: [{ class: 'promo' }] },
    { label: 'Less', amount: 7, lots: [{ class: 'paid' }] },
  ]);
});

test('a change before anything began leaves nothing of what was before', async () => {
  const ref = await begun({ startsOn: '2026-02-01' });
  await put(at(ledger, '2026-01-31T23:59:59.999Z'), ref, 'monthly', {
    ...monthly,
    startsOn: '2026-02-01',
    amount: 50,
  });
  const stored = await readOne(ledger.table, allowances.key(ref.agency, 'monthly'), allowances.schema);
  expect(stored?.former).toBeUndefined();
});

test('whoever joins in the period in which the allowance was made gets it by the terms of that time', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const [early, late] = [ref, { ...ref, account: 'late' }];
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, amount: 1000 });
  await put(at(ledger, '2026-01-10T12:05:00.000Z'), ref, 'monthly', monthly);
  await join(at(ledger, '2026-01-10T12:10:00.000Z'), early, 'monthly', { firstPeriod: 'current' });
  const [next] = await nextOf('2026-01-10T12:15:00.000Z', early);
  await put(at(ledger, '2026-01-10T12:20:00.000Z'), ref, 'monthly', { ...monthly, amount: 7 });
  expect(await nextOf('2026-01-10T12:25:00.000Z', early)).toEqual([next]);
  await join(at(ledger, '2026-01-10T12:30:00.000Z'), late, 'monthly', { firstPeriod: 'current' });
  await put(at(ledger, '2026-01-10T12:40:00.000Z'), ref, 'monthly', { ...monthly, paused: true });
  for (const time of ['2026-01-10T12:50:00.000Z', FEBRUARY]) await post(at(ledger, time), ref);
  expect(await postedTo(ledger, early)).toEqual([['monthly:2026-01-01', 100]]);
  expect(await postedTo(ledger, late)).toEqual([['monthly:2026-01-01', 7]]);
  await isSound(early);
});

test('a change in the instant in which a period begins applies to that period, and a later one does not', async () => {
  const midnight = '2026-02-01T00:00:00.000Z';
  const ref = await begun();
  await put(at(ledger, midnight), ref, 'monthly', { ...monthly, amount: 50 });
  await put(at(ledger, '2026-02-01T00:10:00.000Z'), ref, 'monthly', { ...monthly, amount: 7 });
  await post(at(ledger, FEBRUARY), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 50]]);
});

test('periods that begin while it is paused are not posted, and not made up for', async () => {
  const ref = await begun();
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, paused: true });
  await post(at(ledger, FEBRUARY), ref);
  await put(at(ledger, '2026-02-10T00:00:00.000Z'), ref, 'monthly', monthly);
  await post(at(ledger, '2026-02-10T01:00:00.000Z'), ref);
  await post(at(ledger, MARCH), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-03-01', 100]]);
});

test('no period begins after its last day, and it can not be changed any more', async () => {
  const ref = await begun({ endsOn: '2026-02-01' });
  await post(at(ledger, FEBRUARY), ref);
  await post(at(ledger, MARCH), ref);
  await post(at(ledger, '2026-04-01T00:20:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
  expect(await put(at(ledger, MARCH), ref, 'monthly', monthly)).toEqual({
    ok: false,
    error: { code: 'allowance_ended' },
  });
  const listed = allowanceAccountsPartition(ref.agency, 'monthly');
  expect(await countSince(ledger.table, listed, JANUARY)).toBe(0);
  await isSound(ref);
});

test('whoever joins within a period gets the next one, or on request the current one as well', async () => {
  const ref = await begun();
  const other = { ...ref, account: 'other' };
  await join(at(ledger, JANUARY), other, 'monthly', { firstPeriod: 'current' });
  await post(at(ledger, '2026-01-10T12:30:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([]);
  expect(await postedTo(ledger, other)).toEqual([['monthly:2026-01-01', 100]]);
});

test('whoever leaves keeps what it got, gets the periods that have begun, and comes back without getting one twice', async () => {
  const ref = await begun();
  // The run of February is late.
  await leave('2026-02-01T00:10:00.000Z', ref);
  await join(at(ledger, '2026-02-01T00:11:00.000Z'), ref, 'monthly', { firstPeriod: 'current' });
  await post(at(ledger, FEBRUARY), ref);
  await leave('2026-02-10T00:00:00.000Z', ref);
  await join(at(ledger, '2026-02-11T00:00:00.000Z'), ref, 'monthly', { firstPeriod: 'current' });
  await post(at(ledger, '2026-02-11T01:00:00.000Z'), ref);
  await leave('2026-02-12T00:00:00.000Z', ref);
  await post(at(ledger, MARCH), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
  await isSound(ref);
});

test('deleting an allowance ends its later periods, and leaves what was posted until it expires', async () => {
  const ref = await begun();
  await post(at(ledger, FEBRUARY), ref);
  const left = async (time: string) => balanceAt(await readAccount(ledger, ref), Date.parse(time)).available;
  await remove(at(ledger, '2026-02-10T00:00:00.000Z'), ref, 'monthly');
  await post(at(ledger, '2026-02-10T00:20:00.000Z'), ref);
  expect(await left('2026-02-28T23:59:00.000Z')).toBe(100);
  await post(at(ledger, MARCH), ref);
  expect(await left(MARCH)).toBe(0);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-02-01', 100]]);
  await isSound(ref);
});

test('a deleted allowance is posted no more, also where another one is made under its ID', async () => {
  const ref = await begun();
  await remove(at(ledger, JANUARY), ref, 'monthly');
  await put(at(ledger, '2026-01-11T00:00:00.000Z'), ref, 'monthly', monthly);
  await post(at(ledger, FEBRUARY), ref);
  expect(await postedTo(ledger, ref)).toEqual([]);
  await join(at(ledger, FEBRUARY), ref, 'monthly');
  await post(at(ledger, MARCH), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-03-01', 100]]);
});

test('another time zone of the agency moves the next period, and posts none twice', async () => {
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'Pacific/Auckland' });
  const daily = { ...monthly, every: 'day' } as const;
  await put(at(ledger, JANUARY), ref, 'monthly', daily);
  await join(at(ledger, JANUARY), ref, 'monthly');
  await post(at(ledger, '2026-01-11T11:30:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([['monthly:2026-01-12', 100]]);
  await put(at(ledger, '2026-01-11T12:00:00.000Z'), ref, 'monthly', { ...daily, amount: 50 });
  await inZone(ref, 'America/Los_Angeles');
  await post(at(ledger, '2026-01-12T12:30:00.000Z'), ref);
  await post(at(ledger, '2026-01-13T07:30:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toHaveLength(1);
  await post(at(ledger, '2026-01-13T08:30:00.000Z'), ref);
  expect(await postedTo(ledger, ref)).toEqual([
    ['monthly:2026-01-12', 100],
    ['monthly:2026-01-13', 50],
  ]);
  await isSound(ref);
});

test('a dry run tells what would be posted, and posts nothing', async () => {
  const ref = await begun();
  const would = await postAllowances({ ...at(ledger, FEBRUARY), dryRun: true }, ref);
  expect(would).toMatchObject({ value: { posted: [{ id: 'monthly', on: '2026-02-01', credits: 100 }] } });
  expect(await postedTo(ledger, ref)).toEqual([]);
});

test('an account gets 20 allowances at most', async () => {
  const ref = await accountOfOpenAgency(ledger);
  for (let number = 0; number < 20; number += 1) {
    await put(at(ledger, JANUARY), ref, `allowance-${number}`, { ...monthly, amount: number + 1 });
    await join(at(ledger, JANUARY), ref, `allowance-${number}`);
  }
  await put(at(ledger, JANUARY), ref, 'one-more', monthly);
  await expect(join(at(ledger, JANUARY), ref, 'one-more')).rejects.toThrow('allowance_limit');
  await post(at(ledger, FEBRUARY), ref);
  expect(await postedTo(ledger, ref)).toHaveLength(20);
  expect((await readAccount(ledger, ref)).balance).toBe(210);
  await isSound(ref);
});

test('the audit finds a period that was missed, and one that was posted twice', async () => {
  const ref = await begun();
  expect(await findings(ref, '2026-02-01T23:00:00.000Z')).toEqual([]);
  expect(await findings(ref, '2026-02-02T00:00:00.001Z')).toEqual([{ code: 'allowance_late', entry: 0 }]);
  await post(at(ledger, '2026-02-02T00:10:00.000Z'), ref);
  expect(await findings(ref, '2026-02-02T00:20:00.000Z')).toEqual([]);
  await move(at(ledger, '2026-02-02T00:20:00.000Z'), ref, {
    type: 'credit',
    kind: 'allowance',
    reference: 'monthly:2026-02-01',
    amount: 100,
    class: 'promo',
  });
  expect(await findings(ref, '2026-02-02T12:00:00.000Z')).toEqual([{ code: 'record_missing', entry: 2 }]);
});

test('credits of an allowance may be for some things only', async () => {
  const ref = await begun({ onlyFor: { meters: ['calls'] }, rollOverUpTo: 30 });
  await post(at(ledger, FEBRUARY), ref);
  expect((await readAccount(ledger, ref)).lots).toMatchObject([
    { amount: 70, onlyFor: { meters: ['calls'] } },
    { amount: 30, onlyFor: { meters: ['calls'] } },
  ]);
  await isSound(ref);
});
