import * as z from 'zod';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { askProviderWith } from '../../shared/payments/ask-provider.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { credentialsUnder } from '../../shared/payments/credentials.ts';
import { openSessionWith } from '../../shared/payments/open-session.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { completeCheckout } from './complete-checkout.ts';
import { createCheckout } from './create-checkout.ts';
import { getCheckout } from './get-checkout.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();
const credentials = credentialsUnder(SECRETS_PREFIX);
const complete = completeCheckoutWith(askProviderWith(credentials, ledger.now), takeFactsInto(ledger));

export const handler = apiHandler(checkoutRoutes, {
  createCheckout: createCheckout(ledger, openSessionWith(credentials)),
  getCheckout: getCheckout(ledger),
  completeCheckout: completeCheckout(ledger, complete),
});
