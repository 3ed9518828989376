import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { settlePayment } from './settle-payment.ts';

const settle = settlePayment(openLedger());

const settleLogged = async (record: SQSRecord): Promise<void> => {
  try {
    await settle(record);
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
