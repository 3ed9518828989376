import type { Account } from '../../shared/table/items/account.ts';
import { inTurn, isPast, putInto, whereItWent, type Lots, type Share } from './merging-of-lots.ts';
import { amountOf, firstOf, without } from './shares.ts';
import { paymentIn, returning, takenFor } from './taken-back.ts';
import type { Entry } from '../../shared/table/items/entry.ts';

/** What the entries so far come to. */
type Books = Lots & { debt: number };

/** What an entry should say, by the entries before it. */
type Expected = { lots: Share[]; debt: number; after: Books };

const PROMO = new Set<Entry['kind']>(['bonus', 'redemption']);

/** Of which class they are, and when they expire, somebody has said: the entry alone knows. A debt is paid of the first. */
const SAID = new Set<Entry['kind']>(['adjustment', 'redemption', 'allowance']);

/** What may take an account below zero. */
const DEBTS = new Set<Entry['kind']>(['payment_reversed', 'usage']);

/** What an entry brings in, before any debt is paid of it. */
const broughtIn = (earlier: readonly Entry[], entry: Entry, gone: Lots['gone']): Share[] => {
  const { number: id, kind, reference, amount, debt = 0 } = entry;
  if (kind === 'payment_reinstated') return returning(paymentIn(earlier, reference, gone), amount, gone);
  if (kind === 'purchase_refund')
    return earlier.find((one) => one.kind === 'purchase' && one.reference === reference)?.lots ?? [];
  const [first, ...others] = entry.lots;
  if (SAID.has(kind) && first) return [{ ...first, amount: first.amount + debt }, ...others];
  return [{ id, class: PROMO.has(kind) ? 'promo' : 'paid', amount }];
};

const comesIn = ({ debt, ...books }: Books, earlier: readonly Entry[], entry: Entry): Expected => {
  const shares = broughtIn(earlier, entry, books.gone).map((share) => whereItWent(share, books.gone));
  // What has expired meanwhile pays no debt.
  const isRestored = entry.kind === 'payment_reinstated' || entry.kind === 'purchase_refund';
  const pays = firstOf(
    shares.filter((share) => !isRestored || !isPast(share, entry.at)),
    debt,
  );
  const kept = without(shares, pays);
  const paid = amountOf(pays);
  return { lots: kept, debt: paid, after: { ...putInto(books, kept, entry.at), debt: debt - paid } };
};

const goesOut = ({ lots, gone: went, debt }: Books, earlier: readonly Entry[], entry: Entry): Expected => {
  const { kind, at, amount, reference } = entry;
  const all = inTurn(lots);
  const drawn = (): Share[] => {
    if (kind === 'expiry') return all.filter((lot) => isPast(lot, at));
    if (kind !== 'payment_reversed') return firstOf(all, amount);
    return takenFor(paymentIn(earlier, reference, went), amount, { lots, gone: went });
  };
  const gone = drawn();
  const owed = DEBTS.has(kind) ? amount - amountOf(gone) : 0;
  return { lots: gone, debt: owed, after: { lots: without(lots, gone), gone: went, debt: debt + owed } };
};

const text = (lots: readonly Share[], debt: number): string =>
  [
    ...lots.map((lot) => `${lot.amount} of ${lot.id} (${lot.class}, ${lot.expiresAt ?? 'for ever'})`),
    `debt ${debt}`,
  ].join(', ');

/**
 * I7, and I9 in every entry: a history played again by rules of its own. Every entry must have drawn on, or gone to,
 * the lots that it says, and in the end the account must hold what comes of that.
 */
export const lotsThatDiffer = (entries: readonly Entry[], account: Account): string[] => {
  let books: Books = { lots: [], gone: new Map(), debt: 0 };
  for (const [place, entry] of entries.entries()) {
    const isExpiry = entry.kind === 'expiry';
    if (!isExpiry && books.lots.some((lot) => isPast(lot, entry.at)))
      return [`entry ${entry.number} was made before what had expired was posted`];
    const move = entry.type === 'in' ? comesIn : goesOut;
    const { lots, debt, after } = move(books, entries.slice(0, place), entry);
    const [should, is] = [text(lots, debt), text(entry.lots, entry.debt ?? 0)];
    if (should !== is)
      return [`entry ${entry.number} (${entry.kind}) should have moved ${should}; it moved ${is}`];
    if (entry.kind === 'spend' && books.debt > 0)
      return [`entry ${entry.number} was spent in spite of a debt`];
    books = after;
  }
  const [should, is] = [text(inTurn(books.lots), books.debt), text(account.lots, account.debt)];
  return should === is ? [] : [`the account should hold ${should}; it holds ${is}`];
};
