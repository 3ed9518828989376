import { checkoutHandlers } from '../../functions/checkout/checkouts.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import type { Connection } from '../../shared/payments/provider.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';

/** A provider that opens every session, the same one for the same checkout, and remembers what it was asked. */
export const willingProvider = () => {
  const asked: Checkout[] = [];
  const open: Connection['open'] = async (checkout) => {
    asked.push(checkout);
    return ok({ id: `cs_${checkout.id}`, url: `https://pay.example/${checkout.id}` });
  };
  return { asked, open };
};

/** The checkout Lambda on a ledger and a provider of the test's choice. */
export const checkoutHandler = (ledger: Ledger, connect: Connect) =>
  apiHandler(
    checkoutRoutes,
    checkoutHandlers({
      ledger,
      connect,
      pages: ['https://credits.example'],
      complete: completeCheckoutWith(connect, takeFactsInto(ledger), ledger.now),
    }),
  );
