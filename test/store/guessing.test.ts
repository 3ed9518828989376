import { beforeEach, expect, test, vi } from 'vitest';
import { newCode } from '../../shared/store/promo-code.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountOfOpenAgency, openTestLedger, readAccount } from '../support/ledger.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

vi.mock(import('../../shared/kernel/metrics.ts'), () => ({ count: vi.fn<typeof count>() }));

let now: number;
const ledger = openTestLedger({ now: () => now });
const codes = promoCodesOn(ledger);
const redeem = redeemOn(ledger);
beforeEach(() => {
  now = Date.now();
  vi.mocked(count).mockClear();
});

const guess = (caller: AccountRef) => redeem(caller, newCode('0000').shown);

const invalid = { status: 422, body: { code: 'code_invalid' } };
const tooMany = (seconds: number) => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { code: 'too_many_attempts' },
});

test('after three invalid codes every code gets 429, also a valid one', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  for (let wrong = 0; wrong < 3; wrong += 1) expect(await guess(caller)).toMatchObject(invalid);
  expect(await guess(caller)).toMatchObject(tooMany(600));
  expect(await redeem(caller, code)).toMatchObject(tooMany(600));
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 0 });
});

test('Retry-After counts down until the first of the three attempts is ten minutes old; then attempts are allowed again', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  for (let wrong = 0; wrong < 3; wrong += 1) {
    await guess(caller);
    now += 2 * MINUTE_MS;
  }
  expect(await guess(caller)).toMatchObject(tooMany(240));
  now += 4 * MINUTE_MS - 1;
  expect(await guess(caller)).toMatchObject(tooMany(1));
  now += 1;
  expect(await guess(caller)).toMatchObject(invalid);
  expect(await redeem(caller, code)).toMatchObject(tooMany(120));
  now += 2 * MINUTE_MS;
  expect(await redeem(caller, code)).toMatchObject({ status: 201 });
});

test('of 64 parallel invalid codes three are refused as invalid and 61 get 429', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const answers = await Promise.all(Array.from({ length: 64 }, () => guess(caller)));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(61);
  expect(count).toHaveBeenCalledTimes(64);
});

test('metrics count each invalid code and each 429, also across accounts with fewer than three, and no valid code', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  await redeem(caller, code);
  expect(count).not.toHaveBeenCalled();
  for (let wrong = 0; wrong < 4; wrong += 1) await guess(caller);
  await guess(await accountOfOpenAgency(ledger));
  expect(vi.mocked(count).mock.calls).toEqual(Array.from({ length: 5 }, () => ['CodesGuessed']));
});

test('an existing code that may not be redeemed does not count as a guess', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  const [restricted] = await codes.make(caller.agency, { eligibility: { regions: ['DE'] } });
  await redeem(caller, code);
  for (let again = 0; again < 4; again += 1) {
    expect(await redeem(caller, code)).toMatchObject({ body: { code: 'code_already_used' } });
    expect(await redeem(caller, restricted)).toMatchObject({ body: { code: 'code_restricted' } });
  }
});

test('guesses of one account do not limit another account', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  for (let wrong = 0; wrong < 4; wrong += 1) await guess(caller);
  expect(await redeem({ ...caller, account: 'neighbour' }, code)).toMatchObject({ status: 201 });
});
