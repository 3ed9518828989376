import * as z from 'zod';
import type { BulkPayment, MadePayment } from '../bulk-payment.ts';
import { NO_REQUEST, type StripeAccount } from './account.ts';
import { pay } from './checkout.ts';
import { createSession } from './create-session.ts';

const created = z.object({ id: z.string() });

/** The page that nobody will come back to. */
const NOWHERE = 'http://127.0.0.1/';

export const payOneOfMany = (account: StripeAccount, payment: BulkPayment): MadePayment => {
  const { amount, currency, reference, metadata } = payment;
  const { id } = created.parse(
    createSession({
      account,
      id: '',
      cause: NO_REQUEST,
      parameters: {
        mode: 'payment',
        line_items: [
          {
            quantity: '1',
            price_data: { currency, unit_amount: String(amount), product_data: { name: 'Made in bulk' } },
          },
        ],
        success_url: NOWHERE,
        client_reference_id: reference,
        metadata,
        payment_intent_data: { metadata },
      },
    }),
  );
  const session = account.sessions.get(id);
  const paid = session && pay(account, session);
  return { reference, checkout: id, payment: paid?.payment_intent ?? '' };
};
