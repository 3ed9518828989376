import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Command } from '../ledger/command.ts';
import { commit, type CommitError } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RequestMessage } from '../messages/request.ts';
import { putGuarded } from '../table/guarded.ts';
import { requestItem, type CreditRequest } from '../table/items/request.ts';
import { accountKey, requestKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { advance, type Advance } from './advance.ts';
import { requestWrite } from './begin.ts';

/** A message about a request that there is not: a fault of ours, for the dead-letter queue. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/** A customer who adds proofs or cancels at this moment gets in the way a few times; the queue brings it again. */
const ROUNDS = 10;

/**
 * Takes one decision to its request: one step forward, or nothing. The last approval accepts, with request, account
 * and entries in one transaction. Throws UnknownRequestError.
 */
export const takeDecision = async (
  ledger: Ledger,
  message: RequestMessage,
): Promise<Result<Advance, CommitError>> => {
  for (let round = 1; ; round += 1) {
    const taken = await takeOnce(ledger, message);
    if (taken.ok || taken.error.code !== 'preceded' || round === ROUNDS) return taken;
  }
};

const takeOnce = async (
  ledger: Ledger,
  { agency, account, requestId, decision }: RequestMessage,
): Promise<Result<Advance, CommitError>> => {
  const key = requestKey(agency, requestId);
  const holder = { agency, account };
  const read = await readTogether(ledger.table, [key, accountKey(holder)]);
  const request = decode(requestItem, read(key));
  if (request?.account !== account) throw new UnknownRequestError(requestId);

  const next = advance(request, decision, ledger.now());
  if (next.outcome === 'ignored') return ok(next);
  if (next.outcome !== 'accepted') {
    return (await putGuarded(ledger.table, requestWrite(next.request)))
      ? ok(next)
      : err({ code: 'preceded', write: 0, item: undefined });
  }
  return await commit(ledger, {
    account: accountFrom(holder, read(accountKey(holder))),
    commands: creditsOf(request),
    conclude: ({ entries }) => {
      const entry = entries.find(({ kind }) => kind === 'request');
      const accepted: CreditRequest = {
        ...next.request,
        ...(entry && { entry: { number: entry.number, at: entry.at } }),
      };
      return { value: { outcome: 'accepted', request: accepted }, writes: [requestWrite(accepted)] };
    },
  });
};

const creditsOf = ({ id: reference, credits, bonusCredits }: CreditRequest): Command[] => [
  { type: 'credit', kind: 'request', reference, amount: credits, class: 'paid' },
  ...(bonusCredits > 0
    ? [{ type: 'credit', kind: 'bonus', reference, amount: bonusCredits, class: 'promo' } as const]
    : []),
];
