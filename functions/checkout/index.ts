import * as z from 'zod';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { connectWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { checkoutHandlers } from './checkouts.ts';

const { SECRETS_PREFIX, PAGES } = readEnv(
  z.object({
    SECRETS_PREFIX: z.string().min(1),
    PAGES: z.string().transform((list) => list.split(',')),
  }),
);
const ledger = openLedger();
const connect = connectWith(providers, secretsUnder(SECRETS_PREFIX));
const complete = completeCheckoutWith(connect, takeFactsInto(ledger), ledger.now);

export const handler = apiHandler(
  checkoutRoutes,
  checkoutHandlers({ ledger, connect, pages: PAGES, complete }),
);
