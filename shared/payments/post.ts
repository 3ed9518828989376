import type { Command } from '../ledger/command.ts';
import { takeOut } from '../ledger/lots.ts';
import type { Posting } from '../ledger/plan.ts';
import type { LotShare } from '../table/items/account.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Receipt } from '../table/items/receipt.ts';

/**
 * The commands that bring a receipt from what was applied to what it is worth. What a checkout bought is credited
 * whole, once; from then on credits are taken back and put back.
 */
export const commandsTowards = (worth: number, receipt: Receipt, checkout: Checkout): Command[] => {
  const { id: reference, credits, bonusCredits } = checkout;
  const commands: Command[] = [];
  let applied = receipt.applied;
  if (receipt.lots.length === 0) {
    commands.push({ type: 'credit', kind: 'checkout', reference, amount: credits, class: 'paid' });
    if (bonusCredits > 0) {
      commands.push({ type: 'credit', kind: 'bonus', reference, amount: bonusCredits, class: 'promo' });
    }
    applied = credits + bonusCredits;
  }
  if (worth < applied) {
    const amount = applied - worth;
    commands.push({
      type: 'reclaim',
      kind: 'payment_reversed',
      reference,
      amount,
      lots: receipt.lots,
      shortfall: 'debt',
    });
  }
  if (worth > applied) {
    const { taken: lots } = takeOut(receipt.taken, worth - applied);
    commands.push({ type: 'restore', kind: 'payment_reinstated', reference, lots });
  }
  return commands;
};

/** The receipt once its commands have been posted. */
export const posted = (receipt: Receipt, { entries }: Posting): Receipt => entries.reduce(withEntry, receipt);

const withEntry = (receipt: Receipt, entry: Entry): Receipt => {
  switch (entry.kind) {
    case 'checkout':
    case 'bonus':
      return {
        ...receipt,
        applied: receipt.applied + entry.amount,
        lots: [...receipt.lots, entry.number],
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
        taken: takeOut(receipt.taken, entry.amount).left,
      };
    default:
      return receipt;
  }
};

/** What had been spent already became a debt; put back, it comes as credits of the lot that it was spent from. */
const owed = ({ lots: [id] }: Receipt, { debt }: Entry): LotShare[] =>
  debt !== undefined && id !== undefined ? [{ id, class: 'paid', amount: debt }] : [];
