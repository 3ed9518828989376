import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Command } from '../ledger/command.ts';
import type { Guarded } from '../table/guarded.ts';
import { mergedIntoIn } from '../ledger/merged.ts';
import {
  promoBatchItem,
  promoCodeItem,
  redemptionItem,
  type PromoBatch,
  type PromoCode,
  type Redemption,
  type Use,
} from '../table/items/promo-code.ts';
import {
  batchRedemptionListKey,
  promoBatchKey,
  promoCodeKey,
  redemptionKey,
  type Key,
} from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { isEligible, type Buyer } from './price.ts';
import type { ReadCode } from './promo-code.ts';
import { DAY_MS } from '../kernel/durations.ts';

/** A code that there is, with its batch's rules, and the account's redemptions of that batch so far. */
export type Redeemable = {
  wanted: ReadCode;
  batch: PromoBatch;
  code: PromoCode;
  record: Redemption;
  /** What accounts had redeemed of the batch before they merged into this one. */
  before: readonly Use[];
};

export const redemptionKeys = (ref: AccountRef, { batch, hash }: ReadCode): Key[] => [
  promoCodeKey(ref.agency, hash),
  ...(batch === undefined ? [] : batchKeys(ref, batch)),
];

const batchKeys = (ref: AccountRef, batch: string): Key[] => [
  promoBatchKey(ref.agency, batch),
  redemptionKey(ref, batch),
];

/**
 * What a worded code leads to once it is read: its batch, and the account's redemptions of that. Of any code, the redemptions of
 * accounts that merged into this one.
 */
export const keysBehind = (read: Read, ref: AccountRef, { batch, hash }: ReadCode): Key[] => {
  const worded = batch === undefined && decode(promoCodeItem, read(promoCodeKey(ref.agency, hash)));
  const known = worded ? worded.batch : batch;
  return known === undefined
    ? []
    : [
        ...(worded ? batchKeys(ref, known) : []),
        ...mergedIntoIn(read, ref).map((old) => redemptionKey(old, known)),
      ];
};

/** @returns undefined where there is no such code, or none that was ever shown to anybody */
export const redeemableFrom = (read: Read, ref: AccountRef, wanted: ReadCode): Redeemable | undefined => {
  const code = decode(promoCodeItem, read(promoCodeKey(ref.agency, wanted.hash)));
  const batch = code && decode(promoBatchItem, read(promoBatchKey(ref.agency, code.batch)));
  if (!batch || code.run !== batch.run) return undefined;
  const record = decode(redemptionItem, read(redemptionKey(ref, batch.id)));
  return {
    wanted,
    batch,
    code,
    record: record ?? { batch: batch.id, name: batch.name, version: 0, uses: [] },
    before: mergedIntoIn(read, ref).flatMap(
      (old) => decode(redemptionItem, read(redemptionKey(old, batch.id)))?.uses ?? [],
    ),
  };
};

/**
 * Why this account may not redeem this code now; undefined where it may. A code for other accounts is answered as if
 * there were none: that it exists would help guessing.
 * @param now milliseconds since the epoch
 */
export const refusalOf = ({ wanted, batch, code, record, before }: Redeemable, buyer: Buyer, now: number) => {
  const at = instant(now);
  const { from, to, eligibility, creditsExpire, usesPerCode, usesPerAccount } = batch;
  const uses = [...record.uses, ...before];
  const isUsed = uses.length >= usesPerAccount || uses.some((use) => use.code === wanted.hash);
  const haveCreditsExpired = creditsExpire !== undefined && 'at' in creditsExpire && creditsExpire.at <= at;
  const isPast = batch.status === 'withdrawn' || (to !== undefined && to <= at) || haveCreditsExpired;

  if (eligibility?.accounts?.includes(buyer.account) === false) return 'code_invalid';
  if (isUsed) return 'code_already_used';
  if (isPast) return 'code_expired';
  if (from !== undefined && at < from) return 'code_not_yet_valid';
  if (!isEligible(eligibility, buyer)) return 'code_restricted';
  if (usesPerCode !== undefined && code.uses >= usesPerCode) return 'code_exhausted';
  return undefined;
};

/**
 * What a redemption brings: one lot, with the batch's name and the end of the code to know it by.
 * @param now milliseconds since the epoch
 */
export const creditOf = ({ wanted, batch }: Redeemable, now: number): Command & { type: 'credit' } => {
  const expiresAt = expiryOf(batch, now);
  return {
    type: 'credit',
    kind: 'redemption',
    class: 'promo',
    amount: batch.credits,
    reference: batch.name,
    note: wanted.hint,
    label: batch.name,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(batch.onlyFor && { onlyFor: batch.onlyFor }),
  };
};

const expiryOf = ({ creditsExpire }: PromoBatch, now: number): Instant | undefined => {
  if (creditsExpire === undefined) return undefined;
  return 'at' in creditsExpire ? creditsExpire.at : instant(now + creditsExpire.afterDays * DAY_MS);
};

/** The writes that keep a code to its uses, and an account to its own. */
export const redemptionWrites = (
  ref: AccountRef,
  { wanted, batch, code, record }: Redeemable,
  use: Use,
): Guarded[] => [
  {
    key: redemptionKey(ref, batch.id),
    list: batchRedemptionListKey(ref, batch.id),
    schema: redemptionItem,
    item: { ...record, account: ref.account, uses: [...record.uses, use] },
    version: record.version,
  },
  // A code without end needs no counting, and is not in its own way when thousands redeem it at one moment.
  ...(batch.usesPerCode === undefined
    ? []
    : [
        {
          key: promoCodeKey(ref.agency, wanted.hash),
          schema: promoCodeItem,
          item: { ...code, uses: code.uses + 1 },
          version: code.version,
        },
      ]),
];
