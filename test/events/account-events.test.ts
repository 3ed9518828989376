import { describe, expect, test } from 'vitest';
import { accountEvents } from '../../shared/events/account-events.ts';
import { eventOf } from '../../shared/events/draft.ts';
import { eventSchema } from '../../shared/events/types.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { captureOf, extendOf, holdOf, releaseOf, SALT } from '../support/commands.ts';

const ref = { agency: 'acme', account: 'alice' };
const NOW = Date.parse('2026-03-01T00:00:00.000Z');
const LOW = 20;
const said = { kind: 'spend', reference: 'order' } as const;

const credit = (amount: number): Command => ({ type: 'credit', ...said, amount, class: 'paid' });
const debit = (amount: number): Command => ({ type: 'debit', ...said, amount });
const reclaim = (amount: number): Command => ({
  ...said,
  type: 'reclaim',
  kind: 'payment_reversed',
  amount,
  lots: [],
  shortfall: 'debt',
});

const after = (account: Account, commands: readonly Command[], now = NOW) => {
  const planned = plan(account, commands, now, SALT);
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
};

const withCredits = (amount: number): Account => after(emptyAccount(ref), [credit(amount)]).account;

const told = (before: Account | undefined, commands: readonly Command[], now = NOW, low = LOW) => {
  const posting = after(before ?? emptyAccount(ref), commands, now);
  return accountEvents(before, posting.account, posting.entries, low);
};

const typesOf = (...args: Parameters<typeof told>) => told(...args).map(({ type }) => type);

const charge = (meter: string, units: number): Command => ({
  type: 'charge',
  kind: 'usage',
  reference: 'call',
  meter,
  units,
  price: { creditsPer: 1, per: 2 },
});

test('usage that was charged together is one event, which says what each meter cost', () => {
  const events = told(withCredits(100), [charge('calls', 5), charge('bytes', 8), charge('calls', 4)]);
  expect(events).toMatchObject([
    {
      type: 'usage.charged',
      data: {
        credits: 8,
        entries: 3,
        meters: [
          { meter: 'calls', quantity: 9, credits: 4 },
          { meter: 'bytes', quantity: 8, credits: 4 },
        ],
      },
    },
  ]);
});

describe('the events of a movement', () => {
  test.each<[string, Account | undefined, Command[], string[]]>([
    ['the first credits', undefined, [credit(100)], ['credits.added']],
    ['a spend that leaves enough', withCredits(100), [debit(80)], ['credits.spent']],
    ['a spend that leaves little', withCredits(100), [debit(81)], ['credits.spent', 'balance.low']],
    ['a spend when little was left already', withCredits(19), [debit(1)], ['credits.spent']],
    ['a spend of everything', withCredits(100), [debit(100)], ['credits.spent', 'balance.zero']],
    ['a spend of the little that was left', withCredits(19), [debit(19)], ['credits.spent', 'balance.zero']],
    [
      'several at once, in their order',
      withCredits(9),
      [credit(5), debit(2)],
      ['credits.added', 'credits.spent'],
    ],
    ['what is taken back', withCredits(100), [reclaim(10)], ['credits.reclaimed']],
    [
      'what is taken back after it was spent',
      withCredits(10),
      [reclaim(15)],
      ['credits.reclaimed', 'debt.opened', 'balance.zero'],
    ],
  ])('%s', (_, before, commands, types) => {
    expect(typesOf(before, commands)).toEqual(types);
  });

  test('a debt paid in part, then in full', () => {
    const owing = after(withCredits(10), [reclaim(15)]).account;
    expect(typesOf(owing, [credit(3)])).toEqual(['credits.added']);
    expect(typesOf(owing, [credit(5)])).toEqual(['credits.added', 'debt.cleared']);
  });

  test('a hold tells nothing by the account but what becomes of the available credits', () => {
    const rich = withCredits(100);
    expect(typesOf(rich, [holdOf('hold_1', 50, NOW + 1000)])).toEqual([]);
    expect(typesOf(rich, [holdOf('hold_1', 81, NOW + 1000)])).toEqual(['balance.low']);
    const [zero] = told(rich, [holdOf('hold_1', 100, NOW + 1000)]);
    expect(zero).toMatchObject({ type: 'balance.zero', data: { balance: 100, held: 100, number: 1 } });
  });

  test('events about the balance follow what can be spent on anything, and say what is restricted', () => {
    const onlyFor = { categories: ['art'] };
    const mixed = after(withCredits(30), [
      { type: 'credit', ...said, amount: 50, class: 'promo', onlyFor },
    ]).account;
    expect(told(mixed, [debit(20)])).toMatchObject([
      { type: 'credits.spent', data: expect.not.objectContaining({ restricted: expect.anything() }) },
      { type: 'balance.low', data: { balance: 60, held: 0, restricted: 50 } },
    ]);
    const buy = { ...debit(55), purpose: { categories: ['art'] } };
    expect(told(mixed, [buy])).toMatchObject([
      { type: 'credits.spent', data: { amount: 55, restricted: [{ credits: 50, onlyFor }] } },
    ]);
    expect(told(mixed, [debit(30)])).toMatchObject([
      {},
      { type: 'balance.zero', data: { balance: 50, restricted: 50 } },
    ]);
    expect(
      typesOf(withCredits(30), [{ type: 'credit', ...said, amount: 50, class: 'promo', onlyFor }]),
    ).toEqual(['credits.added']);
  });

  test('a hold that ends tells what it gives back; one that is captured or released before does not', () => {
    const held = after(withCredits(100), [holdOf('hold_1', 30, NOW + 1000)]).account;
    expect(told(held, [debit(1)], NOW + 1000)).toMatchObject([
      { type: 'credits.spent' },
      { type: 'hold.expired', data: { holdId: 'hold_1', credits: 30 } },
    ]);
    expect(told(held, [], NOW + 1000)).toMatchObject([{ type: 'hold.expired' }]);
    expect(typesOf(held, [captureOf('hold_1', 10, true)], NOW + 999)).toEqual(['credits.spent']);
    expect(typesOf(held, [releaseOf('hold_1')], NOW + 999)).toEqual([]);
  });

  test('credits that expire', () => {
    const expiresAt = '2026-03-02T00:00:00.000Z';
    const held = after(emptyAccount(ref), [
      { type: 'credit', ...said, amount: 30, class: 'promo', expiresAt },
    ]);
    expect(typesOf(held.account, [], Date.parse('2026-03-03'))).toEqual(['credits.expired', 'balance.zero']);
  });

  test('credits that expire later, of which there is one event', () => {
    const [from, expiresAt] = ['2026-03-02T00:00:00.000Z', '2026-04-01T00:00:00.000Z'];
    const held = after(emptyAccount(ref), [
      { type: 'credit', ...said, amount: 30, class: 'promo', expiresAt: from },
    ]);
    expect(told(held.account, [extendOf(from, expiresAt)])).toMatchObject([
      { type: 'credits.extended', data: { number: 3, amount: 30, balance: 30, expiresAt } },
    ]);
    const [event] = told(held.account, [extendOf(from, undefined)]);
    expect(event).toMatchObject({ type: 'credits.extended' });
    expect(event?.data).not.toHaveProperty('expiresAt');
  });

  test('an agency without settings gets no low-balance event', () => {
    const posting = after(withCredits(100), [debit(90)]);
    const drafts = accountEvents(withCredits(100), posting.account, posting.entries, undefined);
    expect(drafts.map(({ type }) => type)).toEqual(['credits.spent']);
  });

  test('the entry as the history shows it', () => {
    expect(
      told(withCredits(100), [{ type: 'debit', ...said, amount: 30, note: 'thanks', label: 'Brushes' }]),
    ).toEqual([
      {
        type: 'credits.spent',
        ...ref,
        time: '2026-03-01T00:00:00.000Z',
        data: {
          number: 2,
          kind: 'spend',
          reference: 'order',
          note: 'thanks',
          label: 'Brushes',
          amount: 30,
          balance: 70,
        },
      },
    ]);
  });
});

describe('an event', () => {
  const drafts = told(withCredits(10), [credit(1), debit(11)]);

  test('matches its published schema', () => {
    for (const draft of drafts) {
      const event = eventOf(draft, ['key', 1]);
      expect(eventSchema(draft.type).parse(event)).toEqual(event);
    }
    expect(drafts).toHaveLength(3);
  });

  test('has a unique id that stays the same in every repetition', () => {
    const ids = (happening: readonly (string | number)[]) =>
      drafts.map((draft, position) => eventOf(draft, [...happening, position]).id);
    expect(ids(['key', 1])).toEqual(ids(['key', 1]));
    expect(new Set([...ids(['key', 1]), ...ids(['key', 2]), ...ids(['other', 1])]).size).toBe(9);
  });

  test('has an id that sorts by time', () => {
    const [early, late] = ['2026-03-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z'].map((time) =>
      told(undefined, [credit(1)], Date.parse(time)).map((draft) => eventOf(draft, ['key']).id),
    );
    expect(String(early) < String(late)).toBe(true);
  });
});
