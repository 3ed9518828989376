import { expect, test } from 'vitest';
import type { AllowanceRequest } from '../../shared/allowances/allowance.ts';
import { removeFromAllowance } from '../../shared/allowances/change-accounts.ts';
import { previewAllowance } from '../../shared/allowances/preview-allowance.ts';
import { statusOfAllowance } from '../../shared/allowances/read-allowances.ts';
import { RunNotes } from '../../shared/allowances/run-notes.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { at, join, monthly, post, postedTo, put, remove } from '../support/allowances.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const JANUARY = '2026-01-10T12:00:00.000Z';
const FEBRUARY = '2026-02-01T00:20:00.000Z';

const group = async (size: number): Promise<AccountRef[]> => {
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'Europe/Berlin' });
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  const members = Array.from({ length: size }, (_, number) => ({ ...ref, account: `member-${number}` }));
  for (const member of members) await join(at(ledger, JANUARY), member, 'monthly');
  return members;
};

const previewOf = async ({ agency }: AccountRef, input: AllowanceRequest, time = JANUARY) =>
  await previewAllowance(at(metered, time), agency, 'monthly', input);

test('a preview of a new allowance shows its first days, in the time zone of the agency, and no accounts', async () => {
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'Europe/Berlin' });
  expect(await previewOf(ref, { ...monthly, startsOn: '2026-01-31', endsOn: '2026-03-01' })).toEqual({
    ok: true,
    value: {
      accounts: 0,
      credits: 0,
      periods: [
        {
          on: '2026-01-31',
          at: '2026-01-30T23:00:00.000Z',
          amount: 100,
          portions: [{ amount: 100, expiresAt: '2026-02-27T23:00:00.000Z' }],
        },
        expect.objectContaining({ on: '2026-02-28' }),
      ],
    },
  });
});

test('a preview of a change says what the next run then posts, and writes nothing', async () => {
  const members = await group(3);
  const [ref = { agency: '', account: '' }] = members;
  const changed = { ...monthly, amount: 7 };
  const { calls } = await during(async () => {
    expect(await previewOf(ref, changed)).toMatchObject({
      value: { accounts: 3, credits: 21, periods: [{ on: '2026-02-01', amount: 7 }, {}, {}] },
    });
  });
  expect(calls).toEqual(['BatchGetItem', 'Query']);
  await put(at(ledger, JANUARY), ref, 'monthly', changed);
  await post(at(ledger, FEBRUARY), ref);
  expect(await Promise.all(members.map((member) => postedTo(ledger, member)))).toEqual(
    members.map(() => [['monthly:2026-02-01', 7]]),
  );
  expect(await statusOfAllowance(ledger, ref.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 3, credits: 21 } },
  });
});

test('who leaves between the preview and the run gets nothing, and who joins does', async () => {
  const [ref = { agency: '', account: '' }, other = { agency: '', account: '' }] = await group(2);
  expect(await previewOf(ref, { ...monthly, amount: 7 })).toMatchObject({
    value: { accounts: 2, credits: 14 },
  });
  await removeFromAllowance(at(ledger, JANUARY), { agency: ref.agency, actor: 'admin' }, other, 'monthly');
  const late = { ...ref, account: 'late' };
  await join(at(ledger, JANUARY), late, 'monthly');
  await post(at(ledger, FEBRUARY), ref);
  expect(await Promise.all([ref, other, late].map((one) => postedTo(ledger, one)))).toEqual([
    [['monthly:2026-02-01', 100]],
    [],
    [['monthly:2026-02-01', 100]],
  ]);
});

test('a preview counts nobody of another allowance that was deleted under its ID', async () => {
  const [ref = { agency: '', account: '' }] = await group(2);
  await remove(at(ledger, JANUARY), ref, 'monthly');
  await put(at(ledger, '2026-01-11T00:00:00.000Z'), ref, 'monthly', monthly);
  await join(at(ledger, '2026-01-11T00:00:01.000Z'), { ...ref, account: 'new' }, 'monthly');
  expect(await previewOf(ref, monthly)).toMatchObject({ value: { accounts: 1, credits: 100 } });
});

test('while it is paused a preview shows no periods, and after its end it is refused as the change is', async () => {
  const [ref = { agency: '', account: '' }] = await group(1);
  expect(await previewOf(ref, { ...monthly, paused: true })).toEqual({
    ok: true,
    value: { accounts: 1, credits: 0, periods: [] },
  });
  expect(await previewOf(ref, { ...monthly, endsOn: '2026-01-09' })).toMatchObject({
    error: { code: 'invalid_request', faults: [{ pointer: '/endsOn' }] },
  });
  expect(await previewOf(ref, { ...monthly, every: 'day' })).toMatchObject({
    error: { faults: [{ pointer: '/every', code: 'read_only' }] },
  });
  await put(at(ledger, JANUARY), ref, 'monthly', { ...monthly, endsOn: '2026-01-20' });
  expect(await previewOf(ref, monthly, FEBRUARY)).toEqual({ ok: false, error: { code: 'allowance_ended' } });
});

test('credits of a whole group beyond 2^53 - 1 are decimal digits', async () => {
  const [ref = { agency: '', account: '' }] = await group(1);
  const notes = new RunNotes();
  const posted = [{ id: 'monthly', on: '2026-02-01', credits: 1e12 }];
  for (let page = 0; page < 2; page += 1) {
    for (let account = 0; account < 10_000; account += 1) notes.posted({ posted, expired: [], refused: [] });
    await notes.write(at(ledger, FEBRUARY), ref.agency);
  }
  expect(await statusOfAllowance(ledger, ref.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 20_000, credits: '20000000000000000' } },
  });
});
