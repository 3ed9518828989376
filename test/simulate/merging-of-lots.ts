import type { LotShare } from '../../shared/table/items/lot.ts';
import { restrictionText, widthOf } from './purposes.ts';

export type Share = Pick<LotShare, 'id' | 'class' | 'expiresAt' | 'onlyFor' | 'origin' | 'amount' | 'price'>;

/** Into which lot each lot went that is no more, and until when that lasts. */
export type Gone = ReadonlyMap<number, Pick<Share, 'id' | 'expiresAt'>>;

/** Lots, the last of which may have gone into others. */
export type Lots = { lots: Share[]; gone: Gone };

const [MANY, TOO_MANY, AT_ONCE] = [32, 400, 8];

export const isPast = ({ expiresAt }: Pick<Share, 'expiresAt'>, at: string): boolean =>
  expiresAt !== undefined && expiresAt <= at;

/** Soonest expiry first, promo before paid, for fewer things first, oldest first: as one text. */
const turnOf = (lot: Share): string => {
  const { id, class: of, expiresAt = 'never' } = lot;
  const width = padded(Math.min(widthOf(lot), LOTS_APART));
  return [expiresAt, of === 'promo' ? 0 : 1, width, padded(id % LOTS_APART), padded(id)].join(' ');
};

/** Of several lots of one entry, each has the number of it plus another multiple of this. */
const LOTS_APART = 10 ** 12;

const padded = (number: number): string => String(number).padStart(16, '0');

export const inTurn = (lots: readonly Share[]): Share[] =>
  [...lots].sort((one, other) => (turnOf(one) < turnOf(other) ? -1 : 1));

/** A share that lasts as long as another thing, if that is longer. */
const lasting = ({ expiresAt, ...share }: Share, other: Pick<Share, 'expiresAt'>): Share => {
  if (expiresAt === undefined || other.expiresAt === undefined) return share;
  return { ...share, expiresAt: expiresAt > other.expiresAt ? expiresAt : other.expiresAt };
};

/** Where a share belongs by now. */
export const whereItWent = (share: Share, gone: Gone): Share => {
  const next = gone.get(share.id);
  return next ? whereItWent({ ...lasting(share, next), id: next.id }, gone) : share;
};

/** A lot, and all that it ever went into. */
export const alsoGone = (id: number, gone: Gone): number[] => {
  const next = gone.get(id);
  return [id, ...(next ? alsoGone(next.id, gone) : [])];
};

/** Lots with shares returned, each to its own lot, and then merged as far as the rules allow. */
export const putInto = ({ lots, gone }: Lots, shares: readonly Share[], at: string): Lots => {
  let all = [...lots];
  for (const share of shares) {
    const own = all.find(({ id, ...lot }) => id === share.id && isPast(lot, at) === isPast(share, at));
    all = own
      ? all.map((lot) => (lot === own ? lasting({ ...lot, amount: lot.amount + share.amount }, share) : lot))
      : [...all, share];
  }
  if (all.length > TOO_MANY) throw new Error('nobody here knows what a full account does');
  let result: Lots = { lots: inTurn(all), gone };
  for (let merges = 0; merges < AT_ONCE && result.lots.length > MANY; merges += 1) {
    const fresh = result.lots.filter((lot) => !isPast(lot, at));
    const pair = firstTwo(fresh, 'never'.length + 19) ?? firstTwo(fresh, 10);
    if (!pair) break;
    result = oneOf(result, pair);
  }
  return result;
};

/** What lots that become one have alike, too: whence they came, what they cost, and what they are for. */
const whatElse = (share: Share): string =>
  restrictionText(share) || JSON.stringify([share.origin?.account, share.origin?.lot]);

export const costOf = ({ price }: Share): string => (price ? `${price.micro} ${price.currency}` : '');

/** The first two in turn that are of one class and expire at the same time, as far as so many characters say. */
const firstTwo = (lots: readonly Share[], characters: number): [Share, Share] | undefined => {
  const alike = (one: Share, other: Share): boolean =>
    one.class === other.class &&
    whatElse(one) === whatElse(other) &&
    costOf(one) === costOf(other) &&
    (one.expiresAt ?? 'never').slice(0, characters) === (other.expiresAt ?? 'never').slice(0, characters);
  for (const [place, other] of lots.entries()) {
    const one = lots.slice(0, place).find((lot) => alike(lot, other));
    if (one) return [one, other];
  }
  return undefined;
};

const oneOf = ({ lots, gone }: Lots, pair: [Share, Share]): Lots => {
  const [older, newer] = pair[0].id < pair[1].id ? pair : [pair[1], pair[0]];
  const both = lasting({ ...older, amount: older.amount + newer.amount }, newer);
  return {
    lots: inTurn([...lots.filter((lot) => lot !== older && lot !== newer), both]),
    gone: new Map([...gone, [newer.id, both]]),
  };
};
