import { LINE_NAMES, type LineName, type PeriodBooks } from '../../shared/agency/books.ts';
import { readBooks } from '../../shared/agency/read-books.ts';
import { addDays } from '../../shared/kernel/days.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { creditRequestItem } from '../../shared/table/items/credit-request.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { liabilityItem } from '../../shared/table/items/liability.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import {
  accountKey,
  checkoutKey,
  creditRequestKey,
  entriesPartition,
  liabilityKey,
} from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';

/** Columns of the books, by other rules than those that count them: money in millionths of a minor unit. */
type Sums = Record<string, bigint>;

const add = (sums: Sums, name: string, amount: bigint): void => {
  sums[name] = (sums[name] ?? 0n) + amount;
};

/** What one credit of each sale cost, by account and number of the entry. */
type Prices = Map<string, { currency: string; micro: bigint }>;

const placeOf = (account: string, lot: number): string => `${account} ${lot % 1_000_000_000_000}`;

const pricesOf = async (
  { table }: Ledger,
  histories: readonly (readonly [AccountRef, readonly Entry[]])[],
): Promise<{ prices: Prices; sales: Sums }> => {
  const prices: Prices = new Map();
  const sales: Sums = {};
  for (const [ref, entries] of histories)
    for (const { kind, reference, number, amount } of entries) {
      const sale =
        kind === 'checkout'
          ? await readOne(table, checkoutKey(ref, reference), checkoutItem)
          : kind === 'request'
            ? await readOne(table, creditRequestKey(ref.agency, reference), creditRequestItem)
            : undefined;
      if (!sale) continue;
      const { currency } = sale.price;
      const money = BigInt(sale.price.amount);
      prices.set(placeOf(ref.account, number), { currency, micro: (money * 1_000_000n) / BigInt(amount) });
      add(sales, currency, money);
    }
  return { prices, sales };
};

/** A lot's price, found by the sale that its id leads to. */
const sumsOf = (
  account: string,
  lots: readonly LotShare[],
  prices: Prices,
  sign: bigint,
  into: Sums,
): void => {
  for (const { id, class: of, amount, origin } of lots) {
    add(into, of, sign * BigInt(amount));
    if (of === 'promo') continue;
    const price = prices.get(origin ? placeOf(origin.account, origin.lot) : placeOf(account, id));
    add(into, price ? `cost ${price.currency}` : 'unpriced', sign * BigInt(amount) * (price?.micro ?? 1n));
  }
};

const lineOf = ({ type, kind }: Entry): LineName | undefined => {
  switch (kind) {
    case 'checkout':
    case 'request':
      return 'sold';
    case 'bonus':
      return 'bonus';
    case 'redemption':
    case 'allowance':
      return 'granted';
    case 'adjustment':
      return type === 'in' ? 'granted' : 'withdrawn';
    case 'spend':
    case 'capture':
    case 'usage':
    case 'purchase':
    case 'service':
    case 'invoice':
      return 'spent';
    case 'purchase_refund':
    case 'service_refund':
    case 'spend_refund':
      return 'refunded';
    case 'transfer':
    case 'gift':
    case 'merge':
      return type === 'in' ? 'transferredIn' : 'transferredOut';
    case 'payment_reversed':
      return 'reclaimed';
    case 'payment_reinstated':
      return 'reinstated';
    case 'expiry':
      return 'expired';
    case 'expiry_extension':
      return undefined;
  }
};

const text = (sums: Sums): string =>
  Object.entries(sums)
    .filter(([, sum]) => sum !== 0n)
    .map(([name, sum]) => `${name} ${sum}`)
    .toSorted()
    .join(', ');

type Columns = Omit<PeriodBooks['opening'], 'held'>;

const columnsOf = ({ paid, promo, debt, unpriced, cost }: Columns): Sums => ({
  paid: BigInt(paid),
  promo: BigInt(promo),
  debt: BigInt(debt),
  unpriced: BigInt(unpriced),
  ...Object.fromEntries(Object.entries(cost).map(([currency, sum]) => [`cost ${currency}`, BigInt(sum)])),
});

/**
 * Books that differ from what the entries of an agency's accounts say, line by line, and from what the accounts hold at the
 * end; transfers that don't come to nothing; months that don't begin as the one before ended; books that the audit has not
 * found to agree.
 */
export const booksThatDiffer = async (ledger: Ledger, refs: readonly AccountRef[]): Promise<string[]> => {
  const { table } = ledger;
  const found: string[] = [];
  for (const [agency, own] of Map.groupBy(refs, (ref) => ref.agency)) {
    const histories = await Promise.all(
      own.map(
        async (ref) =>
          [
            ref,
            await Array.fromAsync(allItems(table, { partition: entriesPartition(ref), item: entryItem })),
          ] as const,
      ),
    );
    const { prices, sales } = await pricesOf(ledger, histories);
    const expected = new Map<string, Sums>();
    const months = new Set<string>();
    for (const [{ account }, entries] of histories)
      for (const entry of entries) {
        // Whatever zone the agency is in.
        for (const days of [-1, 0, 1]) months.add(addDays(entry.at.slice(0, 10), days).slice(0, 7));
        const line = lineOf(entry);
        if (!line) continue;
        const sign = entry.type === 'in' ? 1n : -1n;
        const sums = expected.get(line) ?? {};
        sumsOf(account, entry.lots, prices, sign, sums);
        add(sums, 'debt', -sign * BigInt(entry.debt ?? 0));
        expected.set(line, sums);
      }

    const counted = new Map<string, Sums>();
    const sold: Sums = {};
    let last = '';
    for (const month of [...months].toSorted()) {
      const read = await readBooks(ledger, agency, month);
      if (!read.ok) return [`${agency} has no books`];
      const { opening, lines, closing, sales: money } = read.value;
      if (text(columnsOf(opening)) !== last)
        found.push(`${agency} begins ${month} with ${text(columnsOf(opening))}, and had ended with ${last}`);
      last = text(columnsOf(closing));
      for (const name of LINE_NAMES) {
        const sums = counted.get(name) ?? {};
        for (const [column, sum] of Object.entries(columnsOf(lines[name]))) add(sums, column, sum);
        counted.set(name, sums);
      }
      for (const [currency, sum] of Object.entries(money)) add(sold, currency, BigInt(sum));
    }
    for (const name of LINE_NAMES) {
      const [should, is] = [text(expected.get(name) ?? {}), text(counted.get(name) ?? {})];
      if (should !== is) found.push(`${agency} has ${should} of ${name}, and its books ${is}`);
    }
    if (text(sales) !== text(sold)) found.push(`${agency} sold for ${text(sales)}, its books ${text(sold)}`);

    const read = await readTogether(table, own.map(accountKey));
    const there: Sums = {};
    for (const ref of own) {
      const { lots, holds = [], debt } = accountFrom(ref, read(accountKey(ref)));
      sumsOf(ref.account, [...lots, ...holds.flatMap((hold) => hold.lots)], prices, 1n, there);
      add(there, 'debt', BigInt(debt));
    }
    if (text(there) !== last) found.push(`${agency} has ${text(there)}, and its books end with ${last}`);

    const moved = (name: LineName): bigint => {
      const { paid = 0n, promo = 0n, debt = 0n } = counted.get(name) ?? {};
      return paid + promo - debt;
    };
    if (moved('transferredIn') + moved('transferredOut') !== 0n)
      found.push(`${agency} transferred ${moved('transferredOut')} out and ${moved('transferredIn')} in`);
  }
  return found;
};

/** Books of which no audit has found that they agree with the accounts, though some of it moved. */
export const booksNeverFoundRight = async (
  { table }: Ledger,
  refs: readonly AccountRef[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const agency of new Set(refs.map((ref) => ref.agency))) {
    const total = await readOne(table, liabilityKey(agency), liabilityItem);
    if (total && total.books?.agreedAt === undefined) found.push(`${agency}: no audit closed its books`);
  }
  return found;
};
