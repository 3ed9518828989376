import type { AgencyId } from '../kernel/ids.ts';
import type { Money } from '../kernel/amount.ts';
import { paymentStatus, refundStatus, type Provider } from '../table/items/payment-status.ts';
import type { Receipt, RefundRecord } from '../table/items/receipt.ts';
import { joinDispute } from './join-dispute.ts';
import type { PaymentFact } from './message.ts';

/** A fact about a payment, which its receipt takes up. */
export type ReceiptFact = Extract<PaymentFact, { paymentId: string }>;

export const newReceipt = (agency: AgencyId, provider: Provider, paymentId: string): Receipt => ({
  agency,
  provider,
  paymentId,
  version: 0,
  refunds: {},
  disputes: {},
  applied: 0,
  givenUp: 0,
  lots: [],
  taken: [],
});

/**
 * Takes a fact up into a receipt. Commutative, associative and idempotent: whatever the order and the repetitions,
 * the same facts join to the same receipt.
 */
export const join = (receipt: Receipt, fact: ReceiptFact): Receipt => {
  switch (fact.type) {
    case 'payment': {
      const { checkoutId, account } = fact;
      // Once credited, a payment stays where it was credited: another word would take credits from a stranger.
      const isCredited = receipt.lots.length > 0;
      return {
        ...receipt,
        ...(!isCredited && checkoutId !== undefined && { checkoutId }),
        ...(!isCredited && account !== undefined && { account }),
        payment: further(paymentStatus.options, receipt.payment, statementOf(fact)),
      };
    }
    case 'refund': {
      const known = receipt.refunds[fact.refundId];
      return { ...receipt, refunds: { ...receipt.refunds, [fact.refundId]: joinRefund(known, fact) } };
    }
    case 'dispute': {
      const known = receipt.disputes[fact.disputeId];
      return { ...receipt, disputes: { ...receipt.disputes, [fact.disputeId]: joinDispute(known, fact) } };
    }
  }
};

/** Whether one of several statements calls it a reversal, and when it first was made, decides whose money it was. */
const joinRefund = (
  known: RefundRecord | undefined,
  fact: Extract<ReceiptFact, { type: 'refund' }>,
): RefundRecord => {
  const { cause, at } = fact;
  return {
    ...further(refundStatus.options, known, statementOf(fact)),
    at: known && known.at < at ? known.at : at,
    cause: known?.cause === 'reversal' ? 'reversal' : cause,
  };
};

type Statement<Status> = { status: Status; money: Money; at: string };

const statementOf = <Status>({ status, money, at }: Statement<Status>): Statement<Status> => ({
  status,
  money,
  at,
});

/**
 * The statement with the further status. Of two with the same status and money, the one that arrived first; of two that
 * contradict each other, the one with less money, so that every order ends the same.
 */
const further = <Status>(
  order: readonly Status[],
  known: Statement<Status> | undefined,
  next: Statement<Status>,
): Statement<Status> => {
  if (known === undefined) return next;
  const ahead = order.indexOf(next.status) - order.indexOf(known.status);
  if (ahead !== 0) return ahead > 0 ? next : known;
  return comesFirst(next.money, known.money) ? next : known;
};

/** Of two amounts that contradict each other, whether the first one counts. */
export const comesFirst = (a: Money, b: Money): boolean =>
  a.currency === b.currency ? a.amount < b.amount : a.currency < b.currency;
