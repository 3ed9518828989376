import type { DisputeRecord, Receipt, RefundRecord } from '../table/items/receipt.ts';

/**
 * The money of a payment that has left again or is on its way: refunds that have not failed, and what disputes took. A
 * refund that carries out a dispute is the dispute's own money and counts once.
 * @returns minor units of `currency`, in which alone money counts
 */
export const moneyGone = ({ refunds, disputes }: Receipt, currency: string): number => {
  // In an order that does not depend on which arrived first.
  const contested = Object.entries(disputes)
    .filter(([, { money }]) => money.currency === currency)
    .toSorted(([a, { beganAt: one = '' }], [b, { beganAt: other = '' }]) =>
      `${one} ${a}` < `${other} ${b}` ? -1 : 1,
    )
    .map(([, dispute]) => dispute);
  const back = Object.values(refunds).filter(
    ({ status, money }) => status !== 'failed' && money.currency === currency,
  );
  const byDispute = Map.groupBy(back, (refund) => disputeOf(refund, contested));
  return (
    sum(byDispute.get(undefined) ?? []) +
    contested.reduce((total, dispute) => total + takenBy(dispute, byDispute.get(dispute) ?? []), 0)
  );
};

const sum = (refunds: readonly RefundRecord[]): number =>
  refunds.reduce((total, { money }) => total + money.amount, 0);

/**
 * The dispute that a refund carries out: of those that may have, the last to begin before it. A provider may reverse a
 * payment before it says that there is a dispute.
 */
const disputeOf = (refund: RefundRecord, disputes: readonly DisputeRecord[]): DisputeRecord | undefined => {
  const possible = disputes.filter((dispute) => mayCarryOut(refund, dispute));
  return possible.findLast(({ beganAt = '' }) => beganAt <= refund.at) ?? possible[0];
};

const mayCarryOut = ({ cause, at }: RefundRecord, dispute: DisputeRecord): boolean => {
  const { beganAt = at, isByBank, status } = dispute;
  const isOver = status === 'won' && dispute.at < at;
  const isByRefund = !isByBank && beganAt < at;
  return !isOver && (cause === 'reversal' || isByRefund);
};

/**
 * What a dispute has taken, with the refunds that carried it out: the larger of the two sums, never both. Its movements
 * count where the provider names them, and otherwise its status.
 */
const takenBy = (
  { status, money: { amount }, transactions = {}, moved }: DisputeRecord,
  refunds: readonly RefundRecord[],
): number => {
  const refunded = sum(refunds);
  const movements = Object.values(transactions);
  if (movements.length > 0) {
    const lost = -movements.reduce((total, movement) => total + movement, 0);
    return refunded + Math.min(Math.max(0, lost), amount);
  }
  const taken = Math.max(0, Math.max(refunded, moved?.lost ?? 0) - (moved?.cameBack ?? 0));
  // What is only held until it is decided is no movement yet.
  if (status === 'open') return taken === 0 ? amount : taken;
  if (moved) return taken;
  switch (status) {
    case 'warning':
      return refunded;
    case 'lost':
      return Math.max(refunded, amount);
    case 'won':
      // The provider's own reversal came back; what the agency refunded did not.
      return sum(refunds.filter(({ cause }) => cause === 'refund'));
  }
};
