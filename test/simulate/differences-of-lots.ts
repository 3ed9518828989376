import type { Account } from '../../shared/table/items/account.ts';
import { alsoGone, inTurn, isPast, putInto, whereItWent, type Lots, type Share } from './merging-of-lots.ts';
import type { Entry } from '../../shared/table/items/entry.ts';

/** What the entries so far come to. */
type Books = Lots & { debt: number };

/** What an entry should say, by the entries before it. */
type Expected = { lots: Share[]; debt: number; after: Books };

const amountOf = (lots: readonly Share[]): number => lots.reduce((sum, { amount }) => sum + amount, 0);

/** The first so many credits of these. */
const firstOf = (lots: readonly Share[], amount: number): Share[] => {
  const [lot, ...others] = lots;
  if (!lot || amount <= 0) return [];
  const share = Math.min(lot.amount, amount);
  return [{ ...lot, amount: share }, ...firstOf(others, amount - share)];
};

/** What is left of the one, lot by lot, once the other is gone. */
const without = (lots: readonly Share[], gone: readonly Share[]): Share[] =>
  lots
    .map((lot) => ({ ...lot, amount: lot.amount - amountOf(gone.filter(({ id }) => id === lot.id)) }))
    .filter(({ amount }) => amount > 0);

const PROMO = new Set<Entry['kind']>(['bonus', 'redemption']);

/** What was taken back of a payment so far and not put back, in the order in which it was taken. */
const takenBackOf = (earlier: readonly Entry[], reference: string): Share[] => {
  const brought = broughtBy(earlier, reference)[0] ?? 0;
  let taken: Share[] = [];
  for (const { kind, lots, amount, debt } of earlier.filter((entry) => entry.reference === reference)) {
    if (kind === 'payment_reinstated') taken = afterFirst(taken, amount);
    if (kind !== 'payment_reversed') continue;
    taken.push(
      ...lots,
      ...(debt === undefined ? [] : [{ id: brought, class: 'paid' as const, amount: debt }]),
    );
  }
  return taken;
};

const afterFirst = ([lot, ...others]: readonly Share[], amount: number): Share[] => {
  if (!lot) return [];
  if (lot.amount <= amount) return afterFirst(others, amount - lot.amount);
  return [{ ...lot, amount: lot.amount - amount }, ...others];
};

/** The lots that a payment brought in. */
const broughtBy = (earlier: readonly Entry[], reference: string): number[] =>
  earlier.flatMap((entry) =>
    entry.reference === reference && (entry.kind === 'checkout' || entry.kind === 'bonus')
      ? [entry.number]
      : [],
  );

/** What an entry brings in, before any debt is paid of it. */
const broughtIn = (earlier: readonly Entry[], entry: Entry): Share[] => {
  const { number: id, kind, reference, amount } = entry;
  if (kind === 'payment_reinstated') return firstOf(takenBackOf(earlier, reference), amount);
  if (kind === 'purchase_refund')
    return earlier.find((one) => one.kind === 'purchase' && one.reference === reference)?.lots ?? [];
  // Which class an adjustment has, and when a redemption expires, somebody has said: the entry alone knows.
  const [said] = entry.lots;
  const { class: of = 'paid', expiresAt } = kind === 'adjustment' ? (said ?? {}) : {};
  const until = kind === 'redemption' ? said?.expiresAt : expiresAt;
  return [{ id, class: PROMO.has(kind) ? 'promo' : of, ...(until && { expiresAt: until }), amount }];
};

const comesIn = ({ debt, ...books }: Books, earlier: readonly Entry[], entry: Entry): Expected => {
  const shares = broughtIn(earlier, entry).map((share) => whereItWent(share, books.gone));
  // What has expired meanwhile pays no debt.
  const isRestored = entry.kind === 'payment_reinstated' || entry.kind === 'purchase_refund';
  const pays = firstOf(
    shares.filter((share) => !isRestored || !isPast(share, entry.at)),
    debt,
  );
  const kept = pays.reduce((left, share) => minus(left, share), shares);
  const paid = amountOf(pays);
  return { lots: kept, debt: paid, after: { ...putInto(books, kept, entry.at), debt: debt - paid } };
};

/** Takes a share out of the first of its lot: of one lot there may be several. */
const minus = (shares: readonly Share[], { id, amount }: Share): Share[] => {
  let owed = amount;
  return shares.flatMap((share) => {
    const taken = share.id === id ? Math.min(share.amount, owed) : 0;
    owed -= taken;
    return share.amount === taken ? [] : [{ ...share, amount: share.amount - taken }];
  });
};

const goesOut = ({ lots, gone: went, debt }: Books, earlier: readonly Entry[], entry: Entry): Expected => {
  const { kind, at, amount, reference } = entry;
  const all = inTurn(lots);
  const drawn = (): Share[] => {
    if (kind === 'expiry') return all.filter((lot) => isPast(lot, at));
    if (kind !== 'payment_reversed') return firstOf(all, amount);
    const ids = new Set(broughtBy(earlier, reference).flatMap((id) => alsoGone(id, went)));
    const own = all.filter(({ id }) => ids.has(id));
    const others = all.filter((lot) => lot.class === 'paid' && !ids.has(lot.id));
    return firstOf([...own, ...others], amount);
  };
  const gone = drawn();
  const owed = kind === 'payment_reversed' ? amount - amountOf(gone) : 0;
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
