import fc from 'fast-check';
import { expect, test } from 'vitest';
import { booksOf, LINE_NAMES, NOTHING, type Line } from '../../shared/agency/books.ts';
import { figuresWrites, type Tallied } from '../../shared/agency/figures.ts';
import { worthOf } from '../../shared/agency/worth.ts';
import type { Money } from '../../shared/kernel/amount.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { heldLots } from '../../shared/ledger/held.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Absorbed } from '../../shared/table/items/absorbed.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { entryKind, type Entry, type EntryKind } from '../../shared/table/items/entry.ts';
import { figuresItem } from '../../shared/table/items/figures.ts';
import { MICRO } from '../../shared/table/items/lot.ts';
import { beginnings, histories, SALT, type History } from '../support/commands.ts';
import { sumOfLine } from '../support/month-sums.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const START = Date.parse('2026-03-01T00:00:00.000Z');

const AGENCY = 'acme';

/** Kinds that any entry may have. Expiries and their extension are told by the ledger alone. */
const KINDS = entryKind.options.filter((kind) => kind !== 'expiry' && kind !== 'expiry_extension');

const SALES: ReadonlySet<EntryKind> = new Set(['checkout', 'request']);

/** How an account's history is told to the books: which kinds its commands have, and what their credits cost. */
type Telling = { kinds: readonly EntryKind[]; prices: readonly number[] };

const telling: fc.Arbitrary<Telling> = fc.record({
  kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 40 }),
  // Few, so that lots of one price meet; 0 for credits that nobody sold.
  prices: fc.array(fc.constantFrom(0, 0, 7, 100, 999), { minLength: 1, maxLength: 10 }),
});

const at = <Item>(items: readonly Item[], place: number, other: Item): Item =>
  items[place % items.length] ?? other;

/** A command as one of another kind; paid credits may have been sold. */
const told = (command: Command, place: number, { kinds, prices }: Telling): Command => {
  if (!('kind' in command) || command.type === 'extend') return command;
  const kind = at(kinds, place, 'adjustment');
  const amount = at(prices, place, 0);
  const isSale = command.type === 'credit' && command.class === 'paid' && amount > 0;
  const currency = place % 3 === 0 ? 'USD' : 'EUR';
  const reference = String(place);
  return isSale
    ? { ...command, kind: place % 2 === 0 ? 'checkout' : 'request', price: { amount, currency }, reference }
    : // Only what has a price was sold.
      { ...command, kind: SALES.has(kind) ? 'adjustment' : kind };
};

/** An account after a history, and each of its entries with the price of what it sold. */
type Played = { account: Account; entries: Tallied[]; held: number };

const play = ({ beginning, steps }: History, how: Telling): Played => {
  let account = emptyAccount({ agency: AGENCY, account: 'alice' });
  const merges = new Map<number, Absorbed>();
  const entries: Tallied[] = [];
  const made: Entry[] = [];
  const sold = new Map<string, Money>();
  let now = START;
  let place = 0;
  const attempt = (commands: readonly Command[]): void => {
    const as = commands.map((command) => told(command, (place += 1), how));
    for (const command of as)
      if (command.type === 'credit' && command.price) sold.set(command.reference, command.price);
    const planned = plan(account, as, now, SALT, merges);
    if (!planned.ok) return;
    ({ account } = planned.value);
    for (const one of planned.value.absorbed) merges.set(one.id, one);
    for (const entry of planned.value.entries) {
      made.push(entry);
      const price = SALES.has(entry.kind) ? sold.get(entry.reference) : undefined;
      entries.push({ ...entry, day: entry.at.slice(0, '2026-03-01'.length), price });
    }
  };
  attempt(beginnings[beginning](START));
  for (const { wait, make } of steps) {
    // Several days, so that some are before the month and some in it.
    now += wait > 6 ? wait + 2 * DAY_MS : wait;
    attempt([make(made, now, account)]);
  }
  return { account, entries, held: heldLots(account).reduce((sum, { amount }) => sum + amount, 0) };
};

/** The columns of the books as one list of sums: money by currency after the credits. */
const columnsOf = ({ paid, promo, debt, unpriced, cost }: Line): Map<string, bigint> =>
  new Map(
    Object.entries({ paid, promo, debt, unpriced, ...cost })
      .map(([name, sum]) => [name, BigInt(sum)] as const)
      .filter(([, sum]) => sum !== 0n),
  );

const sumOf = (lines: readonly Line[], sign: (place: number) => 1n | -1n = () => 1n): Map<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const [place, line] of lines.entries())
    for (const [name, sum] of columnsOf(line)) sums.set(name, (sums.get(name) ?? 0n) + sign(place) * sum);
  return new Map([...sums].filter(([, sum]) => sum !== 0n));
};

const moneyOf = (cost: Line['cost']): Line => ({ paid: 0, promo: 0, debt: 0, unpriced: 0, cost });

const seen = occurrencesOf(
  'a debt',
  'credits of two prices at the end',
  'held credits',
  'an expiry',
  'an extension',
  ...KINDS.flatMap((kind) => (SALES.has(kind) ? [] : [`in ${kind}`, `out ${kind}`])),
  'in checkout',
  'in request',
);

test(`whatever kinds its entries have, a month’s lines sum their own entries, add up in every column, and end with what the account holds (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(histories, telling, fc.integer({ min: 1, max: 28 }), (history, how, from) => {
      const { account, entries, held } = play(history, how);
      const place = { agency: AGENCY, books: 'books_1' };
      const day = entries.at(-1)?.day ?? '2026-03-01';
      const writes = figuresWrites(() => undefined, place, entries, held === 0 ? [] : [{ day, held }]);
      const days = writes
        .map(({ item }) => figuresItem.parse(item))
        .toSorted((one, other) => (one.day < other.day ? -1 : 1));
      const start = `2026-03-${String(from).padStart(2, '0')}`;
      const books = booksOf(NOTHING, days, { from: start });
      const { opening, lines, closing, sales, recognised } = books;

      const lots = [...account.lots, ...heldLots(account)];
      const { paid, promo, unpriced, cost } = worthOf(lots);
      expect(columnsOf(closing)).toEqual(columnsOf({ paid, promo, unpriced, cost, debt: account.debt }));
      expect(Number(closing.held)).toBe(held);
      const all = LINE_NAMES.map((name) => lines[name]);
      expect(sumOf([opening, ...all])).toEqual(sumOf([closing]));
      const within = entries.filter((entry) => entry.day >= start);
      for (const name of LINE_NAMES) expect(columnsOf(lines[name])).toEqual(sumOfLine(name, within));

      // Of money the lines name all that is neither sold nor revenue.
      const inMicro = Object.fromEntries(
        Object.entries(sales).map(([name, sum]) => [name, String(BigInt(sum) * BigInt(MICRO))]),
      );
      const others = [lines.bonus, lines.granted, lines.reclaimed, lines.reinstated, lines.withdrawn];
      const left = sumOf([opening.cost, inMicro, ...others.map((line) => line.cost)].map(moneyOf));
      expect(left).toEqual(sumOf([closing.cost, recognised].map(moneyOf)));

      seen.saw('a debt', account.debt > 0);
      seen.saw('held credits', held > 0);
      const prices = new Set(lots.flatMap(({ price }) => price?.micro ?? []));
      seen.saw('credits of two prices at the end', prices.size > 1);
      for (const { type, kind } of entries) {
        seen.saw('an expiry', kind === 'expiry');
        seen.saw('an extension', kind === 'expiry_extension');
        seen.saw(`${type} ${kind}`);
      }
    }),
    { seed, numRuns: 150 },
  );
  seen.report();
});
