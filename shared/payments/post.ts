import type { CommandOf } from '../ledger/command.ts';
import { draw } from '../ledger/lots.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Receipt } from '../table/items/receipt.ts';

/** The commands of a settlement. */
export type PostedBy = 'credit' | 'restore' | 'reclaim';

/** What becomes of credits that are to be taken back and were spent already. */
export type Shortfall = CommandOf<'reclaim'>['shortfall'];

/**
 * The commands that bring a receipt from what was applied to what it is worth. What a checkout bought is credited
 * whole, once; from then on credits are taken back and put back.
 */
export const commandsTowards = (
  worth: number,
  receipt: Receipt,
  checkout: Checkout,
  shortfall: Shortfall,
): CommandOf<PostedBy>[] => {
  const credited = receipt.lots.length > 0;
  if (!credited && worth === 0) return [];
  const commands: CommandOf<PostedBy>[] = credited ? [] : purchase(checkout);
  const applied = credited ? receipt.applied : checkout.credits + checkout.bonusCredits;
  const { id: reference, label } = checkout;
  if (worth > applied) {
    const { taken: lots } = draw(receipt.taken, worth - applied);
    commands.push({ type: 'restore', kind: 'payment_reinstated', reference, label, lots });
  }
  const amount = applied - receipt.givenUp - worth;
  if (amount > 0) {
    const lots = credited ? receipt.lots : 'just_brought_in';
    commands.push({ type: 'reclaim', kind: 'payment_reversed', reference, label, amount, lots, shortfall });
  }
  return commands;
};

const purchase = ({ id: reference, label, credits, bonusCredits }: Checkout): CommandOf<'credit'>[] => [
  { type: 'credit', kind: 'checkout', reference, label, amount: credits, class: 'paid' },
  ...(bonusCredits > 0
    ? [{ type: 'credit', kind: 'bonus', reference, label, amount: bonusCredits, class: 'promo' } as const]
    : []),
];

/** The receipt once its entries have been posted: what it applies beyond its worth is given up. */
export const posted = (receipt: Receipt, worth: number, entries: readonly Entry[]): Receipt => {
  const after = entries.reduce(withEntry, receipt);
  return { ...after, givenUp: Math.max(0, after.applied - worth) };
};

const withEntry = (receipt: Receipt, entry: Entry): Receipt => {
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
      return {
        ...receipt,
        applied: receipt.applied - entry.amount,
        taken: [...receipt.taken, ...entry.lots, ...owed(receipt, entry)],
      };
    case 'payment_reinstated':
      return {
        ...receipt,
        applied: receipt.applied + entry.amount,
        taken: draw(receipt.taken, entry.amount).left,
      };
    // No command of a settlement makes one of these.
    case 'redemption':
    case 'request':
    case 'spend':
    case 'capture':
    case 'purchase':
    case 'purchase_refund':
    case 'service':
    case 'service_refund':
    case 'spend_refund':
    case 'invoice':
    case 'transfer':
    case 'adjustment':
    case 'expiry':
    case 'expiry_extension':
      return receipt;
  }
};

/** What had been spent already became a debt; put back, it comes as credits of the lot that it was spent from. */
const owed = ({ lots }: Receipt, { debt }: Entry): LotShare[] =>
  debt === undefined ? [] : lots.slice(0, 1).map((id) => ({ id, class: 'paid', amount: debt }));
