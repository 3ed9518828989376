import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { openBucket } from '../../shared/files/bucket.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { sweep } from './sweep.ts';

/** What the schedule says: what to go through. */
const scheduled = z.object({ sweep: z.literal('expired') });

const parts = { ledger: openLedger(), bucket: openBucket() };

export const handler = middy<unknown, void, Error, Context>().handler(async (event, context) => {
  scheduled.parse(event);
  await correlated(context.awsRequestId, () => sweep(parts, () => context.getRemainingTimeInMillis()));
});
