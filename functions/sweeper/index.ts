import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { sweep } from './sweep.ts';

/** What the schedule says: what to go through. */
const scheduled = z.object({ sweep: z.literal('expired') });

const ledger = openLedger();

export const handler = middy<unknown, void, Error, Context>().handler(async (event, context) => {
  scheduled.parse(event);
  await sweep(ledger, () => context.getRemainingTimeInMillis());
});
