import { instant } from '../kernel/clock.ts';
import { operationId, type AccountId, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt, timeOf } from '../ledger/account.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { changeOfAny } from '../ledger/of-any.ts';
import { run, type AnyDecision, type Busy, type Decision, type Done, type Operation } from '../ledger/run.ts';
import type { Payer } from '../spenders/spender.ts';
import type { Entry } from '../table/items/entry.ts';
import { giftCodeItem, type Gift } from '../table/items/gift.ts';
import { accountKey, giftCodeKey, giftKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { transferWrite } from '../transfers/record.ts';
import { codeKeyOf, giftCodeWrite, giftIn, giftWrite, waitingIn } from './gift.ts';

/** Why a gift ends, and who has its credits from then on. */
type Ending = { as: NonNullable<Gift['ended']>['as']; to: AccountId };

/** A gift after its end, and the entry of who has its credits. */
export type EndedGift = { gift: Gift; entry?: Entry };

type Moving = 'drain' | 'receive';

/**
 * Ends a gift: all that is left of it goes to an account, with class, expiry and origin. A gift that had ended passes on what
 * came to it since.
 * @returns undefined where nothing is left
 */
export const endingOf = (
  gift: Gift,
  { as, to }: Ending,
  read: Read,
  now: number,
): Decision<EndedGift, Moving> | undefined => {
  const waiting = waitingIn(gift);
  const account = accountFrom(waiting, read(accountKey(waiting)));
  const { available: amount } = balanceAt(account, Date.parse(timeOf(account, now)));
  if (amount === 0) return undefined;
  const reference = operationId('gft', waiting, 'out', String(account.entries));
  const { note, label } = as === 'redeemed' ? gift : {};
  return {
    account: waiting,
    commands: [{ type: 'drain', kind: 'gift', reference }],
    onward: {
      account: { ...waiting, account: to },
      isAsking: true,
      passesOn: true,
      commands: ([out]) => [
        {
          type: 'receive',
          kind: 'gift',
          reference,
          ...(note !== undefined && { note }),
          ...(label !== undefined && { label }),
          from: waiting.account,
          lots: out?.lots ?? [],
        },
      ],
    },
    conclude: ([out], [into]) => {
      const after = gift.ended ? gift : closed(gift, { as, to }, amount, now);
      const record = { id: reference, ...waiting, to, inputHash: gift.inputHash };
      return {
        outcome: { gift: after, ...(into && { entry: into }) },
        writes: [...closingWrites(after, read), transferWrite(record, out, into)],
      };
    },
  };
};

/** The gift without its code and texts: the recipient's entry has these. */
const closed = (
  { code: _code, note: _note, label: _label, ...gift }: Gift,
  ending: Ending,
  credits: number,
  now: number,
): Gift => ({ ...gift, ended: { ...ending, at: instant(now), credits } });

const closingWrites = (after: Gift, read: Read) => {
  const { version } = giftCodeItem.parse(read(giftCodeKey(after.agency, after.hash)));
  return [giftWrite(after), giftCodeWrite(after, version, undefined)];
};

type NotOpen = { code: 'not_found' | 'gift_not_open' | 'owner_required' };

/** Gives the credits of an open gift back to its giver. Asked again, it answers as the first time. */
export const takeBackGift = (
  ledger: Ledger,
  payer: Payer,
  id: string,
): Promise<Result<Done<Gift>, NotOpen | RefusalOf<Moving> | Busy>> =>
  changeOfAny(ledger.table, payer, (ref) => run(ledger, takingBack({ ...payer, ...ref }, id)));

const takingBack = ({ agency, account, spender }: Payer, id: string): Operation<Gift, NotOpen, Moving> => {
  const own = (read: Read): Result<Gift, NotOpen> => {
    const gift = giftIn(read, agency, id);
    if (gift?.account !== account) return err({ code: 'not_found' });
    const isAllowed = spender === undefined || gift.spender === spender;
    return isAllowed ? ok(gift) : err({ code: 'owner_required' });
  };
  return {
    keys: [...keysOf(agency, id), accountKey({ agency, account })],
    linked: (read) => codeKeyOf(read, agency, id),
    earlier: (read) => {
      const gift = own(read);
      return gift.ok && gift.value.ended?.as === 'taken_back' ? gift : undefined;
    },
    decide: (read, now): Result<AnyDecision<Gift, Moving>, NotOpen> => {
      const gift = own(read);
      if (!gift.ok) return gift;
      if (gift.value.ended) return err({ code: 'gift_not_open' });
      return ok(toGiver(gift.value, 'taken_back', read, now));
    },
  };
};

/** Gives back what is left of a gift past its time, and passes on what came to one that has ended. */
export const settleGift = (
  ledger: Ledger,
  agency: AgencyId,
  id: string,
): Promise<Result<Done<Gift | undefined>, RefusalOf<Moving> | Busy>> =>
  run(ledger, {
    keys: keysOf(agency, id),
    linked: (read) => {
      const gift = giftIn(read, agency, id);
      return gift
        ? [...codeKeyOf(read, agency, id), accountKey({ agency, account: gift.ended?.to ?? gift.account })]
        : [];
    },
    decide: (read, now): Result<AnyDecision<Gift | undefined, Moving>, never> => {
      const gift = giftIn(read, agency, id);
      if (!gift || (!gift.ended && gift.expiresAt > instant(now)))
        return ok({ conclude: () => ({ outcome: gift }) });
      return ok(toGiver(gift, 'expired', read, now));
    },
  });

const keysOf = (agency: AgencyId, id: string) => [giftKey(agency, id), accountKey({ agency, account: id })];

const toGiver = (gift: Gift, as: Ending['as'], read: Read, now: number): AnyDecision<Gift, Moving> => {
  const { to = gift.account } = gift.ended ?? {};
  const moved = endingOf(gift, { as: gift.ended?.as ?? as, to }, read, now);
  if (moved) {
    const { conclude, ...movement } = moved;
    return {
      ...movement,
      conclude: (...posted: Parameters<typeof conclude>) => {
        const { outcome, ...writes } = conclude(...posted);
        return { ...writes, outcome: outcome.gift };
      },
    };
  }
  const after = gift.ended ? gift : closed(gift, { as, to }, 0, now);
  return { conclude: () => ({ outcome: after, writes: closingWrites(after, read) }) };
};
