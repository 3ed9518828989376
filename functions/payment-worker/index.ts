import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/kernel/env.ts';
import { log } from '../../shared/kernel/log.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { askProviderWith } from '../../shared/payments/ask-provider.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { credentialsUnder } from '../../shared/payments/credentials.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { captureOrderIn } from './capture-order.ts';
import { settlePayment } from './settle-payment.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();
const takeFact = takeFactsInto(ledger);
const askProvider = askProviderWith(credentialsUnder(SECRETS_PREFIX), ledger.now);
const captureOrder = captureOrderIn(ledger.table, completeCheckoutWith(askProvider, takeFact));
const settle = settlePayment(takeFact, captureOrder);

const settleLogged = async (record: SQSRecord, context: Context): Promise<void> => {
  try {
    await settle(record, () => context.getRemainingTimeInMillis());
  } catch (error) {
    const { messageId, attributes } = record;
    log.error('message failed', { message: messageId, receives: attributes.ApproximateReceiveCount, error });
    throw error;
  }
};

/**
 * A batch of the payment queue, one message after the other: the facts of one payment often come together, and would
 * only stand in each other's way. What fails comes again by itself; the others are done.
 */
export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
  async (event, context) =>
    await processPartialResponse(event, settleLogged, new BatchProcessor(EventType.SQS), {
      context,
      processInParallel: false,
      throwOnFullBatchFailure: false,
    }),
);
