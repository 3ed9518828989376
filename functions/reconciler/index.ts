import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { instantSchema } from '../../shared/kernel/clock.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openBucket } from '../../shared/files/bucket.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { connectWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { callerOf, turnApart, turnOf, type TurnOf } from '../../shared/schedule/call-self.ts';
import { pass } from '../../shared/table/items/reconciliation.ts';
import { readBatchIn } from '../../shared/usage/batch.ts';
import { reconcileAgency, reconciledTurn, type ReconciledTurn } from './reconcile-agency.ts';
import { reconcile } from './reconcile.ts';
import { booksWith } from './sources.ts';

/**
 * What the schedules say: which pass to run. `audit` is for a restored table, before anything is settled: it reads everything, and
 * goes on with no round from before `since`. `books` counts every entry into new books. With an agency it is the turn of that one.
 */
const scheduled = z.object({
  pass: z.enum([...pass.options, 'audit', 'books']),
  since: instantSchema.exactOptional(),
  ...turnOf.partial().shape,
});

const env = readEnv(
  z.object({ SECRETS_PREFIX: z.string().min(1), AWS_LAMBDA_FUNCTION_NAME: z.string().min(1) }),
);
const ledger = openLedger();
const booksOf = booksWith(connectWith(providers, secretsUnder(env.SECRETS_PREFIX)), ledger);
const takeFact = takeFactsInto(ledger);
const readBatch = readBatchIn(openBucket());
const call = callerOf(env.AWS_LAMBDA_FUNCTION_NAME);

export const handler = middy<unknown, ReconciledTurn | undefined, Error, Context>().handler(
  async (event, context) => {
    const { agency, until, ...wanted } = scheduled.parse(event);
    const timeLeft = () => context.getRemainingTimeInMillis();
    return await correlated(context.awsRequestId, async () => {
      const here = (turn: TurnOf) => {
        const left = () => Math.min(timeLeft(), turn.until - Date.now());
        return reconcileAgency({ ledger, takeFact, readBatch, timeLeft: left }, booksOf, turn.agency, wanted);
      };
      if (agency !== undefined) return await here({ agency, until: until ?? Infinity });
      const apart = turnApart(call, reconciledTurn, here);
      const take = (name: string, forMs: number) =>
        apart({ agency: name, until: Date.now() + forMs }, wanted);
      await reconcile({ ledger, timeLeft }, take, wanted);
      return undefined;
    });
  },
);
