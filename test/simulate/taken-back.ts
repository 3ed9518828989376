import type { Entry } from '../../shared/table/items/entry.ts';
import { isForAnything } from './purposes.ts';
import { alsoGone, inTurn, type Lots, type Share } from './merging-of-lots.ts';
import { amountOf, firstOf, without } from './shares.ts';

/** A payment as its account's entries tell of it: what it brought, and what was taken back of it and has not returned. */
type Payment = {
  sold: number;
  bonus: number;
  lots: number[];
  /** In the order in which it was taken. What became a debt stands as credits of the payment's first lot. */
  taken: Share[];
  /** Of this, what the payment's own lots did not cover. */
  short: number;
};

const isPromo = ({ class: of }: Share): boolean => of === 'promo';
const isSold = (share: Share): boolean => !isPromo(share);

/** @param gone where lots went that are no more */
export const paymentIn = (earlier: readonly Entry[], reference: string, gone: Lots['gone']): Payment => {
  const payment: Payment = { sold: 0, bonus: 0, lots: [], taken: [], short: 0 };
  for (const entry of earlier.filter((one) => one.reference === reference)) {
    const { kind, number, amount, lots, debt = 0 } = entry;
    if (kind === 'checkout' || kind === 'bonus') {
      payment.lots.push(number);
      payment[kind === 'bonus' ? 'bonus' : 'sold'] += amount;
    }
    if (kind === 'payment_reinstated') {
      payment.taken = without(payment.taken, returning(payment, amount, gone));
      payment.short = Math.max(0, payment.short - amount);
    }
    if (kind !== 'payment_reversed') continue;
    const isOwn = ownOf(payment, gone);
    payment.short += debt + amountOf(lots.filter((share) => !isOwn(share)));
    const owed: Share = { id: payment.lots[0] ?? 0, class: 'paid', amount: debt };
    payment.taken = [...payment.taken, ...lots, ...(debt > 0 ? [owed] : [])];
  }
  return payment;
};

const ownOf = ({ lots }: Payment, gone: Lots['gone']): ((share: Share) => boolean) => {
  const own = new Set(lots.flatMap((id) => alsoGone(id, gone)));
  return ({ id }) => own.has(id);
};

/** How much of the bonus is gone with so many credits: its part of them, which comes out whole here. */
const bonusGoneWith = ({ sold, bonus }: Payment, credits: number): number =>
  Math.round((bonus * credits) / (sold + bonus));

/** What is taken of an account for a payment: its bonus in proportion, what it sold, and then other paid credits, free ones before held ones. */
export const takenFor = (
  payment: Payment,
  amount: number,
  { lots, gone, held }: Lots & { held: readonly Share[] },
): Share[] => {
  const isOwn = ownOf(payment, gone);
  const all = inTurn(lots);
  const sold = all.filter((share) => isOwn(share) && isSold(share));
  const due = bonusGoneWith(payment, amountOf(payment.taken) + amount);
  const wanted = Math.max(due - amountOf(payment.taken.filter(isPromo)), amount - amountOf(sold));
  const bonus = firstOf(
    all.filter((share) => isOwn(share) && isPromo(share)),
    Math.min(amount, wanted),
  );
  const isOther = (share: Share): boolean => !isOwn(share) && isSold(share) && isForAnything(share);
  // What is held comes last, in the order in which it was set aside.
  const next = [...sold, ...all.filter(isOther), ...held.filter(isOwn), ...held.filter(isOther)];
  return [...bonus, ...firstOf(next, amount - amountOf(bonus))];
};

/**
 * What comes back of a payment: before its own credits what stood in for them, the last first. Of its own, as much of the
 * bonus as is not gone any more comes first.
 */
export const returning = (payment: Payment, amount: number, gone: Lots['gone']): Share[] => {
  const { taken, short } = payment;
  const isOwn = ownOf(payment, gone);
  const own = taken.filter(isOwn);
  const others = taken.filter((share) => !isOwn(share));
  const debts = firstOf(own.toReversed(), Math.min(amount, short, Math.max(0, short - amountOf(others))));
  const standIns = firstOf(others.toReversed(), Math.min(amount, short) - amountOf(debts));
  const left = amount - amountOf(debts) - amountOf(standIns);
  const ownLeft = without(own.toReversed(), debts).toReversed();
  const promo = ownLeft.filter(isPromo);
  const due = bonusGoneWith(payment, amountOf(taken) - amount);
  const bonus = firstOf(promo, Math.min(left, amountOf(promo) - due));
  const rest = [
    ...ownLeft.filter(isSold),
    ...without(promo, bonus),
    ...without(others.toReversed(), standIns).toReversed(),
  ];
  return [...debts, ...standIns, ...bonus, ...firstOf(rest, left - amountOf(bonus))];
};
