import type { Entry } from '../../shared/table/items/entry.ts';
import type { History } from './history.ts';
import { isMerging } from './merging-of-accounts.ts';
import { costOf, inTurn, isPast, putInto, whereItWent, type Lots, type Share } from './merging-of-lots.ts';
import { isFor, isForAnything, restrictionText, type Purposes } from './purposes.ts';
import { amountOf, firstOf, without } from './shares.ts';
import { allowsTransfers, RESTRICTED_BONUS, WORKSHOP } from './store.ts';
import { paymentIn, returning, takenFor } from './taken-back.ts';
import type { Version } from './versions.ts';

/** What is set aside, and until when. */
type Held = { id: string; endsAt?: string; lots: Share[] };

/** What the versions so far come to. */
type Books = Lots & { debt: number; held: Held[] };

/** What an entry should say, by what was before it. */
type Expected = { lots: readonly Share[]; debt: number; after: Books };

/** An account's history as it is played again: what it was spent on, and whether its credits go to other accounts and come from there. */
type Played = {
  entries: readonly Entry[];
  purposes: Purposes;
  isLinked: boolean;
  sends: (share: Share) => boolean;
};

const PROMO = new Set<Entry['kind']>(['bonus']);

/** Of which class they are, and when they expire, somebody has said: the entry alone knows. */
const SAID = new Set<Entry['kind']>(['adjustment', 'redemption', 'allowance', 'transfer', 'gift', 'merge']);

/** Payments are taken back from whoever holds their credits: what the one lost and the other got, each entry says. */
const FOLLOWED = new Set<Entry['kind']>(['payment_reversed', 'payment_reinstated']);

const RESTORED = new Set<Entry['kind']>(['payment_reinstated', 'purchase_refund']);

/** What may take an account below zero. */
const DEBTS = new Set<Entry['kind']>(['payment_reversed', 'usage', 'merge']);

/** What an entry brings in, before any debt is paid of it. */
const broughtIn = ({ entries, isLinked }: Played, entry: Entry, gone: Lots['gone']): Share[] => {
  const { number: id, kind, reference, amount, lots, debt = 0 } = entry;
  const earlier = entries.slice(0, id - 1);
  if (SAID.has(kind) || (isLinked && FOLLOWED.has(kind)))
    return [...(debt > 0 ? [{ id: 0, class: 'paid' as const, amount: debt }] : []), ...lots];
  if (kind === 'payment_reinstated')
    return priced(returning(paymentIn(earlier, reference, gone), amount, gone), entry);
  if (kind === 'purchase_refund')
    return earlier.find((one) => one.kind === 'purchase' && one.reference === reference)?.lots ?? [];
  return priced([{ id, class: PROMO.has(kind) ? 'promo' : 'paid', ...onlyForIn(entry), amount }], entry);
};

/** Shares at the prices that an entry gives their lots. Whether these are right, the books say. */
const priced = (shares: readonly Share[], { lots }: Entry): Share[] =>
  shares.map((share) => {
    const price = lots.find(({ id }) => id === share.id)?.price;
    return { ...share, ...(price && { price }) };
  });

/** What the agency sells for some things only. */
const onlyForIn = ({ kind, label, amount }: Entry): Pick<Share, 'onlyFor'> => {
  if (kind === 'checkout' && label === WORKSHOP.name) return { onlyFor: WORKSHOP.onlyFor };
  return kind === 'bonus' && amount === RESTRICTED_BONUS.bonusCredits
    ? { onlyFor: RESTRICTED_BONUS.bonusOnlyFor }
    : {};
};

const comesIn = (played: Played, { debt, ...books }: Books, entry: Entry): Expected => {
  const shares = broughtIn(played, entry, books.gone).map((share) => whereItWent(share, books.gone));
  // What has expired meanwhile pays no debt, and what is for some things only pays none.
  const pays = firstOf(
    shares.filter((share) => isForAnything(share) && !(RESTORED.has(entry.kind) && isPast(share, entry.at))),
    debt,
  );
  const kept = without(shares, pays);
  const paid = amountOf(pays);
  return {
    lots: kept,
    debt: paid,
    after: { ...books, ...putInto(books, kept, entry.at), debt: debt - paid },
  };
};

/** I7: what is restricted to a purpose goes first, and then what is for anything. */
const drawnFor = (
  lots: readonly Share[],
  amount: number,
  purpose: ReturnType<Purposes['ofHold']>,
  mayGo: (share: Share) => boolean = () => true,
): Share[] => {
  const all = inTurn(lots);
  return firstOf([...all.filter(isFor(purpose)), ...all.filter(isForAnything).filter(mayGo)], amount);
};

/** All that expires when the first of it does, free or held. It is gone only once it comes in again. */
const extendedFrom = ({ lots, held }: Books, [first]: readonly Share[]): Share[] =>
  [...inTurn(lots), ...held.flatMap((one) => one.lots)].filter(
    ({ expiresAt }) => expiresAt !== undefined && expiresAt === first?.expiresAt,
  );

/** What the entry before took out, free or held, comes back to where it was, and expires later: when, the entry says. */
const extended = ({ entries }: Played, books: Books, { number, at, lots: said }: Entry): Expected => {
  const before = entries[number - 2]?.lots ?? [];
  const from = before[0]?.expiresAt ?? '';
  const expiresAt = said[0]?.expiresAt;
  const isDue = (share: Share): boolean => share.expiresAt === from;
  const later = ({ expiresAt: _, ...share }: Share): Share => ({
    ...share,
    ...(expiresAt !== undefined && { expiresAt }),
  });
  const free = books.lots.filter(isDue);
  const left = { ...books, lots: books.lots.filter((lot) => !isDue(lot)) };
  const held = books.held.map((one) => {
    const lots = inTurn(one.lots.map((lot) => (isDue(lot) ? later(lot) : lot)));
    return { ...one, lots: [...lots.filter((lot) => !isForAnything(lot)), ...lots.filter(isForAnything)] };
  });
  const isLater = expiresAt === undefined || expiresAt > from;
  return {
    lots: isLater ? before.map(later) : [],
    debt: 0,
    after: { ...left, ...putInto(left, free.map(later), at), held },
  };
};

const goesOut = ({ entries, purposes, isLinked, sends }: Played, books: Books, entry: Entry): Expected => {
  const { kind, at, amount, reference, number } = entry;
  const { lots, gone, held } = books;
  if (kind === 'expiry_extension') return { lots: extendedFrom(books, entry.lots), debt: 0, after: books };
  const drawn = (): readonly Share[] => {
    if (kind === 'expiry') return inTurn(lots).filter((lot) => isPast(lot, at));
    if (kind === 'merge' || (isLinked && FOLLOWED.has(kind))) return entry.lots;
    if (kind === 'payment_reversed') {
      const payment = paymentIn(entries.slice(0, number - 1), reference, gone);
      return takenFor(payment, amount, { lots, gone, held: held.flatMap((one) => one.lots) });
    }
    const [first] = entry.lots;
    if (kind === 'adjustment' && first?.onlyFor) return firstOf(inTurn(lots).filter(isLike(first)), amount);
    return drawnFor(
      lots,
      amount,
      purposes.ofEntry(entry),
      kind === 'transfer' || kind === 'gift' ? sends : undefined,
    );
  };
  const taken = drawn();
  const owed = DEBTS.has(kind) ? amount - amountOf(taken) : 0;
  // Free credits go before held ones.
  const free = without(taken, withoutFree(taken, lots));
  let fromHeld = withoutFree(taken, lots);
  const left = held.map((one) => {
    const kept = without(one.lots, fromHeld);
    fromHeld = without(fromHeld, without(one.lots, kept));
    return { ...one, lots: kept };
  });
  return {
    lots: taken,
    debt: owed,
    after: { lots: without(lots, free), gone, held: left, debt: books.debt + owed },
  };
};

/** Whoever takes restricted credits back names exactly their restriction. */
const isLike =
  (share: Share) =>
  (lot: Share): boolean =>
    restrictionText(lot) === restrictionText(share);

/** What of some shares is not in these lots. */
const withoutFree = (shares: readonly Share[], lots: readonly Share[]): Share[] => without(shares, lots);

/** What was held is in its lots again. */
const released = (books: Books, { id, lots }: Held, at: string): Books => {
  const shares = lots.map((share) => whereItWent(share, books.gone));
  return { ...books, ...putInto(books, shares, at), held: books.held.filter((one) => one.id !== id) };
};

/** An entry that was paid by a hold: its first credits go, and if it holds nothing from then on, the rest comes back. */
const captured = (books: Books, hold: Held, entry: Entry, isOver: boolean): Expected => {
  const lots = firstOf(hold.lots, entry.amount);
  const rest = { ...hold, lots: without(hold.lots, lots) };
  const after = { ...books, held: books.held.map((one) => (one === hold ? rest : one)) };
  return { lots, debt: 0, after: isOver ? released(after, rest, entry.at) : after };
};

/** Shares of one lot that stand one after the other are one. */
const joined = (lots: readonly Share[]): Share[] =>
  lots.reduce<Share[]>((all, share) => {
    const last = all.at(-1);
    if (last && shareText({ ...last, amount: 0 }) === shareText({ ...share, amount: 0 }))
      all.splice(-1, 1, { ...last, amount: last.amount + share.amount });
    else all.push(share);
    return all;
  }, []);

const text = (lots: readonly Share[], debt: number): string =>
  [...joined(lots).map((lot) => shareText(lot)), `debt ${debt}`].join(', ');

const shareText = (share: Share): string => {
  const { amount, id, class: of, expiresAt = 'for ever', origin } = share;
  const cost = costOf(share);
  const kind = [
    of,
    [expiresAt, restrictionText(share)].join(' ').trim(),
    ...(origin ? [`from ${origin.account} ${origin.lot}`] : []),
    ...(cost === '' ? [] : [`at ${cost}`]),
  ];
  return `${amount} of ${id} (${kind.join(', ')})`;
};

const stateText = ({ lots, debt, held }: Pick<Books, 'lots' | 'debt' | 'held'>): string =>
  [text(inTurn(lots), debt), ...held.map((one) => `${one.id} holds ${text(one.lots, 0)}`)].join('; ');

/** What one version of the account, and the entries that came with it, should have been; a finding ends it. */
const playVersion = (played: Played, before: Books, account: Version, known: number): Books | string => {
  const entries = played.entries.slice(known, account.entries);
  const at = entries[0]?.at ?? account.lastHoldAt ?? '';
  const holds = account.holds ?? [];
  const isOver = ({ id }: Held): boolean => account.closes.has(id);
  let books = before;
  for (const hold of before.held)
    if (hold.endsAt !== undefined && hold.endsAt <= at) books = released(books, hold, at);
  /** The hold that the entries of this version are paid by. */
  const changed = books.held.find(
    ({ id, lots }) => amountOf(holds.find((one) => one.id === id)?.lots ?? []) < amountOf(lots),
  );
  const expected = (entry: Entry): Expected => {
    const hold = books.held.find(({ id }) => id === changed?.id);
    const isOfHold = entry.kind === 'capture' || (entry.kind === 'service' && entry.reference === hold?.id);
    if (hold && isOfHold) return captured(books, hold, entry, isOver(hold));
    if (entry.type === 'out') return goesOut(played, books, entry);
    return (entry.kind === 'expiry_extension' ? extended : comesIn)(played, books, entry);
  };
  for (const entry of entries) {
    const isExpiry = entry.kind === 'expiry';
    // What is given back may have expired meanwhile.
    const hold = books.held.find(isOver);
    if (isExpiry && hold && !books.lots.some((lot) => isPast(lot, entry.at)))
      books = released(books, hold, entry.at);
    // What came back to an account that merged, and had expired, goes on and expires there.
    if (!isExpiry && entry.kind !== 'merge' && books.lots.some((lot) => isPast(lot, entry.at)))
      return `entry ${entry.number} was made before what had expired was posted`;
    const { lots, debt, after } = expected(entry);
    const [should, is] = [text(lots, debt), text(entry.lots, entry.debt ?? 0)];
    if (should !== is)
      return `entry ${entry.number} (${entry.kind}) should have moved ${should}; it moved ${is}`;
    if (
      books.debt > 0 &&
      ['spend', 'purchase', 'invoice', 'transfer', 'gift'].includes(entry.kind) &&
      entry.type === 'out'
    )
      return `entry ${entry.number} was spent in spite of a debt`;
    books = after;
  }
  for (const hold of books.held.filter(isOver)) books = released(books, hold, at);
  const isNew = ({ id }: Held): boolean => !before.held.some((one) => one.id === id);
  for (const { id, endsAt, lots } of holds.filter(isNew)) {
    const drawn = drawnFor(books.lots, amountOf(lots), played.purposes.ofHold(id));
    const held: Held = { id, ...(endsAt !== undefined && { endsAt }), lots: drawn };
    books = { ...books, lots: without(books.lots, drawn), held: [...books.held, held] };
  }
  const [should, is] = [stateText(books), stateText({ ...account, held: [...holds] })];
  return should === is ? books : `version ${account.version} should hold ${should}; it holds ${is}`;
};

/**
 * I7, and I9 in every entry and hold: a history played again by rules of its own. Every entry must have drawn on, or gone
 * to, the lots that it says, every hold have set aside what was next until it ended or was closed, and each version of the
 * account be what comes of that.
 * @param versions of the account
 * @param sends what the account's customer may send to others
 */
export const lotsThatDiffer = (
  { ref, entries }: Pick<History, 'ref' | 'entries'>,
  versions: readonly Version[],
  purposes: Purposes,
  sends: (share: Share) => boolean,
): string[] => {
  const played: Played = {
    entries,
    purposes,
    isLinked: allowsTransfers(ref.agency) || isMerging(ref),
    sends,
  };
  let books: Books = { lots: [], gone: new Map(), debt: 0, held: [] };
  let known = 0;
  for (const account of versions) {
    const after = playVersion(played, books, account, known);
    if (typeof after === 'string') return [after];
    books = after;
    known = account.entries;
  }
  return known === entries.length ? [] : [`the account knows ${known} of ${entries.length} entries`];
};
