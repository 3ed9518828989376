import * as z from 'zod';
import { takeAttempt, whyNotTry, type TooMany } from '../account/attempts.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { count } from '../kernel/metrics.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { listOfAny } from '../ledger/of-any.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import type { RefusalOf } from '../ledger/command.ts';
import { type Busy, type Decision, type Done, type Operation, run } from '../ledger/run.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import {
  promoBatchItem,
  redemptionItem,
  redemptionUse,
  type Redemption,
  type Use,
} from '../table/items/promo-code.ts';
import {
  accountKey,
  attemptsKey,
  batchRedemptionsList,
  promoBatchKey,
  redemptionsPartition,
  settingsKey,
} from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readOne, type Read } from '../table/read.ts';
import { endingOf } from './end-gift.ts';
import { giftBehind, giftCodeKeys, keysBehindGiftCode, statusOf } from './gift.ts';
import { buyerOf, type Buyer } from './price.ts';
import { readCode, type ReadCode } from './promo-code.ts';
import {
  creditOf,
  keysBehind,
  redeemableFrom,
  redemptionKeys,
  redemptionWrites,
  refusalOf,
} from './redemption.ts';

/** A use of a code, and what the agency calls the promotion. A gift has no such name. */
const redeemed = z.object({ name: z.string().exactOptional(), use: redemptionUse });

export type Redeemed = z.infer<typeof redeemed>;

/** The credits of a promo code are new; those of a gift move. */
type Moving = 'credit' | 'drain' | 'receive';

type RedeemRefusal =
  | KeyReused
  | TooMany
  | { code: 'not_found' | 'code_invalid' | NonNullable<ReturnType<typeof refusalOf>> };

/**
 * Redeems a promo code, or the code of a gift, for its credits. A code that does not exist uses up one of the account's few attempts, and without
 * an attempt left the answer does not say whether a code exists. A dry run uses up an attempt too, because it would
 * confirm guesses otherwise.
 * @param code as the customer typed it
 */
export const redeem = async (
  ledger: Ledger,
  buyer: Buyer,
  code: string,
  idempotencyKey: string,
): Promise<Result<Done<Redeemed>, RedeemRefusal | RefusalOf<Moving> | Busy>> => {
  const wanted = readCode(code);
  const request = { ref: buyer, name: 'redemption', idempotencyKey, input: wanted?.hash ?? null };
  const done = await run(
    ledger,
    once(request, redeemed, () => redemptionOf(buyer, wanted)),
  );
  const settled =
    done.ok || done.error.code !== 'code_invalid'
      ? done
      : await takeAttempt(ledger, buyer, 'codes', { code: 'code_invalid' } as const);
  if (!settled.ok && ['code_invalid', 'too_many_attempts'].includes(settled.error.code))
    count('CodesGuessed');
  return settled;
};

const redemptionOf = (
  buyer: Buyer,
  wanted: ReadCode | undefined,
): Operation<Redeemed, RedeemRefusal, Moving> => ({
  keys: [
    accountKey(buyer),
    settingsKey(buyer.agency),
    attemptsKey(buyer, 'codes'),
    ...(wanted ? [...redemptionKeys(buyer, wanted), ...giftCodeKeys(buyer.agency, wanted)] : []),
  ],
  linked: (read) =>
    wanted ? [...keysBehind(read, buyer, wanted), ...keysBehindGiftCode(read, buyer.agency, wanted)] : [],
  decide: (read, now): Result<Decision<Redeemed, Moving>, RedeemRefusal> => {
    const settings = settingsFrom(read, buyer.agency);
    if (!settings) return err({ code: 'not_found' });
    const wait = whyNotTry(read, buyer, 'codes', now);
    if (wait) return err(wait);
    if (!wanted) return err({ code: 'code_invalid' });
    const found = redeemableFrom(read, buyer, wanted);
    if (!found) return redemptionOfGift(read, buyer, wanted, now);
    const refusal = refusalOf(found, buyerOf(settings, buyer), now);
    if (refusal !== undefined) return err({ code: refusal });
    const credit = creditOf(found, now);
    return ok({
      account: buyer,
      commands: [credit],
      conclude: ([entry]) => {
        const use = useOf(found.wanted, entry, credit.expiresAt);
        return { outcome: { name: found.batch.name, use }, writes: redemptionWrites(buyer, found, use) };
      },
    });
  },
});

const redemptionOfGift = (
  read: Read,
  { agency, account }: Buyer,
  wanted: ReadCode,
  now: number,
): Result<Decision<Redeemed, Moving>, RedeemRefusal> => {
  const gift = giftBehind(read, agency, wanted);
  if (!gift) return err({ code: 'code_invalid' });
  if (gift.ended?.as === 'redeemed')
    return err({ code: gift.ended.to === account ? 'code_already_used' : 'code_exhausted' });
  const given =
    statusOf(gift, instant(now)) === 'open'
      ? endingOf(gift, { as: 'redeemed', to: account }, read, now)
      : undefined;
  // It was taken back, it is past its time, or its payment was taken back.
  if (!given) return err({ code: 'code_expired' });
  return ok({
    ...given,
    conclude: (out, into) => {
      const { outcome, writes = [] } = given.conclude(out, into);
      return { outcome: { use: useOf(wanted, outcome.entry, undefined) }, writes };
    },
  });
};

const useOf = ({ hash, hint }: ReadCode, entry: Entry | undefined, expiresAt: Instant | undefined): Use => {
  const { number, at, amount: credits } = entryItem.parse(entry);
  return {
    code: hash,
    hint,
    credits,
    ...(expiresAt !== undefined && { expiresAt }),
    at,
    entry: number,
  };
};

/** Who redeemed codes of a batch, by account: one Query on the index, which follows the table within moments. */
export const batchRedemptions = async (
  { table }: Ledger,
  agency: AgencyId,
  batchId: string,
  range: PageRequest,
): Promise<Result<Page<Redemption>, { code: 'not_found' } | InvalidCursor>> => {
  const batch = await readOne(table, promoBatchKey(agency, batchId), promoBatchItem);
  if (!batch) return err({ code: 'not_found' });
  const partition = batchRedemptionsList(agency, batchId);
  return await listPage(table, { partition, inIndex: true, item: redemptionItem, ...range });
};

/** What an account and those that merged into it have redeemed, a line for each promotion. */
export const redemptionsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listOfAny(table, ref, redemptionsPartition, { item: redemptionItem, ...range });
