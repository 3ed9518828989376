import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { openBucket } from '../../shared/files/bucket.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { callerOf, turnApart, turnOf, type TurnOf } from '../../shared/schedule/call-self.ts';
import { sweepAgency, sweptTurn, type SweptTurn } from './sweep-agency.ts';
import { sweep } from './sweep.ts';

/** What the schedule says: what to go through. With an agency it is the turn of that one. */
const scheduled = z.object({ sweep: z.literal('expired'), ...turnOf.partial().shape });

const env = readEnv(z.object({ AWS_LAMBDA_FUNCTION_NAME: z.string().min(1) }));
const parts = { ledger: openLedger(), bucket: openBucket() };
const call = callerOf(env.AWS_LAMBDA_FUNCTION_NAME);

export const handler = middy<unknown, SweptTurn | undefined, Error, Context>().handler(
  async (event, context) => {
    const { agency, until, ...wanted } = scheduled.parse(event);
    const timeLeft = () => context.getRemainingTimeInMillis();
    return await correlated(context.awsRequestId, async () => {
      const here = (turn: TurnOf) =>
        sweepAgency(parts, turn.agency, () => Math.min(timeLeft(), turn.until - Date.now()));
      if (agency !== undefined) return await here({ agency, until: until ?? Infinity });
      const apart = turnApart(call, sweptTurn, here);
      const take = (name: string, forMs: number) =>
        apart({ agency: name, until: Date.now() + forMs }, wanted);
      await sweep(parts.ledger, take, timeLeft);
      return undefined;
    });
  },
);
