import type { PaypalAccount } from './account.ts';
import type { CaptureFacts } from './resources/capture.ts';
import { EVENT_CODES, type TransactionFacts } from './resources/transaction.ts';
import { nowInSeconds } from '../clock.ts';

/** The report has lines that are named as captures and refunds are; what we keep must differ in its id. */
const lineId = (transaction: string): string => `transaction ${transaction}`;

/** @returns the line of the report with this transaction id */
export const findTransaction = (account: PaypalAccount, transaction: string): TransactionFacts | undefined =>
  account.transactions.get(lineId(transaction));

type Booking = {
  transaction: string;
  kind: keyof typeof EVENT_CODES;
  /** Negative when money leaves. */
  amount: number;
  fee?: number;
  status?: TransactionFacts['status'];
};

/** Writes a line of the report, about a capture or about what became of it. */
export const book = (account: PaypalAccount, capture: CaptureFacts, booking: Booking): void => {
  const { transaction, kind, amount, fee = 0, status = 'S' } = booking;
  const now = nowInSeconds();
  account.transactions.put({
    id: lineId(transaction),
    object: 'transaction',
    created: now,
    updated: now,
    transaction,
    code: EVENT_CODES[kind],
    status,
    amount,
    fee,
    currency: capture.currency,
    reference: kind === 'payment' ? null : capture.id,
    custom_id: capture.custom_id,
    invoice_id: capture.invoice_id,
  });
};

/** Changes the status of a line that is there, such as that of a payment whose money went back. */
export const rebook = (
  account: PaypalAccount,
  transaction: string,
  changes: Partial<Pick<TransactionFacts, 'status' | 'fee'>>,
): void => {
  const found = findTransaction(account, transaction);
  if (found !== undefined) account.transactions.put({ ...found, ...changes, updated: nowInSeconds() });
};
