import type { Stripe } from 'stripe';
import * as z from 'zod';
import { kept } from './common.ts';

/** What we keep of a balance transaction; amounts in minor units, negative when money leaves. */
export const balanceTransactionFacts = z.object({
  ...kept,
  object: z.literal('balance_transaction'),
  type: z.enum(['charge', 'payment', 'refund', 'payment_refund', 'refund_failure', 'adjustment']),
  reporting_category: z.enum(['charge', 'refund', 'refund_failure', 'dispute', 'dispute_reversal']),
  amount: z.int(),
  fee: z.int(),
  currency: z.string(),
  source: z.string(),
  description: z.string().nullable(),
});

export type BalanceTransactionFacts = z.infer<typeof balanceTransactionFacts>;

const SETTLEMENT_DELAY_S = 2 * 24 * 60 * 60;

export const balanceTransaction = (facts: BalanceTransactionFacts): Stripe.BalanceTransaction => ({
  id: facts.id,
  object: 'balance_transaction',
  amount: facts.amount,
  available_on: facts.created + SETTLEMENT_DELAY_S,
  balance_type: 'payments',
  created: facts.created,
  currency: facts.currency,
  description: facts.description,
  exchange_rate: null,
  fee: facts.fee,
  fee_details:
    facts.fee === 0
      ? []
      : [
          {
            amount: facts.fee,
            application: null,
            currency: facts.currency,
            description: facts.reporting_category === 'charge' ? 'Processing fee' : 'Dispute fee',
            type: 'stripe_fee',
          },
        ],
  net: facts.amount - facts.fee,
  reporting_category: facts.reporting_category,
  source: facts.source,
  status: Date.now() / 1000 < facts.created + SETTLEMENT_DELAY_S ? 'pending' : 'available',
  type: facts.type,
});
