import { paymentStatus, type Provider } from '../kernel/payment.ts';
import type { PaymentFact } from '../messages/payment.ts';
import type { Receipt } from '../table/items/receipt.ts';

/** A fact about a payment, which its receipt takes up. */
export type ReceiptFact = Extract<PaymentFact, { type: 'payment' }>;

export const newReceipt = (agency: string, provider: Provider, paymentId: string): Receipt => ({
  agency,
  provider,
  paymentId,
  version: 0,
  applied: 0,
  lots: [],
  taken: [],
});

/**
 * Takes a fact up into a receipt. Commutative, associative and idempotent: whatever the order and the repetitions,
 * the same facts join to the same receipt.
 */
export const join = (receipt: Receipt, fact: ReceiptFact): Receipt => {
  const { status, money, at, checkoutId, account } = fact;
  return {
    ...receipt,
    ...(checkoutId !== undefined && { checkoutId }),
    ...(account !== undefined && { account }),
    payment: further(receipt.payment, { status, money, at }),
  };
};

type Payment = NonNullable<Receipt['payment']>;

/** The statement that goes further; of two that go as far, the earlier one, which every order finds. */
const further = (known: Payment | undefined, said: Payment): Payment => {
  if (known === undefined) return said;
  const ahead = rank(said) - rank(known);
  if (ahead !== 0) return ahead > 0 ? said : known;
  return sortable(said) < sortable(known) ? said : known;
};

const rank = ({ status }: Payment): number => paymentStatus.options.indexOf(status);

const sortable = ({ at, money }: Payment): string => JSON.stringify([at, money.currency, money.amount]);
