import * as z from 'zod';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { connectWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { queueHandler } from '../../shared/queue/queue-worker.ts';
import { captureOrderIn } from './capture-order.ts';
import { settlePayment } from './settle-payment.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();
const takeFact = takeFactsInto(ledger);
const connect = connectWith(providers, secretsUnder(SECRETS_PREFIX));
const captureOrder = captureOrderIn(ledger.table, completeCheckoutWith(connect, takeFact, ledger.now));

export const handler = queueHandler(settlePayment(takeFact, captureOrder, connect));
