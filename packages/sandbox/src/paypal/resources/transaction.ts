import * as z from 'zod';
import { money } from '../money.ts';
import { reportTime } from '../times.ts';
import { kept, paidFor, present } from './common.ts';

/** https://developer.paypal.com/docs/transaction-search/transaction-event-codes/ */
export const EVENT_CODES = {
  payment: 'T0006',
  refund: 'T1107',
  reversal: 'T1106',
  hold: 'T1110',
  releasedHold: 'T1111',
  chargeback: 'T1201',
  reversedChargeback: 'T1202',
} as const;

/** What we keep of a line of the transaction report; the amount is negative when money leaves. */
export const transactionFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('transaction'),
  transaction: z.string(),
  code: z.enum(Object.values(EVENT_CODES)),
  /** Succeeded, pending, denied, or reversed as a whole. */
  status: z.enum(['S', 'P', 'D', 'V']),
  fee: z.int(),
  /** The transaction that this one undoes. */
  reference: z.string().nullable(),
});

export type TransactionFacts = z.infer<typeof transactionFacts>;

/** The report has these characters only in a `custom_field`: `auth0|5` comes as `auth05`. */
const reported = (text: string): string => text.replaceAll(/[^a-zA-Z0-9_'\-., ":;!?]/g, '');

/** https://developer.paypal.com/docs/api/transaction-search/v1/#transactions_get */
export const transaction = (facts: TransactionFacts, merchant: string) => ({
  paypal_account_id: merchant,
  transaction_id: facts.transaction,
  ...(facts.reference === null
    ? {}
    : { paypal_reference_id: facts.reference, paypal_reference_id_type: 'TXN' }),
  transaction_event_code: facts.code,
  transaction_initiation_date: reportTime(facts.created),
  transaction_updated_date: reportTime(facts.updated),
  transaction_amount: money(facts.amount, facts.currency),
  ...(facts.fee === 0 ? {} : { fee_amount: money(-facts.fee, facts.currency) }),
  transaction_status: facts.status,
  ...present({ invoice_id: facts.invoice_id, custom_field: facts.custom_id && reported(facts.custom_id) }),
  protection_eligibility: '01',
});
