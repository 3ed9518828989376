import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../../shared/kernel/log.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { decideIn } from './decide.ts';

const decide = decideIn(openLedger());

const decideLogged = async (record: SQSRecord, context: Context): Promise<void> => {
  try {
    await decide(record, () => context.getRemainingTimeInMillis());
  } catch (error) {
    const { messageId, attributes } = record;
    log.error('message failed', { message: messageId, receives: attributes.ApproximateReceiveCount, error });
    throw error;
  }
};

/**
 * A batch of the request queue, one message after the other. What fails holds up the later messages of its own
 * request, and comes again with them; other requests go on.
 */
export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
  async (event, context) =>
    await processPartialResponse(event, decideLogged, new SqsFifoPartialProcessorAsync(), {
      context,
      skipGroupOnError: true,
      throwOnFullBatchFailure: false,
    }),
);
