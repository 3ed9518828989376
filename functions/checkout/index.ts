import * as z from 'zod';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { credentialsUnder } from '../../shared/payments/credentials.ts';
import { openSessionWith } from '../../shared/payments/open-session.ts';
import { createCheckout } from './create-checkout.ts';
import { getCheckout } from './get-checkout.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();

export const handler = apiHandler(checkoutRoutes, {
  createCheckout: createCheckout(ledger, openSessionWith(credentialsUnder(SECRETS_PREFIX))),
  getCheckout: getCheckout(ledger),
});
