import { isGiftAccount, operationId, type AccountId, type AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { CommandOf } from '../ledger/command.ts';
import { heldLots } from '../ledger/held.ts';
import { draw, isFrom, total } from '../ledger/lots.ts';
import { heirIn, standingIn } from '../ledger/merged.ts';
import type { AnyDecision, Decision, Operation, RecordDecision } from '../ledger/run.ts';
import { codeKeyOf, lookedAtAgain } from '../store/gift.ts';
import { checkoutItem, type Checkout } from '../table/items/checkout.ts';
import type { LotShare } from '../table/items/lot.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { accountKey, giftKey, receiptKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { assess, type Assessment } from './assess.ts';
import { atRestIn } from './own-lots.ts';
import { posted, recoverable, reinstatement } from './post.ts';
import { keysOf, placeOf } from './read-receipt.ts';
import { receiptWrite } from './receipt-write.ts';

type Moving = 'recover' | 'restore';

/** Accounts from which credits of one payment are recovered. They are in its receipt, which stays a small item. */
const MAX_HOLDERS = 200;

/**
 * What a payment that was taken back means for one account that holds credits of it: as many as the account that paid
 * lacks go from here, and clear what that account owes or got back for them. Worth more again, the payment returns them.
 * The receipt says what was recovered from whom, so each is taken once, whatever is repeated.
 * @param receipt of which payment; it is read anew
 * @param own the payment's lots, by the ids under which the account that paid had them
 * @returns the receipt after it
 */
export const following = (
  { agency, provider, paymentId }: Receipt,
  holder: AccountId,
  own: ReadonlySet<number>,
): Operation<Receipt | undefined, never, Moving> => {
  const key = receiptKey(agency, provider, paymentId);
  const ref = { agency, account: holder };
  const receiptFrom = (read: Read) => decode(receiptItem, read(key));
  return {
    keys: [key, accountKey(ref)],
    linked: (read) => {
      const receipt = receiptFrom(read);
      return [
        ...(receipt ? keysOf(agency, placeOf(agency, receipt)) : []),
        ...(isGiftAccount(holder) ? [giftKey(agency, holder), ...codeKeyOf(read, agency, holder)] : []),
      ];
    },
    decide: (read, now): Result<AnyDecision<Receipt | undefined, Moving>, never> => {
      const receipt = receiptFrom(read);
      const place = receipt && placeOf(agency, receipt);
      const checkout = place && decode(checkoutItem, read(place.checkout));
      if (!checkout) return ok(nothing(receipt));
      const payment = { receipt, checkout, payer: place.ref, assessed: assess(receipt, checkout) };
      return ok(
        returned(payment, ref, read, now) ?? recovered(payment, ref, own, read, now) ?? nothing(receipt),
      );
    },
  };
};

/** What is decided by: the receipt, who paid, and what the payment is worth now. */
type Payment = { receipt: Receipt; checkout: Checkout; payer: AccountRef; assessed: Assessment };

const nothing = (receipt: Receipt | undefined): RecordDecision<Receipt | undefined> => ({
  conclude: () => ({ outcome: receipt }),
});

const returned = (
  { receipt, checkout, assessed: { worth } }: Payment,
  holder: AccountRef,
  read: Read,
  now: number,
): Decision<Receipt, Moving> | undefined => {
  // The account that paid has had its part with the fact.
  const more = worth - receipt.applied;
  const { taken } = receipt.recovered?.find(({ account }) => account === holder.account) ?? { taken: [] };
  const { taken: lots, left } = draw(taken, Math.max(0, more));
  if (lots.length === 0) return undefined;
  return {
    account: holder,
    passesOn: true,
    commands: [
      { type: 'restore', kind: 'payment_reinstated', reference: referenceOf(receipt, holder), lots },
    ],
    conclude: () => {
      const after = withRecovered({ ...receipt, applied: receipt.applied + total(lots) }, holder, left);
      // Who has the credits of a gift that has ended gets these, too.
      const passedOn = isGiftAccount(holder.account)
        ? lookedAtAgain(read, holder.agency, holder.account, now)
        : [];
      return { outcome: after, writes: [receiptWrite(after, checkout), ...passedOn] };
    },
  };
};

const recovered = (
  { receipt, checkout, payer, assessed }: Payment,
  holder: AccountRef,
  own: ReadonlySet<number>,
  read: Read,
  now: number,
): Decision<Receipt, Moving> | undefined => {
  // What both have in one account now, the settlement has taken.
  if (heirIn(read, holder).account === heirIn(read, payer).account) return undefined;
  const { lots, ...account } = standingIn(read, holder);
  const isThere = [...lots, ...heldLots(account)].some((lot) => isFrom(lot, payer.account, own));
  const known = receipt.recovered ?? [];
  const before = known.find((one) => one.account === holder.account);
  const atRest = atRestIn(standingIn(read, payer), own, now);
  const amount = recoverable(receipt, atRest);
  if (!isThere || amount === 0 || (!before && known.length === MAX_HOLDERS)) return undefined;
  const afterTaking = (taken: readonly LotShare[]): Receipt =>
    withRecovered({ ...receipt, applied: receipt.applied - total(taken) }, holder, [
      ...(before?.taken ?? []),
      ...taken,
    ]);
  return {
    account: holder,
    passesOn: true,
    commands: [
      {
        type: 'recover',
        kind: 'payment_reversed',
        reference: referenceOf(receipt, holder),
        amount,
        of: payer.account,
        lots: own,
      },
    ],
    onward: {
      account: payer,
      passesOn: true,
      commands: ([out]): CommandOf<'restore'>[] => {
        const { applied } = afterTaking(out?.lots ?? []);
        const { worth, bonusGone } = assessed;
        const by = { own, bonusGone };
        return applied < worth ? [reinstatement(receipt, checkout, worth - applied, by)] : [];
      },
    },
    conclude: ([out], back) => {
      const after = posted(
        afterTaking(out?.lots ?? []),
        checkout,
        assessed,
        back.flatMap((entry) => entry ?? []),
        own,
      );
      return { outcome: after, writes: [receiptWrite(after, checkout)] };
    },
  };
};

const withRecovered = (
  { recovered: known = [], ...receipt }: Receipt,
  { account }: AccountRef,
  taken: LotShare[],
): Receipt => {
  const others = known.filter((one) => one.account !== account);
  const all = taken.length > 0 ? [...others, { account, taken }] : others;
  return { ...receipt, ...(all.length > 0 && { recovered: all }) };
};

/** Says nothing of the account that paid. */
const referenceOf = ({ provider, paymentId }: Receipt, holder: AccountRef): string =>
  operationId('rec', holder, 'recovery', `${provider} ${paymentId}`);
