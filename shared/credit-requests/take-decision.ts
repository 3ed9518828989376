import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Command } from '../ledger/command.ts';
import { commit } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { withinDeadline } from '../ledger/pause.ts';
import type { CreditRequestMessage } from './message.ts';
import { putGuarded } from '../table/guarded.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import { accountKey, creditRequestKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { advance, type Advance } from './advance.ts';
import { creditRequestWrite } from './begin.ts';

/** A message about a request that there is not: a fault of ours, for the dead-letter queue. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/** What became of a decision; `refused` where the ledger would not take the credits, which the request then says. */
export type Taken = Advance | { outcome: 'refused'; request: CreditRequest; why: string };

/**
 * Takes one decision to its request: one step forward, or nothing. The last approval accepts, with request, account
 * and entries in one transaction; where the ledger refuses that, the request stays at its last step. A customer who
 * adds proofs or cancels at this moment gets in the way a few times. Throws UnknownRequestError.
 */
export const takeDecision = async (
  ledger: Ledger,
  message: CreditRequestMessage,
): Promise<Result<Taken, { code: 'busy' }>> => {
  const taken = await withinDeadline(ledger, (left) => takeOnce(left, message));
  return taken ? ok(taken) : err({ code: 'busy' });
};

/** @returns undefined where something else came first, or no turn was to be had */
const takeOnce = async (
  ledger: Ledger,
  { agency, account, requestId, decision }: CreditRequestMessage,
): Promise<Taken | undefined> => {
  const key = creditRequestKey(agency, requestId);
  const holder = { agency, account };
  const read = await readTogether(ledger.table, [key, accountKey(holder)]);
  const request = decode(creditRequestItem, read(key));
  if (request?.account !== account) throw new UnknownRequestError(requestId);

  const next = advance(request, decision, ledger.now());
  if (next.outcome === 'ignored') return next;
  if (next.outcome !== 'accepted')
    return (await putGuarded(ledger.table, creditRequestWrite(next.request))) ? next : undefined;
  const accepted = await commit(ledger, {
    account: accountFrom(holder, read(accountKey(holder))),
    commands: creditsOf(request),
    conclude: ({ entries }) => {
      const entry = entries.find(({ kind }) => kind === 'request');
      const ended: CreditRequest = {
        ...next.request,
        ...(entry && { entry: { number: entry.number, at: entry.at } }),
      };
      return { value: { outcome: 'accepted', request: ended } as const, writes: [creditRequestWrite(ended)] };
    },
  });
  if (accepted.ok) return accepted.value;
  if (accepted.error.code !== 'refused') return undefined;
  const { code } = accepted.error.refusal;
  const refusal = { decision: decision.id, code, at: instant(ledger.now()) };
  const refused: CreditRequest = { ...request, refusal };
  return (await putGuarded(ledger.table, creditRequestWrite(refused)))
    ? { outcome: 'refused', request: refused, why: code }
    : undefined;
};

const creditsOf = ({ id: reference, credits, bonusCredits }: CreditRequest): Command[] => [
  { type: 'credit', kind: 'request', reference, amount: credits, class: 'paid' },
  ...(bonusCredits > 0
    ? [{ type: 'credit', kind: 'bonus', reference, amount: bonusCredits, class: 'promo' } as const]
    : []),
];
