import type { PaypalAccount } from './account.ts';
import { paypalId } from './ids.ts';
import { giveBack, leftOf } from './refunds.ts';
import {
  type DisputedPayment,
  type DisputeFacts,
  type Movement,
  paymentsIn,
} from './resources/dispute-facts.ts';
import { nowInSeconds } from '../clock.ts';
import { book } from './transactions.ts';

/** Divides an amount between the payments of a dispute by their shares; the first gets what can't be divided. */
const divide = (dispute: DisputeFacts, amount: number): [DisputedPayment, number][] => {
  const [first, ...others] = paymentsIn(dispute);
  const parts = others.map((payment): [DisputedPayment, number] => [
    payment,
    Math.floor((amount * payment.share) / dispute.amount),
  ]);
  return [[first, parts.reduce((left, [, part]) => left - part, amount)], ...parts];
};

const SIGNS = { hold: -1, releasedHold: 1, chargeback: -1, reversedChargeback: 1 } as const;

/** Writes a line of the report for each payment whose money moves. */
const bookShares = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  kind: keyof typeof SIGNS,
  amount: number,
): void => {
  for (const [{ capture: id }, part] of divide(dispute, amount)) {
    const capture = account.captures.get(id);
    if (capture !== undefined && part > 0) {
      book(account, capture, { transaction: paypalId(), kind, amount: SIGNS[kind] * part });
    }
  }
};

/** Adds what a party got or lost by a dispute to what PayPal says of it. */
export const withMovement = (
  dispute: DisputeFacts,
  party: Movement['party'],
  type: Movement['type'],
  amount: number,
  reason: Movement['reason'] = 'DISPUTE_SETTLEMENT',
): DisputeFacts =>
  amount === 0
    ? dispute
    : {
        ...dispute,
        movements: [...dispute.movements, { party, type, amount, at: nowInSeconds(), reason }],
      };

/** PayPal keeps the disputed money from the seller while it looks into a dispute of its own. */
export const hold = (account: PaypalAccount, dispute: DisputeFacts): DisputeFacts => {
  bookShares(account, dispute, 'hold', dispute.amount);
  return { ...dispute, held: dispute.amount };
};

export const release = (account: PaypalAccount, dispute: DisputeFacts): DisputeFacts => {
  bookShares(account, dispute, 'releasedHold', dispute.held);
  return { ...dispute, held: 0 };
};

/** A bank charges a card back: it takes so much of the seller's money by itself. */
export const chargeBack = (account: PaypalAccount, dispute: DisputeFacts, amount: number): DisputeFacts => {
  bookShares(account, dispute, 'chargeback', amount);
  return withMovement({ ...dispute, taken: dispute.taken + amount }, 'SELLER', 'DEBIT', amount);
};

/** So much of what the seller has lost comes back. */
export const reimburse = (account: PaypalAccount, dispute: DisputeFacts, amount: number): DisputeFacts => {
  bookShares(account, dispute, 'reversedChargeback', amount);
  return withMovement({ ...dispute, taken: dispute.taken - amount }, 'SELLER', 'CREDIT', amount);
};

/**
 * Money goes back to the buyer by a refund or a reversal of each payment, which PayPal reports in events of their own:
 * they and the dispute are about the same money. What went back before can't do so again.
 */
export const carryOut = (
  account: PaypalAccount,
  dispute: DisputeFacts,
  cause: 'refund' | 'reversal',
  amount: number,
): DisputeFacts => {
  let given = 0;
  for (const [{ capture: id }, part] of divide(dispute, amount)) {
    const capture = account.captures.get(id);
    const possible = capture === undefined ? 0 : Math.min(part, leftOf(capture));
    if (capture !== undefined && possible > 0) {
      const note = cause === 'refund' ? 'Claim accepted' : 'Payment reversed';
      giveBack(account, capture, { amount: possible, cause, note });
      given += possible;
    }
  }
  return { ...dispute, taken: dispute.taken + given };
};
