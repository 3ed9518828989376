import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { instantSchema } from '../../shared/kernel/clock.ts';
import { correlated } from '../../shared/kernel/correlation.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { connectWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { pass } from '../../shared/table/items/reconciliation.ts';
import { reconcile } from './reconcile.ts';
import { booksWith } from './sources.ts';

/**
 * What the schedules say: which pass to run. `audit` is for a restored table, before anything is settled: it reads everything, and
 * goes on with no round from before `since`.
 */
const scheduled = z.object({
  pass: z.enum([...pass.options, 'audit']),
  since: instantSchema.exactOptional(),
});

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const ledger = openLedger();
const booksOf = booksWith(connectWith(providers, secretsUnder(SECRETS_PREFIX)), ledger);
const takeFact = takeFactsInto(ledger);

export const handler = middy<unknown, void, Error, Context>().handler(async (event, context) => {
  const timeLeft = () => context.getRemainingTimeInMillis();
  const { pass: wanted, since } = scheduled.parse(event);
  const run = () => reconcile({ ledger, takeFact, timeLeft }, booksOf, wanted, since);
  await correlated(context.awsRequestId, run);
});
