import { attemptsFrom, takeSlot, waitOf } from '../../shared/store/attempts.ts';
import { buyerOf } from '../../shared/store/price.ts';
import { readCode, type ReadCode } from '../../shared/store/promo-code.ts';
import {
  creditOf,
  hasRedeemedSince,
  redeemableFrom,
  redemptionKeys,
  redemptionWrites,
  refusalOf,
  type Redeemable,
} from '../../shared/store/redemption.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import { commit } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { entryPlace } from '../../shared/table/items/entry.ts';
import type { Use } from '../../shared/table/items/promo-code.ts';
import { accountKey, attemptsKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { viewOf } from './redemption-view.ts';

type CreateRedemption = typeof codeRoutes.createRedemption;
type Response = ResponseOf<CreateRedemption>;
type Caller = RequestOf<CreateRedemption>['caller'];

/** @param inputHash of key and code together: a repetition of this request has the same */
type Attempt = { caller: Caller; wanted: ReadCode | undefined; inputHash: string };

/** What others wrote first is looked at again and decided anew, until the ledger's deadline. */
export const createRedemption =
  (ledger: Ledger): Handler<CreateRedemption> =>
  async ({ caller, body, idempotencyKey }) => {
    const wanted = readCode(body.code);
    const inputHash = canonicalHash([idempotencyKey, wanted?.hash ?? null]);
    const attempt = { caller, wanted, inputHash };
    return (await withinDeadline(ledger, (left) => decide(left, attempt))) ?? problem('busy');
  };

/** @returns undefined where another write came first */
const decide = async (ledger: Ledger, attempt: Attempt): Promise<Response | undefined> => {
  const { caller, wanted, inputHash } = attempt;
  const read = await readTogether(ledger.table, [
    accountKey(caller),
    settingsKey(caller.agency),
    attemptsKey(caller),
    ...(wanted ? redemptionKeys(caller, wanted) : []),
  ]);
  const settings = settingsFrom(read, caller.agency);
  if (!settings) return notBegun;
  const found = wanted && redeemableFrom(read, caller, wanted);
  const earlier = found?.record.uses.find((use) => use.inputHash === inputHash);
  if (found && earlier) {
    return replayOf(viewOf(found.record.name, earlier));
  }

  const now = ledger.now();
  const attempts = attemptsFrom(read, caller);
  const retryAfter = waitOf(attempts, now);
  if (retryAfter !== undefined) {
    count('CodesGuessed');
    return problem('too_many_attempts', { retryAfter });
  }
  const refusal = found ? refusalOf(found, buyerOf(settings, caller), now) : 'code_invalid';
  if (refusal === 'code_invalid' || !found) {
    // Only who has a slot is told that there is no such code.
    if (!(await takeSlot(ledger.table, caller, attempts, now))) return undefined;
    count('CodesGuessed');
    return problem('code_invalid');
  }
  // The code was read at a moment of its own: its last use may have been this account's own just before.
  if (refusal === 'code_exhausted' && (await hasRedeemedSince(ledger.table, caller, found))) return undefined;
  if (refusal) return problem(refusal);
  return await redeem(ledger, attempt, found, accountFrom(caller, read(accountKey(caller))), now);
};

const redeem = async (
  ledger: Ledger,
  { caller, inputHash }: Attempt,
  found: Redeemable,
  account: Account,
  now: number,
): Promise<Response | undefined> => {
  const credit = creditOf(found, now);
  const committed = await commit(ledger, {
    account,
    commands: [credit],
    conclude: ({ entries }) => {
      const { number, at } = entryPlace.parse(entries.at(-1));
      const use: Use = {
        code: found.wanted.hash,
        inputHash,
        hint: found.wanted.hint,
        credits: credit.amount,
        ...(credit.expiresAt !== undefined && { expiresAt: credit.expiresAt }),
        at,
        entry: number,
      };
      return { value: use, writes: redemptionWrites(caller, found, use) };
    },
  });
  if (committed.ok) return { status: 201, body: viewOf(found.batch.name, committed.value) };
  switch (committed.error.code) {
    case 'conflict':
      return undefined;
    case 'refused':
      // Credits that come in can be refused for nothing else.
      return problem('balance_limit');
    case 'busy':
      return problem('busy');
    default:
      return committed.error satisfies never;
  }
};
