import * as z from 'zod';
import { settingsFrom } from '../agency/settings.ts';
import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { count } from '../kernel/metrics.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ledgerFor, type Ledger } from '../ledger/ledger.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import type { RefusalOf } from '../ledger/command.ts';
import { type Busy, type Decision, type Done, type Operation, run } from '../ledger/run.ts';
import { entryPlace } from '../table/items/entry.ts';
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
import { readOne } from '../table/read.ts';
import { attemptsFrom, attemptsWrite, waitOf } from './attempts.ts';
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

/** A use of a code, and what the agency calls the promotion. */
const redeemed = z.object({ name: z.string(), use: redemptionUse });

export type Redeemed = z.infer<typeof redeemed>;

type TooMany = { code: 'too_many_attempts'; retryAfter: number };

type RedeemRefusal =
  | KeyReused
  | TooMany
  | { code: 'not_found' | 'code_invalid' | NonNullable<ReturnType<typeof refusalOf>> };

/**
 * Redeems a promo code for its credits. A code that does not exist uses up one of the account's few attempts, and without
 * an attempt left the answer does not say whether a code exists. A dry run uses up an attempt too, because it would
 * confirm guesses otherwise.
 * @param code as the customer typed it
 */
export const redeem = async (
  ledger: Ledger,
  buyer: Buyer,
  code: string,
  idempotencyKey: string,
): Promise<Result<Done<Redeemed>, RedeemRefusal | RefusalOf<'credit'> | Busy>> => {
  const wanted = readCode(code);
  const request = { ref: buyer, name: 'redemption', idempotencyKey, input: wanted?.hash ?? null };
  const done = await run(
    ledger,
    once(request, redeemed, () => redemptionOf(buyer, wanted)),
  );
  const settled =
    done.ok || done.error.code !== 'code_invalid'
      ? done
      : await takeAttempt(ledgerFor(ledger, { dryRun: false }), buyer);
  if (!settled.ok && ['code_invalid', 'too_many_attempts'].includes(settled.error.code))
    count('CodesGuessed');
  return settled;
};

const redemptionOf = (
  buyer: Buyer,
  wanted: ReadCode | undefined,
): Operation<Redeemed, RedeemRefusal, 'credit'> => ({
  keys: [
    accountKey(buyer),
    settingsKey(buyer.agency),
    attemptsKey(buyer),
    ...(wanted ? redemptionKeys(buyer, wanted) : []),
  ],
  linked: (read) => (wanted ? keysBehind(read, buyer, wanted) : []),
  decide: (read, now): Result<Decision<Redeemed, 'credit'>, RedeemRefusal> => {
    const settings = settingsFrom(read, buyer.agency);
    if (!settings) return err({ code: 'not_found' });
    const retryAfter = waitOf(attemptsFrom(read, buyer), now);
    if (retryAfter !== undefined) return err({ code: 'too_many_attempts', retryAfter });
    const found = wanted && redeemableFrom(read, buyer, wanted);
    const refusal = found ? refusalOf(found, buyerOf(settings, buyer), now) : 'code_invalid';
    if (refusal !== undefined || !found) return err({ code: refusal ?? 'code_invalid' });
    const credit = creditOf(found, now);
    return ok({
      account: buyer,
      commands: [credit],
      conclude: ([entry]) => {
        const { number, at } = entryPlace.parse(entry);
        const use: Use = {
          code: found.wanted.hash,
          hint: found.wanted.hint,
          credits: credit.amount,
          ...(credit.expiresAt !== undefined && { expiresAt: credit.expiresAt }),
          at,
          entry: number,
        };
        return { outcome: { name: found.batch.name, use }, writes: redemptionWrites(buyer, found, use) };
      },
    });
  },
});

const takeAttempt = async (
  ledger: Ledger,
  buyer: Buyer,
): Promise<{ ok: false; error: { code: 'code_invalid' } | TooMany | Busy }> => {
  const taken = await run(ledger, {
    keys: [attemptsKey(buyer)],
    decide: (read, now) => {
      const attempts = attemptsFrom(read, buyer);
      const retryAfter = waitOf(attempts, now);
      return retryAfter === undefined
        ? ok({ conclude: () => ({ outcome: undefined, writes: [attemptsWrite(buyer, attempts, now)] }) })
        : err({ code: 'too_many_attempts' as const, retryAfter });
    },
  });
  return taken.ok ? err({ code: 'code_invalid' }) : taken;
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

/** What an account has redeemed, a line for each promotion. */
export const redemptionsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listPage(table, { partition: redemptionsPartition(ref), item: redemptionItem, ...range });
