import { expect, test } from 'vitest';
import { accountFrom, emptyAccount } from '../../shared/ledger/account.ts';
import { countAccounts, LiabilityBusyError } from '../../shared/agency/liability.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { countedItem, liabilityItem } from '../../shared/table/items/liability.ts';
import { countedKey, liabilityKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { openTestLedger } from '../support/ledger.ts';
import { SALT } from '../support/commands.ts';

const ledger = openTestLedger();
const cause = { kind: 'adjustment', reference: 'test' } as const;

const liabilityOf = (agency: string) => readOne(ledger.table, liabilityKey(agency), liabilityItem);

const held = async (agency: string) => {
  const { paid, promo, debt, accounts } = (await liabilityOf(agency)) ?? {};
  return { paid, promo, debt, accounts };
};

/** An account after each of these commands, as stream records. */
const historyOf = (agency: string, account: string, commands: readonly Command[]): Account[] => {
  const states: Account[] = [];
  let state = emptyAccount({ agency, account });
  for (const command of commands) {
    const planned = plan(state, [command], Date.now(), SALT);
    if (!planned.ok) throw new Error(planned.error.code);
    state = accountFrom(state, { ...planned.value.account, version: state.version + 1 });
    states.push(state);
  }
  return states;
};

const credit = (amount: number, lotClass: 'paid' | 'promo' = 'paid'): Command => ({
  type: 'credit',
  ...cause,
  amount,
  class: lotClass,
});
const debit = (amount: number): Command => ({ type: 'debit', ...cause, amount });

const movements = [credit(100), credit(30, 'promo'), debit(50), credit(7), debit(80)];
const [first, second, third, fourth, last] = [0, 1, 2, 3, 4];

const someAgency = () => {
  const agency = randomId('agency');
  return { agency, states: historyOf(agency, 'alice', movements) };
};

const count = (agency: string, states: readonly Account[], ...which: number[]) =>
  countAccounts(
    ledger,
    agency,
    which.flatMap((one) => states[one] ?? []),
  );

test('credits that wait in a gift are owed, and the account where they wait is not counted as one', async () => {
  const { agency, states } = someAgency();
  const gift = `gift_${'0123456789abcdef'.repeat(2)}`;
  const waiting = historyOf(agency, gift, [credit(20), debit(20)]);
  await countAccounts(ledger, agency, [...states.slice(0, 1), ...waiting.slice(0, 1)]);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 120, gifts: 20, accounts: 1 });
  await countAccounts(ledger, agency, waiting);
  expect(await liabilityOf(agency)).toMatchObject({ paid: 100, gifts: 0, accounts: 1 });
});

test('credits are counted by class', async () => {
  const { agency, states } = someAgency();
  await count(agency, states, first, second);
  expect(await held(agency)).toEqual({ paid: 100, promo: 30, debt: 0, accounts: 1 });
});

test.each([
  ['in order, one by one', [[first], [second], [third], [fourth], [last]]],
  ['all together', [[first, second, third, fourth, last]]],
  ['each twice', [[first, first], [second], [second, third], [third], [fourth], [fourth], [last], [last]]],
  ['the last first', [[last], [fourth], [third], [second], [first]]],
  ['mixed up', [[third, first], [last], [second, fourth]]],
  ['most of them lost', [[first], [last]]],
])('changes delivered %s, the total matches the account', async (_, batches) => {
  const { agency, states } = someAgency();
  for (const batch of batches) await count(agency, states, ...batch);
  expect(await held(agency)).toEqual({ paid: 7, promo: 0, debt: 0, accounts: 1 });
});

test('the answer says how many accounts are not yet counted', async () => {
  const { agency, states } = someAgency();
  expect(await count(agency, states, first)).toBe(1);
  expect(await count(agency, states, first)).toBe(0);
  expect(await count(agency, states, third)).toBe(1);
});

test('debts are counted', async () => {
  const agency = randomId('agency');
  const taken: Command = { type: 'reclaim', ...cause, amount: 25, lots: [1], shortfall: 'debt' };
  await countAccounts(ledger, agency, historyOf(agency, 'alice', [credit(10), taken]));
  expect(await held(agency)).toEqual({ paid: 0, promo: 0, debt: 15, accounts: 1 });
});

test('a total beyond safe integers is exact, as decimal digits, and becomes a number again', async () => {
  const agency = randomId('agency');
  const hold = async (account: string, ...commands: Command[]): Promise<void> => {
    await countAccounts(ledger, agency, historyOf(agency, account, commands));
  };
  const most = Number.MAX_SAFE_INTEGER;
  await hold('alice', credit(most));
  await hold('bob', credit(1, 'promo'));
  expect(await held(agency)).toMatchObject({ paid: most, promo: 1 });
  await hold('carol', credit(most));
  await hold('dave', credit(3));
  expect(await held(agency)).toMatchObject({ paid: '18014398509481985', promo: 1, accounts: 4 });
  await hold('carol', credit(most), debit(most));
  await hold('alice', credit(most), debit(7));
  expect(await held(agency)).toMatchObject({ paid: most - 4, promo: 1, accounts: 4 });
});

test('more accounts than fit one transaction are all counted', async () => {
  const agency = randomId('agency');
  const accounts = Array.from({ length: 120 }, (_, index) =>
    historyOf(agency, `customer-${index}`, [credit(index + 1)]),
  ).flat();
  expect(await countAccounts(ledger, agency, accounts)).toBe(120);
  expect(await held(agency)).toMatchObject({ paid: (120 * 121) / 2, accounts: 120 });
});

test('concurrent counts neither lose nor repeat an account', async () => {
  const agency = randomId('agency');
  const histories = Array.from({ length: 24 }, (_, index) =>
    historyOf(agency, `customer-${index}`, movements),
  );
  await Promise.all(
    Array.from({ length: 32 }, (_, side) =>
      countAccounts(
        ledger,
        agency,
        histories.flatMap((states, index) => states[(side + index) % states.length] ?? []),
      ),
    ),
  );
  await countAccounts(
    ledger,
    agency,
    histories.flatMap((states) => states.slice(-1)),
  );
  expect(await held(agency)).toEqual({ paid: 24 * 7, promo: 0, debt: 0, accounts: 24 });
});

test('I8: each agency has its own total', async () => {
  const [one, other] = [someAgency(), someAgency()];
  await count(one.agency, one.states, first);
  expect(await liabilityOf(other.agency)).toBeUndefined();
});

test('without a successful write before the deadline nothing is counted', async () => {
  const { agency, states } = someAgency();
  const hurried = { ...ledger, deadline: 0 };
  const others = Array.from({ length: 16 }, (_, index) => historyOf(agency, `other-${index}`, [credit(1)]));
  const tried = await Promise.allSettled(others.map((other) => countAccounts(hurried, agency, other)));
  const refused = tried.filter(
    (one) => one.status === 'rejected' && one.reason instanceof LiabilityBusyError,
  );
  expect(refused.length).toBeGreaterThan(0);
  expect((await liabilityOf(agency))?.paid).toBe(16 - refused.length);
  await count(agency, states, last);
  expect(await readOne(ledger.table, countedKey({ agency, account: 'alice' }), countedItem)).toMatchObject({
    of: 5,
    paid: 7,
  });
});
