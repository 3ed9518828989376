import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { MANY_LOTS, MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { debitOf, reclaimOf, restoreOf, SALT } from '../support/commands.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const AT = '2026-03-01T12:00:00.000Z';
const after = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

const empty = emptyAccount({ agency: 'acme', account: 'alice' });
const lot = (id: number, amount: number, more: Partial<LotShare> = {}): LotShare => ({
  id,
  class: 'paid',
  amount,
  ...more,
});

/** An account with these lots, after ten entries. */
const holding = (lots: LotShare[], more: Partial<Account> = {}): Account => {
  const debt = more.debt ?? 0;
  const balance = lots.reduce((sum, { amount }) => sum + amount, 0) - debt;
  return { ...empty, version: 3, entries: 10, lots, balance, ...more };
};

/** So many lots, each on a day of its own. */
const onDays = (count: number): LotShare[] =>
  Array.from({ length: count }, (_, place) => lot(place + 1, 1, { expiresAt: after(place + 1) }));

const credit = (amount: number, more: Partial<Command & { type: 'credit' }> = {}): Command => ({
  type: 'credit',
  kind: 'bonus',
  reference: 'gift',
  class: 'paid',
  ...more,
  amount,
});

const posting = (
  account: Account,
  commands: Command[],
  now = NOW,
  ...merges: Parameters<typeof plan>[4][]
) => {
  const planned = plan(account, commands, now, SALT, ...merges);
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
};
const refusal = (account: Account, ...commands: Command[]) => {
  const planned = plan(account, commands, NOW, SALT);
  return planned.ok ? 'none' : planned.error;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 over canonical JSON, for entries whose fields are plain text and numbers: texts by their salted hashes. */
const hashOf = ({
  salt,
  reference,
  ...value
}: {
  salt: string;
  reference: string;
  note?: string;
}): string => {
  const canonical = (one: unknown): unknown =>
    Array.isArray(one)
      ? one.map(canonical)
      : typeof one === 'object' && one !== null
        ? Object.fromEntries(
            Object.entries(one)
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, field]) => [name, canonical(field)]),
          )
        : one;
  const { note, ...figures } = value;
  const texts = {
    reference: sha256(`${salt}${reference}`),
    ...(note !== undefined && { note: sha256(`${salt}${note}`) }),
  };
  return sha256(JSON.stringify(canonical({ ...figures, texts })));
};

test('the first credits of an account are a lot of their own, with the number of their entry', () => {
  const entry = {
    type: 'in',
    kind: 'bonus',
    reference: 'gift',
    note: 'thanks',
    amount: 30,
    lots: [lot(1, 30)],
    number: 1,
    at: AT,
    balance: 30,
    hashVersion: 2,
    salt: SALT,
  };
  expect(posting(empty, [credit(30, { note: 'thanks' })])).toStrictEqual({
    account: {
      ...empty,
      lots: [lot(1, 30)],
      balance: 30,
      entries: 1,
      lastEntryAt: AT,
      lastEntryHash: hashOf(entry),
      lastIn: { at: AT, amount: 30 },
    },
    entries: [entry],
    posted: [entry],
    absorbed: [],
  });
});

test('I4: each entry carries the hash of the one before, and a debit leaves when credits last came in', () => {
  const first = posting(empty, [credit(30, { expiresAt: after(1) })]).account;
  const spent = posting(first, [debitOf(10)], NOW + 1);
  const entry = {
    type: 'out',
    kind: 'spend',
    reference: 'test',
    amount: 10,
    lots: [lot(1, 10, { expiresAt: after(1) })],
    number: 2,
    at: '2026-03-01T12:00:00.001Z',
    balance: 20,
    previous: first.lastEntryHash,
    hashVersion: 2,
    salt: SALT,
  };
  expect(spent).toStrictEqual({
    account: {
      ...first,
      lots: [lot(1, 20, { expiresAt: after(1) })],
      balance: 20,
      entries: 2,
      lastEntryAt: entry.at,
      lastEntryHash: hashOf(entry),
    },
    entries: [entry],
    posted: [entry],
    absorbed: [],
  });
});

test('I3: where the clock went back, an entry takes the time of the last one', () => {
  const { account } = posting(empty, [credit(30)]);
  expect(posting(account, [debitOf(1)], NOW - 5).entries).toMatchObject([{ at: AT }]);
  expect(posting(account, [debitOf(1)], NOW + 5).entries).toMatchObject([{ at: '2026-03-01T12:00:00.005Z' }]);
});

test('where nothing moves, the account stays as it is', () => {
  const account = holding([lot(1, 5)], { absorbedInside: [{ into: 1, ids: [2] }] });
  expect(posting(account, [])).toStrictEqual({ account, entries: [], posted: [], absorbed: [] });
});

describe('a debit is refused', () => {
  test('in debt, whatever the lots hold', () => {
    expect(refusal(holding([lot(1, 50)], { debt: 7 }), debitOf(1))).toEqual({
      code: 'account_in_debt',
      debt: 7,
    });
  });

  test('where credits are missing, with how many', () => {
    expect(refusal(holding([lot(1, 50)]), debitOf(60))).toEqual({
      code: 'insufficient_credits',
      available: 50,
      shortfall: 10,
    });
  });
});

describe('more credits than can be counted exactly are refused', () => {
  const full = holding([lot(1, Number.MAX_SAFE_INTEGER - 5)]);
  test.each([
    ['added', credit(6), credit(5)],
    ['restored', restoreOf([lot(2, 6)]), restoreOf([lot(2, 5)])],
  ])('when they are %s', (_, tooMany, few) => {
    expect(refusal(full, tooMany)).toEqual({ code: 'balance_limit' });
    expect(posting(full, [few]).account.balance).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe(`past ${MAX_LOTS} lots`, () => {
  const of = (count: number): Account => holding(onDays(count), { entries: count });
  const dated = credit(1, { expiresAt: after(1000) });

  test('one more with an expiry is refused, and up to there it is not', () => {
    expect(refusal(of(MAX_LOTS), dated)).toEqual({ code: 'lot_limit' });
    expect(posting(of(MAX_LOTS - 1), [dated]).account.lots).toHaveLength(MAX_LOTS);
  });

  test('credits without an expiry, or that merge with a lot, are taken', () => {
    expect(posting(of(MAX_LOTS), [credit(1)]).account.lots).toHaveLength(MAX_LOTS + 1);
    const beyond = of(MAX_LOTS + 1);
    const sameDay = credit(1, { expiresAt: after(5) });
    expect(posting(beyond, [sameDay]).account.lots).toHaveLength(MAX_LOTS + 1);
  });

  test('what others send is refused, and what comes back from them joins a lot', () => {
    const receive = (origin: string): Command => ({
      type: 'receive',
      kind: 'transfer',
      reference: 'test',
      from: 'x',
      lots: [{ ...lot(1, 5), expiresAt: after(1000), origin: { account: origin, lot: 9999 } }],
    });
    expect(refusal(of(MAX_LOTS), receive('x'))).toEqual({ code: 'lot_limit' });
    const back = posting(of(MAX_LOTS), [receive(of(1).account)]).account;
    expect(back.lots).toHaveLength(MAX_LOTS);
    expect(back.balance).toBe(of(MAX_LOTS).balance + 5);
  });

  test('what is restored joins a lot', () => {
    const back = lot(9999, 1, { expiresAt: after(5.5) });
    expect(posting(of(MAX_LOTS), [restoreOf([back])]).account.lots).toHaveLength(MAX_LOTS);
  });
});

describe('a reclaim', () => {
  const account = holding([
    lot(3, 4, { class: 'promo' }),
    lot(6, 8, { class: 'promo' }),
    lot(1, 20),
    lot(5, 30),
  ]);

  test('takes from the lots that it names, then from other paid ones in their order, and never other promo', () => {
    const { account: left, posted } = posting(account, [reclaimOf(45, [5, 3])]);
    expect(posted).toMatchObject([
      { type: 'out', amount: 45, lots: [lot(3, 4, { class: 'promo' }), lot(5, 30), lot(1, 11)], balance: 17 },
    ]);
    expect(left.lots).toEqual([lot(6, 8, { class: 'promo' }), lot(1, 9)]);
    expect(posted[0]).not.toHaveProperty('debt');
  });

  test('leaves what is missing as a debt', () => {
    const { account: left, posted } = posting(account, [reclaimOf(60, [3])]);
    expect(posted).toMatchObject([{ amount: 60, debt: 6, balance: 2 }]);
    expect(left).toMatchObject({ debt: 6, balance: 2, lots: [lot(6, 8, { class: 'promo' })] });
  });

  test('gives up what is missing, where the agency wants that', () => {
    const { account: left, posted } = posting(account, [reclaimOf(60, [3], 'give_up')]);
    expect(posted).toMatchObject([{ amount: 54, balance: 8 }]);
    expect(posted[0]).not.toHaveProperty('debt');
    expect(left.debt).toBe(0);
  });

  test('that finds nothing and gives it up makes no entry', () => {
    const other = holding([lot(6, 8, { class: 'promo' })]);
    expect(posting(other, [reclaimOf(5, [3], 'give_up')])).toMatchObject({
      account: other,
      posted: [undefined],
    });
  });

  test('of what was just brought in takes that before older lots', () => {
    const commands: Command[] = [
      credit(100),
      credit(10, { class: 'promo' }),
      {
        type: 'reclaim',
        kind: 'payment_reversed',
        reference: 'chk_1',
        amount: 55,
        bonus: 10,
        lots: 'just_brought_in',
        shortfall: 'debt',
      },
    ];
    const { posted } = posting(holding([lot(1, 50)]), commands);
    expect(posted[2]?.lots).toEqual([lot(12, 10, { class: 'promo' }), lot(11, 45)]);
  });
});

test('I9: what has expired is posted first, by an entry that is no command’s', () => {
  const [gone, live] = [lot(1, 7, { expiresAt: after(-1) }), lot(2, 5, { expiresAt: after(1) })];
  const { account, entries, posted } = posting(holding([gone, live]), [debitOf(2)]);
  expect(entries).toMatchObject([
    { number: 11, type: 'out', kind: 'expiry', reference: 'expiry', amount: 7, lots: [gone], balance: 5 },
    { number: 12, type: 'out', kind: 'spend', amount: 2, balance: 3 },
  ]);
  expect(posted).toEqual(entries.slice(1));
  expect(account.lots).toEqual([{ ...live, amount: 3 }]);
});

test('a debt is paid by the next credits, and the entry says how much of them', () => {
  const { account, posted } = posting(holding([], { debt: 7 }), [credit(5), credit(5)]);
  expect(posted).toMatchObject([
    { amount: 5, debt: 5, lots: [], balance: -2 },
    { amount: 5, debt: 2, lots: [lot(12, 3)], balance: 3 },
  ]);
  expect(account).toMatchObject({ debt: 0, balance: 3, lots: [lot(12, 3)] });
  expect(posting(account, [credit(1)]).posted[0]).not.toHaveProperty('debt');
});

describe('lots that merge', () => {
  const account = holding(onDays(MANY_LOTS), { entries: MANY_LOTS });
  const [first] = account.lots;

  test('get an item with the number of the entry, and the account counts them', () => {
    const sameDay = credit(5, { expiresAt: after(1) });
    const { account: left, absorbed } = posting(account, [sameDay]);
    expect(absorbed).toEqual([{ id: 33, into: 1, expiresAt: after(1), entry: 33 }]);
    expect(left).toMatchObject({ absorbed: 1, lots: [{ ...first, amount: 6 }, ...account.lots.slice(1)] });
  });

  test('are known to the commands that follow', () => {
    const sameDay = credit(5, { expiresAt: after(2) });
    const { absorbed, posted } = posting(account, [sameDay, reclaimOf(6, [33]), debitOf(1)]);
    expect(posted[1]?.lots).toEqual([lot(2, 6, { expiresAt: after(2) })]);
    expect(absorbed).toHaveLength(1);
  });

  test('before are known by what is read, and by what an account of schema 1 holds', () => {
    const merges = new Map([[900, { id: 900, into: 5 }]]);
    const own = { ...account, absorbedInside: [{ into: 6, ids: [800] }] };
    const { posted, absorbed } = posting(own, [reclaimOf(2, [900, 800])], NOW, merges);
    expect(posted[0]?.lots.map(({ id }) => id)).toEqual([5, 6]);
    // Ids inside an item of schema 1 get items of their own by and by.
    expect(absorbed).toEqual([{ id: 800, into: 6, entry: 800 }]);
  });

  test('are noted when a share of schema 1 comes back, but for those that are known', () => {
    const share = lot(700, 3, { absorbed: [701, 702] });
    const merges = new Map([[701, { id: 701, into: 700 }]]);
    const { account: left, absorbed } = posting(holding([lot(1, 1)]), [restoreOf([share])], NOW, merges);
    expect(left).toMatchObject({ lots: [lot(1, 1), lot(700, 3)], absorbed: 1 });
    expect(absorbed).toEqual([{ id: 702, into: 700, entry: 702 }]);
  });
});
