import { disputeStatus } from '../table/items/payment-status.ts';
import type { DisputeRecord } from '../table/items/receipt.ts';

/**
 * Joins two statements of one dispute. The newer statement counts, except for single movements of money, which are all
 * kept: commutative, associative and idempotent.
 */
export const joinDispute = (known: DisputeRecord | undefined, next: DisputeRecord): DisputeRecord => {
  const { status, money, at, moved } = known && compare(known, next) >= 0 ? known : next;
  const transactions = union(known?.transactions, next.transactions);
  // Who does not know when a dispute began says a time that is too early.
  const beganAt = [known?.beganAt ?? [], next.beganAt ?? []].flat().toSorted().at(-1);
  return {
    status,
    money,
    at,
    ...(moved && { moved }),
    ...(transactions && { transactions }),
    ...(beganAt !== undefined && { beganAt }),
    ...((known?.isByBank ?? next.isByBank) && { isByBank: true }),
  };
};

/**
 * Orders two statements; the last one counts. At the same time, the one with more money movements is last; then the one with
 * the later status; then the smaller amount. Only equal statements compare as 0.
 */
const compare = (a: DisputeRecord, b: DisputeRecord): number =>
  byText(a.at, b.at) ||
  volume(a) - volume(b) ||
  disputeStatus.options.indexOf(a.status) - disputeStatus.options.indexOf(b.status) ||
  b.money.amount - a.money.amount ||
  byText(b.money.currency, a.money.currency) ||
  (a.moved?.cameBack ?? 0) - (b.moved?.cameBack ?? 0);

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const volume = ({ moved }: DisputeRecord): number => (moved ? moved.lost + moved.cameBack : -1);

/** If a movement is ever reported with two amounts, the smaller one counts. */
const union = (
  a: DisputeRecord['transactions'],
  b: DisputeRecord['transactions'],
): DisputeRecord['transactions'] => {
  if (!a || !b) return a ?? b;
  const all = [...Object.entries(a), ...Object.entries(b)].toSorted(([, one], [, other]) => other - one);
  return Object.fromEntries(all);
};
