import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { correlated } from '../../shared/kernel/correlation.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { closedCheck, visitorChecks } from '../../shared/smoke/stranger.ts';
import { probe } from './probe.ts';

/** What the schedule says: as whom to look. */
const scheduled = z.object({ probe: z.literal('visitor') });

const webAddress = z.url().transform((url) => url.replace(/\/$/, ''));
const { SITE_URL, CLOSED_URL } = readEnv(
  z.object({ SITE_URL: webAddress, CLOSED_URL: webAddress.optional() }),
);

const checks = [...visitorChecks(SITE_URL), ...(CLOSED_URL === undefined ? [] : [closedCheck(CLOSED_URL)])];

export const handler = middy<unknown, void, Error, Context>().handler(async (event, context) => {
  scheduled.parse(event);
  await correlated(context.awsRequestId, () => probe(checks));
});
