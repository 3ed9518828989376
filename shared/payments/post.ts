import type { CommandOf } from '../ledger/command.ts';
import { draw, total } from '../ledger/lots.ts';
import { creditsSold } from '../store/offer.ts';
import { priceOfEach, type LotShare } from '../table/items/lot.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Receipt } from '../table/items/receipt.ts';
import type { Assessment } from './assess.ts';

/** The commands of a settlement. */
export type PostedBy = 'credit' | 'restore' | 'reclaim';

/** The payment's own lots, by the ids under which the account that paid has them. */
type OwnLots = ReadonlySet<number>;

type Drawn = ReturnType<typeof draw>;

/** What becomes of credits that are to be taken back and were spent already. */
export type Shortfall = CommandOf<'reclaim'>['shortfall'];

/**
 * The commands that bring a receipt from what was applied to what it is worth, on the account that paid: what others are
 * due is left for them. What a checkout bought is credited whole, once; from then on credits are taken back and put back.
 * @param own the payment's own lots, and what the account has of them, held credits included
 */
export const commandsTowards = (
  { worth, bonusGone }: Assessment,
  receipt: Receipt,
  checkout: Checkout,
  shortfall: Shortfall,
  { lots: own, atRest }: { lots: OwnLots; atRest: number },
): CommandOf<PostedBy>[] => {
  const credited = receipt.lots.length > 0;
  if (!credited && worth === 0) return [];
  const commands: CommandOf<PostedBy>[] = credited ? [] : creditsSold('checkout', checkout);
  const applied = credited ? receipt.applied : checkout.credits + checkout.bonusCredits;
  const { id: reference, label } = checkout;
  const target = worth - dueToHolders(receipt, worth - applied, atRest);
  const back = target - applied;
  if (back > 0) commands.push(reinstatement(receipt, checkout, back, { own, bonusGone }));
  const amount = applied - receipt.givenUp - target;
  if (amount > 0) {
    const lots = credited ? receipt.lots : 'just_brought_in';
    const reversal = { type: 'reclaim', kind: 'payment_reversed', reference, label } as const;
    const bonus = Math.max(0, bonusGone - total(receipt.taken.filter(isBonus)));
    commands.push({ ...reversal, amount, bonus, lots, shortfall });
  }
  return commands;
};

/** Puts back as many credits of what was taken from the account that paid. */
export const reinstatement = (
  receipt: Receipt,
  { id: reference, label }: Checkout,
  amount: number,
  by: Returning,
): CommandOf<'restore'> => ({
  type: 'restore',
  kind: 'payment_reinstated',
  reference,
  label,
  lots: returning(receipt, amount, by).taken,
});

/** What decides which credits return. */
export type Returning = { own: OwnLots } & Pick<Assessment, 'bonusGone'>;

/** What was taken of a bonus: other promo credits are not taken back. */
const isBonus = ({ class: lotClass }: LotShare): boolean => lotClass === 'promo';

/**
 * Of what was taken, what returns: first what became a debt, then other credits, and only then the payment's own lots, of
 * which the bonus ends with as much gone as its part of the money.
 */
const returning = (
  receipt: Receipt,
  amount: number,
  { own, bonusGone }: Returning,
): Pick<Drawn, 'taken' | 'left'> => {
  const ofOwn = receipt.taken.filter(({ id }) => isOwnLot(receipt, id, own));
  const ofOthers = receipt.taken.filter((share) => !ofOwn.includes(share));
  const uncovered = Math.min(amount, receipt.short ?? 0);
  const debts = Math.max(0, (receipt.short ?? 0) - total(ofOthers));
  // A debt came last, after the credits that there were.
  const owedFirst = draw(ofOwn.toReversed(), Math.min(uncovered, debts));
  const others = draw(ofOthers.toReversed(), uncovered - total(owedFirst.taken));
  const ownLeft = owedFirst.left.toReversed();
  const overdrawn = Math.max(0, total(ownLeft.filter(isBonus)) - bonusGone);
  const bonus = draw(ownLeft, Math.min(overdrawn, amount - uncovered), isBonus);
  const sold = draw(bonus.left, amount - uncovered - total(bonus.taken), (share) => !isBonus(share));
  const rest = draw([...sold.left, ...others.left.toReversed()], sold.missing);
  const parts = [owedFirst, others, bonus, sold, rest];
  return { taken: parts.flatMap(({ taken }) => taken), left: rest.left };
};

const isOwnLot = ({ lots }: Receipt, id: number, own: OwnLots): boolean => own.has(id) || lots.includes(id);

/**
 * Credits of the payment that others must give: what was taken back beyond all that the payment's own lots held when it
 * was, wherever these credits are now. It depends on the facts, and not on the order in which they came.
 * @param atRest what the account that paid has of the payment's own lots, held ones included
 */
export const recoverable = ({ short = 0, givenUp }: Receipt, atRest: number): number =>
  Math.max(0, short + givenUp - atRest);

/** Of what others gave, what they get back of a payment that is worth `more` than was applied. */
const dueToHolders = ({ short = 0, recovered = [] }: Receipt, more: number, atRest: number): number => {
  const given = total(recovered.flatMap(({ taken }) => taken));
  return Math.min(given, Math.max(0, more + atRest - short));
};

/**
 * The receipt once entries of the account that paid have been posted: what it applies beyond its worth is given up.
 */
export const posted = (
  receipt: Receipt,
  checkout: Checkout,
  { worth, bonusGone }: Assessment,
  entries: readonly Entry[],
  own: OwnLots,
): Receipt => {
  const after = entries.reduce(
    (before, entry) => withEntry(before, checkout, entry, { own, bonusGone }),
    receipt,
  );
  return { ...after, givenUp: Math.max(0, after.applied - worth) };
};

/** The receipt with as many credits short. */
const withShort = ({ short: _, ...receipt }: Receipt, short: number): Receipt => ({
  ...receipt,
  ...(short > 0 && { short }),
});

const withEntry = (receipt: Receipt, checkout: Checkout, entry: Entry, by: Returning): Receipt => {
  switch (entry.kind) {
    case 'checkout':
    case 'bonus':
      return {
        ...receipt,
        applied: receipt.applied + entry.amount,
        lots: [...receipt.lots, entry.number],
        creditedAt: receipt.creditedAt ?? entry.at,
      };
    case 'payment_reversed':
      return withShort(
        {
          ...receipt,
          applied: receipt.applied - entry.amount,
          taken: [...receipt.taken, ...entry.lots, ...owed(receipt, checkout, entry)],
        },
        (receipt.short ?? 0) + uncovered(receipt, entry, by.own),
      );
    case 'payment_reinstated':
      return withShort(
        {
          ...receipt,
          applied: receipt.applied + entry.amount,
          taken: returning(receipt, entry.amount, by).left,
        },
        Math.max(0, (receipt.short ?? 0) - entry.amount),
      );
    // No command of a settlement makes one of these.
    case 'redemption':
    case 'request':
    case 'spend':
    case 'capture':
    case 'usage':
    case 'purchase':
    case 'purchase_refund':
    case 'service':
    case 'service_refund':
    case 'spend_refund':
    case 'invoice':
    case 'transfer':
    case 'gift':
    case 'merge':
    case 'adjustment':
    case 'allowance':
    case 'expiry':
    case 'expiry_extension':
      return receipt;
  }
};

/** Of what an entry took back, what the payment's own lots did not cover. */
const uncovered = (receipt: Receipt, { lots, debt = 0 }: Entry, own: OwnLots): number =>
  debt + total(lots.filter(({ id }) => !isOwnLot(receipt, id, own)));

/** What had been spent already became a debt; put back, it comes as credits of the lot that it was spent from. */
const owed = ({ lots }: Receipt, { price, credits }: Checkout, { debt: amount }: Entry): LotShare[] =>
  amount === undefined
    ? []
    : lots.slice(0, 1).map((id) => ({ id, class: 'paid', amount, price: priceOfEach(price, credits) }));
