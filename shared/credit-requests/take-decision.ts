import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirIn } from '../ledger/merged.ts';
import { previewOf } from '../ledger/preview.ts';
import { run, type AnyDecision, type Busy, type Preview, type RecordDecision } from '../ledger/run.ts';
import { creditsSold } from '../store/offer.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import { entryPlace } from '../table/items/entry.ts';
import { accountKey, creditRequestKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { advance, type Advance } from './advance.ts';
import { creditRequestWrite } from './begin.ts';
import type { CreditRequestMessage } from './message.ts';

/** A message about a credit request that does not exist: a fault of ours, for the dead-letter queue. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/** What became of a decision; `refused` where the ledger would not take the credits, which the request then says. */
export type Taken = Advance | { outcome: 'refused'; request: CreditRequest; why: string };

/**
 * Takes one decision to its request: one step forward, or nothing. The last approval accepts, with request, account
 * and entries in one transaction; where the ledger refuses that, the request stays at its last step. Throws
 * UnknownRequestError.
 */
export const takeDecision = async (
  ledger: Ledger,
  message: CreditRequestMessage,
): Promise<Result<Taken, Busy>> => {
  const keys = keysOf(message);
  const taken = await run(ledger, taking(message));
  if (taken.ok) return ok(taken.value.outcome);
  const { code: why } = taken.error;
  if (why === 'busy') return err({ code: why });
  const noted = await run(ledger, {
    keys,
    decide: (read, now): Result<RecordDecision<Taken>, never> => ok(refusalOf(read, message, why, now)),
  });
  return noted.ok ? ok(noted.value.outcome) : noted;
};

const keysOf = ({ agency, account, requestId }: CreditRequestMessage): Key[] => [
  creditRequestKey(agency, requestId),
  accountKey({ agency, account }),
];

const taking = (message: CreditRequestMessage) => ({
  keys: keysOf(message),
  linked: (read: Read) => holderKeys(read, message),
  decide: (read: Read, now: number): Result<AnyDecision<Taken, 'credit'>, never> =>
    ok(decisionOf(read, message, now)),
});

/** The account that has the request by now: since the decision was queued, it may have moved with a merge. */
const holderKeys = (read: Read, { agency, requestId }: CreditRequestMessage): Key[] => {
  const request = decode(creditRequestItem, read(creditRequestKey(agency, requestId)));
  return request ? [accountKey(request)] : [];
};

/** What taking a decision would do to the account: the same operation, on a ledger that writes nothing. */
export const previewDecision = async (
  ledger: Ledger,
  message: CreditRequestMessage,
): Promise<Result<Preview, { code: 'balance_limit' } | Busy>> => {
  const previewed = await previewOf(ledger, message, await run({ ...ledger, dryRun: true }, taking(message)));
  if (previewed.ok) return previewed;
  // Credits without an expiry of their own are refused for nothing else.
  return err({ code: previewed.error.code === 'busy' ? 'busy' : 'balance_limit' });
};

const requestIn = (read: Read, { agency, account, requestId }: CreditRequestMessage): CreditRequest => {
  const request = decode(creditRequestItem, read(creditRequestKey(agency, requestId)));
  const holders = [account, heirIn(read, { agency, account }).account];
  if (!request || !holders.includes(request.account)) throw new UnknownRequestError(requestId);
  return request;
};

const decisionOf = (read: Read, message: CreditRequestMessage, now: number): AnyDecision<Taken, 'credit'> => {
  const request = requestIn(read, message);
  const next = advance(request, message.decision, now);
  if (next.outcome === 'ignored') return { conclude: () => ({ outcome: next }) };
  if (next.outcome !== 'accepted')
    return { conclude: () => ({ outcome: next, writes: [creditRequestWrite(next.request)] }) };
  const { agency, account } = request;
  return {
    account: { agency, account },
    passesOn: true,
    commands: creditsSold('request', request),
    conclude: ([credited]) => {
      const accepted: CreditRequest = { ...next.request, entry: entryPlace.parse(credited) };
      return {
        outcome: { outcome: 'accepted', request: accepted },
        writes: [creditRequestWrite(accepted)],
      };
    },
  };
};

/** What the ledger refused shows in the request, unless it has moved on meanwhile. */
const refusalOf = (
  read: Read,
  message: CreditRequestMessage,
  code: string,
  now: number,
): RecordDecision<Taken> => {
  const request = requestIn(read, message);
  const next = advance(request, message.decision, now);
  if (next.outcome === 'ignored') return { conclude: () => ({ outcome: next }) };
  const refusal = { decision: message.decision.id, code, at: instant(now) };
  const refused = creditRequestItem.parse({ ...request, refusal });
  return {
    conclude: () => ({
      outcome: { outcome: 'refused', request: refused, why: code },
      writes: [creditRequestWrite(refused)],
    }),
  };
};
