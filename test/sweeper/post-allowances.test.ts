import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { postDueAllowances } from '../../functions/sweeper/post-allowances.ts';
import { accountsOfAllowance, statusOfAllowance } from '../../shared/allowances/read-allowances.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { at, join, monthly, post, postedTo, put } from '../support/allowances.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move, openTestLedger } from '../support/ledger.ts';

vi.mock('../../shared/kernel/metrics.ts');
beforeEach(() => vi.mocked(count).mockClear());

const ledger = openTestLedger();
const JANUARY = '2026-01-10T12:00:00.000Z';
const FEBRUARY = '2026-02-01T00:20:00.000Z';

/** A group of so many accounts. */
const group = async (size: number): Promise<AccountRef[]> => {
  const ref = await accountOfOpenAgency(ledger);
  await put(at(ledger, JANUARY), ref, 'monthly', monthly);
  const members = Array.from({ length: size }, (_, index) => ({
    ...ref,
    account: `member-${String(index).padStart(3, '0')}`,
  }));
  await Promise.all(members.map((member) => join(at(ledger, JANUARY), member, 'monthly')));
  return members;
};

const amounts = async (members: readonly AccountRef[]) =>
  (await Promise.all(members.map((member) => postedTo(ledger, member)))).map((posted) => posted.length);

const failures = () => vi.mocked(count).mock.calls.filter(([name]) => name === 'SweeperFailures').length;

test('a group that one run has no time for is posted in parts, each account once', async () => {
  const members = await group(45);
  const [first = { agency: '', account: '' }] = members;
  let pages = 0;
  await postDueAllowances(at(ledger, FEBRUARY), first.agency, () => ((pages += 1) > 1 ? 0 : 900_000));
  const part = await amounts(members);
  expect(part.filter((posted) => posted === 1)).toHaveLength(20);
  await post(at(ledger, FEBRUARY), first);
  expect(await amounts(members)).toEqual(members.map(() => 1));
  expect(await statusOfAllowance(at(ledger, FEBRUARY), first.agency, 'monthly')).toMatchObject({
    value: { lastRun: { on: '2026-02-01', posted: 45, credits: 4500, failures: 0, failed: [] } },
  });
});

test('an account that fails is counted and named, holds up nobody, and is posted once it is mended', async () => {
  const members = await group(3);
  const [broken = { agency: '', account: '' }] = members;
  const setBalance = (balance: unknown) =>
    ledger.table.client.send(
      new UpdateCommand({
        TableName: ledger.table.name,
        Key: accountKey(broken),
        UpdateExpression: 'SET #balance = :balance',
        ExpressionAttributeNames: { '#balance': 'balance' },
        ExpressionAttributeValues: { ':balance': balance },
      }),
    );
  await give(at(ledger, JANUARY), broken, 5);
  await setBalance('five');
  await post(at(ledger, FEBRUARY), broken);
  expect(failures()).toBe(1);
  expect(await amounts(members.slice(1))).toEqual([1, 1]);
  expect(await statusOfAllowance(at(ledger, FEBRUARY), broken.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 2, failures: 1, failed: [broken.account] } },
  });
  await setBalance(5);
  await post(at(ledger, '2026-02-01T01:20:00.000Z'), broken);
  expect(await amounts(members)).toEqual([1, 1, 1]);
  expect(await statusOfAllowance(at(ledger, FEBRUARY), broken.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 3, failures: 0, failed: [] } },
  });
});

test('an account that can take no more credits is named, and gets the period once it has spent some', async () => {
  const members = await group(2);
  const [full = { agency: '', account: '' }] = members;
  await give(at(ledger, JANUARY), full, Number.MAX_SAFE_INTEGER - 50);
  await post(at(ledger, FEBRUARY), full);
  expect(await amounts(members)).toEqual([0, 1]);
  expect(await statusOfAllowance(at(ledger, FEBRUARY), full.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 1, failures: 1, failed: [full.account] } },
  });
  await move(at(ledger, FEBRUARY), full, debitOf(100));
  await post(at(ledger, '2026-02-20T00:20:00.000Z'), full);
  expect(await postedTo(ledger, full)).toEqual([['monthly:2026-02-01', 100]]);
});

test('an allowance that an account can take no more of holds up none of its others, and stays due', async () => {
  const [ref = { agency: '', account: '' }] = await group(1);
  for (const [id, amount] of [
    ['large', 100_000],
    ['small', 7],
  ] as const) {
    await put(at(ledger, JANUARY), ref, id, { ...monthly, amount, expiry: 'never' });
    await join(at(ledger, JANUARY), ref, id);
  }
  await give(at(ledger, JANUARY), ref, Number.MAX_SAFE_INTEGER - 50_000);
  const march = '2026-03-01T00:20:00.000Z';
  await post(at(ledger, march), ref);
  const posted = ['monthly:2026-03-01', 'small:2026-02-01', 'small:2026-03-01'];
  expect((await postedTo(ledger, ref)).map(([reference]) => reference).toSorted()).toEqual(posted);
  expect(failures()).toBe(1);
  expect(await statusOfAllowance(at(ledger, march), ref.agency, 'large')).toMatchObject({
    value: { lastRun: { on: '2026-02-01', posted: 0, failures: 1, failed: [ref.account] } },
  });
  expect(await statusOfAllowance(at(ledger, march), ref.agency, 'small')).toMatchObject({
    value: { lastRun: { posted: 2, failures: 0 } },
  });
  await move(at(ledger, march), ref, debitOf(500_000));
  await post(at(ledger, march), ref);
  expect((await postedTo(ledger, ref)).map(([reference]) => reference).toSorted()).toEqual([
    'large:2026-02-01',
    'large:2026-03-01',
    ...posted,
  ]);
});

test('a run that is cut off has told of the pages that it posted', async () => {
  const members = await group(25);
  const [first = { agency: '', account: '' }] = members;
  let pages = 0;
  const cut = () => {
    if ((pages += 1) > 1) throw new Error('cut off');
    return 900_000;
  };
  await expect(postDueAllowances(at(ledger, FEBRUARY), first.agency, cut)).rejects.toThrow('cut off');
  const status = () => statusOfAllowance(at(ledger, FEBRUARY), first.agency, 'monthly');
  expect(await status()).toMatchObject({ value: { lastRun: { posted: 20, credits: 2000 } } });
  await post(at(ledger, FEBRUARY), first);
  expect(await status()).toMatchObject({ value: { lastRun: { posted: 25, credits: 2500 } } });
});

test('runs at the same time tell of all that they posted together', async () => {
  const members = await group(20);
  const [first = { agency: '', account: '' }] = members;
  await Promise.all(Array.from({ length: 3 }, () => post(at(ledger, FEBRUARY), first)));
  expect(await amounts(members)).toEqual(members.map(() => 1));
  expect(await statusOfAllowance(at(ledger, FEBRUARY), first.agency, 'monthly')).toMatchObject({
    value: { lastRun: { posted: 20, credits: 2000 } },
  });
});

test('an agency’s sweep posts nothing of another agency', async () => {
  const [[one = { agency: '', account: '' }], [other = { agency: '', account: '' }]] = [
    await group(1),
    await group(1),
  ];
  await post(at(ledger, FEBRUARY), one);
  expect(await amounts([one, other])).toEqual([1, 0]);
});

test('the accounts of an allowance are listed with what they get next', async () => {
  const members = await group(3);
  const [{ agency } = { agency: '' }] = members;
  const page = await accountsOfAllowance(ledger, agency, 'monthly', { limit: 2 });
  if (!page.ok) throw new Error(page.error.code);
  const cursor = page.value.cursor ?? undefined;
  const rest = await accountsOfAllowance(ledger, agency, 'monthly', { limit: 2, cursor });
  const next = { on: '2026-02-01', at: '2026-02-01T00:00:00.000Z', amount: 100 };
  expect(page.value.items).toMatchObject([
    { account: 'member-000', since: JANUARY, next },
    { account: 'member-001', next },
  ]);
  expect(rest).toMatchObject({ value: { items: [{ account: 'member-002' }], cursor: null } });
});
