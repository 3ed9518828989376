import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Answer } from '../support/api.ts';
import { accountOfOpenAgency, findingsOf, openTestLedger, readAccount } from '../support/ledger.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const codes = promoCodesOn(ledger);
const redeem = redeemOn(ledger);

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

/** How many answers there are of each kind. */
const tally = (answers: readonly Answer[]): Map<unknown, number> => {
  const kinds = Map.groupBy(answers, ({ body, status }) => body['code'] ?? status);
  return new Map([...kinds].map(([kind, of]) => [kind, of.length]));
};

const sumOf = async (accounts: readonly AccountRef[]): Promise<number> => {
  const balances = await Promise.all(accounts.map((one) => readAccount(ledger, one)));
  return balances.reduce((sum, { balance }) => sum + balance, 0);
};

test('64 accounts redeem one code with 10 uses at once: 10 succeed, 54 get code_exhausted', async () => {
  const owner = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(owner.agency, { credits: 7, usesPerCode: 10 });
  const accounts = times(64, (index) => ({ ...owner, account: `customer-${index}` }));
  const answers = await Promise.all(accounts.map((caller) => redeem(caller, code)));
  expect(tally(answers)).toEqual(
    new Map<unknown, number>([
      [201, 10],
      ['code_exhausted', 54],
    ]),
  );
  expect(await sumOf(accounts)).toBe(70);
  const findings = await Promise.all(accounts.map((one) => findingsOf(ledger, one)));
  expect(findings.flat()).toEqual([]);
});

test('64 accounts redeem one unlimited code at once: each succeeds once', async () => {
  const owner = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(owner.agency, { credits: 7, usesPerCode: null });
  const accounts = times(64, (index) => ({ ...owner, account: `customer-${index}` }));
  const answers = await Promise.all([...accounts, ...accounts].map((caller) => redeem(caller, code)));
  expect(tally(answers)).toEqual(
    new Map<unknown, number>([
      [201, 64],
      ['code_already_used', 64],
    ]),
  );
  expect(await sumOf(accounts)).toBe(64 * 7);
});

test('one account redeems 64 codes of a batch with 3 uses per account at once: 3 succeed', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const made = await codes.make(caller.agency, { credits: 7, codes: 64, usesPerAccount: 3 });
  const answers = await Promise.all(made.map((code) => redeem(caller, code)));
  expect(tally(answers)).toEqual(
    new Map<unknown, number>([
      [201, 3],
      ['code_already_used', 61],
    ]),
  );
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 21, entries: 3 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('I5: 32 parallel requests with one key make one movement and get 32 equal answers', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { credits: 7, usesPerCode: 10, usesPerAccount: 10 });
  const answers = await Promise.all(times(32, () => redeem(caller, code, 'once')));
  expect(tally(answers)).toEqual(new Map<unknown, number>([[201, 32]]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1);
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 7, entries: 1 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('one code redeemed under 32 keys at once is redeemed once', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { credits: 7, usesPerCode: 10, usesPerAccount: 10 });
  const answers = await Promise.all(times(32, () => redeem(caller, code)));
  expect(tally(answers)).toEqual(
    new Map<unknown, number>([
      [201, 1],
      ['code_already_used', 31],
    ]),
  );
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 7, entries: 1 });
});
