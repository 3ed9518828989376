import * as z from 'zod';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { askProviderWith } from '../../shared/payments/ask-provider.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { credentialsUnder } from '../../shared/payments/credentials.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { queueHandler } from '../../shared/queue/queue-worker.ts';
import { captureOrderIn } from './capture-order.ts';
import { settlePayment } from './settle-payment.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();
const takeFact = takeFactsInto(ledger);
const askProvider = askProviderWith(credentialsUnder(SECRETS_PREFIX), ledger.now);
const captureOrder = captureOrderIn(ledger.table, completeCheckoutWith(askProvider, takeFact));

export const handler = queueHandler(settlePayment(takeFact, captureOrder));
