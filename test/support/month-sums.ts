import type { LineName } from '../../shared/agency/books.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { entryOfLot, type LotShare } from '../../shared/table/items/lot.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';

/** What the API says of the books, as sums by column: money in millionths of a minor unit. What comes to nothing is left out. */
export type Sums = ReadonlyMap<string, bigint>;

type Money = readonly { currency: string; amount: number | string }[];

type Credits = Record<'paid' | 'promo' | 'debt' | 'unpriced', number | string>;

export const totalOf = (all: readonly Sums[]): Sums => {
  const total = new Map<string, bigint>();
  for (const [name, sum] of all.flatMap((one) => [...one])) total.set(name, (total.get(name) ?? 0n) + sum);
  return new Map([...total].filter(([, sum]) => sum !== 0n));
};

export const less = (sums: Sums): Sums => new Map([...sums].map(([name, sum]) => [name, -sum]));

/** A decimal of minor units in millionths of one. */
const micro = (amount: number | string): bigint => {
  const [units = '', behind = ''] = String(amount).split('.');
  return BigInt(units + behind.padEnd(6, '0'));
};

export const moneyOf = (money: Money): Sums =>
  totalOf(money.map(({ currency, amount }) => new Map([[currency, micro(amount)]])));

export const columnsOf = ({ deferred, paid, promo, debt, unpriced }: Credits & { deferred: Money }): Sums =>
  totalOf([
    new Map(Object.entries({ paid, promo, debt, unpriced }).map(([name, sum]) => [name, BigInt(sum)])),
    moneyOf(deferred),
  ]);

/** What the books take of an entry. */
type Moved = Pick<Entry, 'type' | 'lots' | 'debt'>;

/** What an entry adds to each column, by its own lots. */
const movedBy = ({ type, lots, debt = 0 }: Moved): Sums => {
  const shares = lots.map(({ class: lotClass, amount, price }) => {
    const credits = BigInt(amount);
    if (lotClass === 'promo') return new Map([['promo', credits]]);
    const sums = new Map([['paid', credits]]);
    return price ? sums.set(price.currency, BigInt(price.micro) * credits) : sums.set('unpriced', credits);
  });
  const sums = totalOf([...shares, new Map([['debt', -BigInt(debt)]])]);
  return type === 'in' ? sums : less(sums);
};

/** Which entries each line sums, as the docs say: kinds, with their type where that matters. */
const KINDS: Record<LineName, readonly (Entry['kind'] | `${Entry['type']} ${Entry['kind']}`)[]> = {
  sold: ['checkout', 'request'],
  bonus: ['bonus'],
  granted: ['redemption', 'allowance', 'in adjustment'],
  spent: ['spend', 'capture', 'usage', 'purchase', 'service', 'invoice'],
  refunded: ['spend_refund', 'purchase_refund', 'service_refund'],
  expired: ['expiry'],
  reclaimed: ['payment_reversed'],
  reinstated: ['payment_reinstated'],
  withdrawn: ['out adjustment'],
  transferredIn: ['in transfer', 'in gift', 'in merge'],
  transferredOut: ['out transfer', 'out gift', 'out merge'],
};

/** What the entries of a line come to. */
export const sumOfLine = (line: LineName, entries: readonly (Moved & Pick<Entry, 'kind'>)[]): Sums =>
  totalOf(
    entries
      .filter(({ type, kind }) => KINDS[line].some((one) => one === kind || one === `${type} ${kind}`))
      .map(movedBy),
  );

/** An account's entries, and what it holds in the end. */
export type History = { account: string; entries: readonly Entry[]; lots: readonly LotShare[] };

/** Paid credits that don't bear the price of the very sale that brought them in. */
export const mispriced = (histories: readonly History[], sales: readonly Checkout[]): unknown[] => {
  const known = new Map(
    histories.flatMap(({ account, entries }) =>
      entries.map((entry) => [`${account} ${entry.number}`, entry] as const),
    ),
  );
  const rightPrice = (account: string, { id, origin = { account, lot: id } }: LotShare): string => {
    const { kind, reference } = known.get(`${origin.account} ${entryOfLot(origin.lot)}`) ?? {};
    const sale = kind === 'checkout' ? sales.find((one) => one.id === reference) : undefined;
    if (!sale) return 'none';
    const { price, credits } = sale;
    return `${(BigInt(price.amount) * 1_000_000n) / BigInt(credits)} ${price.currency}`;
  };
  return histories.flatMap(({ account, entries, lots }) =>
    [...lots, ...entries.flatMap((entry) => entry.lots)].flatMap((lot) => {
      const price = lot.price ? `${lot.price.micro} ${lot.price.currency}` : 'none';
      const right = lot.class === 'paid' ? rightPrice(account, lot) : 'none';
      return price === right ? [] : [{ account, lot, right }];
    }),
  );
};
