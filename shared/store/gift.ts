import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { giftCodeItem, giftItem, type Gift } from '../table/items/gift.ts';
import { accountKey, giftCodeKey, giftDueListKey, giftKey, giftListKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { newCode, type ReadCode } from './promo-code.ts';

export type GiftStatus = 'open' | NonNullable<Gift['ended']>['as'];

/** What a gift is at a time: its end needs no write. */
export const statusOf = ({ ended, expiresAt }: Pick<Gift, 'ended' | 'expiresAt'>, at: Instant): GiftStatus =>
  ended?.as ?? (expiresAt <= at ? 'expired' : 'open');

/** The account in which the credits of a gift wait. */
export const waitingIn = ({ agency, id }: Pick<Gift, 'agency' | 'id'>): AccountRef => ({
  agency,
  account: id,
});

/** With what the codes of gifts begin, where those of promo codes have their batch. I is read as 1. */
const PREFIX = 'G1FT';
const SHOWN_PREFIX = 'GIFT';

export const newGiftCode = (): { shown: string; hash: string; hint: string } => {
  const { shown, hash } = newCode(PREFIX);
  return { shown: SHOWN_PREFIX + shown.slice(PREFIX.length), hash, hint: shown.slice(-5) };
};

/** What says whether a code is one of a gift. */
export const giftCodeKeys = (agency: AgencyId, { batch, hash }: ReadCode): Key[] =>
  batch === PREFIX ? [giftCodeKey(agency, hash)] : [];

/** What the code of a gift leads to: the gift, and the account in which its credits wait. */
export const keysBehindGiftCode = (read: Read, agency: AgencyId, { hash }: ReadCode): Key[] => {
  const code = decode(giftCodeItem, read(giftCodeKey(agency, hash)));
  return code ? [giftKey(agency, code.id), accountKey({ agency, account: code.id })] : [];
};

export const giftBehind = (read: Read, agency: AgencyId, { hash }: ReadCode): Gift | undefined => {
  const code = decode(giftCodeItem, read(giftCodeKey(agency, hash)));
  return code && giftIn(read, agency, code.id);
};

export const giftIn = (read: Read, agency: AgencyId, id: string): Gift | undefined =>
  decode(giftItem, read(giftKey(agency, id)));

/** What leads from a gift to its code. */
export const codeKeyOf = (read: Read, agency: AgencyId, id: string): Key[] => {
  const gift = giftIn(read, agency, id);
  return gift ? [giftCodeKey(agency, gift.hash)] : [];
};

export const giftWrite = (gift: Gift): Guarded => ({
  key: giftKey(gift.agency, gift.id),
  list: giftListKey(gift, gift),
  schema: giftItem,
  item: gift,
  version: gift.version,
});

/**
 * The write of what a gift's code leads to.
 * @param due when the sweeper is to look at the gift; undefined where nothing is left to do
 */
export const giftCodeWrite = (
  { agency, id, hash }: Gift,
  version: number,
  due: Instant | undefined,
): Guarded => ({
  key: giftCodeKey(agency, hash),
  list: due === undefined ? undefined : giftDueListKey(agency, { id, expiresAt: due }),
  schema: giftCodeItem,
  item: { id, agency },
  version,
});

/** The write after which the sweeper looks at a gift, and passes on what came to its account after its end. */
export const lookedAtAgain = (read: Read, agency: AgencyId, id: string, now: number): Guarded[] => {
  const gift = giftIn(read, agency, id);
  const code = gift?.ended && decode(giftCodeItem, read(giftCodeKey(agency, gift.hash)));
  return gift && code ? [giftCodeWrite(gift, code.version, instant(now))] : [];
};
