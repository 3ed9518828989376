import { completeCheckout } from '../../functions/checkout/complete-checkout.ts';
import { createCheckout } from '../../functions/checkout/create-checkout.ts';
import { getCheckout } from '../../functions/checkout/get-checkout.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AskProvider } from '../../shared/payments/ask-provider.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import type { OpenSession } from '../../shared/payments/open-session.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';

/** A provider that opens every session, the same one for the same checkout, and remembers what it was asked. */
export const willingProvider = () => {
  const asked: Checkout[] = [];
  const openSession: OpenSession = async (checkout) => {
    asked.push(checkout);
    return ok({ id: `cs_${checkout.id}`, url: `https://pay.example/${checkout.id}` });
  };
  return { asked, openSession };
};

/** A provider where nothing has happened yet. */
const silentProvider: AskProvider = async () => ok([]);

/** The checkout Lambda on a ledger and a provider of the test's choice. */
export const checkoutHandler = (
  ledger: Ledger,
  openSession: OpenSession,
  askProvider: AskProvider = silentProvider,
) =>
  apiHandler(checkoutRoutes, {
    createCheckout: createCheckout(ledger, openSession),
    getCheckout: getCheckout(ledger),
    completeCheckout: completeCheckout(ledger, completeCheckoutWith(askProvider, takeFactsInto(ledger))),
  });
