import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT_ID, arn, REGION } from '../aws/aws.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Resources } from '../template/resources.ts';
import { type NextRun, parseScheduleExpression } from './schedule-expression.ts';
import { StartupError } from '../startup-error.ts';

const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');

const ruleSchema = z.object({
  ScheduleExpression: z.string('the local stack supports only rules with a schedule'),
  State: state,
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: state,
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

/** One function that is to run at certain times. */
export type Schedule = {
  /** The logical id of its rule or schedule. */
  id: string;
  isEnabled: boolean;
  nextRun: NextRun;
  lambda: Lambda;
  /** @param time that the run was due at, in milliseconds since the epoch */
  event: (time: number) => unknown;
};

const parseInput = (text: string): unknown => JSON.parse(text);

const timestamp = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');

const scheduledEvent = (source: string, resource: string, time: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source,
  account: ACCOUNT_ID,
  time: timestamp(time),
  region: REGION,
  resources: [resource],
  detail: {},
});

/** Reads the rules and schedules of the template, one for each target. */
export const readSchedules = (resources: Resources, find: (arn: string) => Lambda): Schedule[] => {
  const rules = resources.all('AWS::Events::Rule', ruleSchema).flatMap(({ logicalId, name, properties }) =>
    properties.Targets.map(({ Arn, Input }): Schedule => ({
      id: logicalId,
      isEnabled: properties.State === 'ENABLED',
      nextRun: within(logicalId, () => parseScheduleExpression(properties.ScheduleExpression)),
      lambda: find(Arn),
      event: (time) =>
        Input ? parseInput(Input) : scheduledEvent('aws.events', arn('events', `rule/${name}`), time),
    })),
  );
  const schedules = resources
    .all('AWS::Scheduler::Schedule', scheduleSchema)
    .map(
      ({
        logicalId,
        name,
        properties: { ScheduleExpression, ScheduleExpressionTimezone, State, Target },
      }): Schedule => ({
        id: logicalId,
        isEnabled: State === 'ENABLED',
        nextRun: within(logicalId, () =>
          parseScheduleExpression(ScheduleExpression, ScheduleExpressionTimezone),
        ),
        lambda: find(Target.Arn),
        event: (time) =>
          Target.Input
            ? parseInput(Target.Input.replaceAll('<aws.scheduler.scheduled-time>', timestamp(time)))
            : scheduledEvent('aws.scheduler', arn('scheduler', `schedule/default/${name}`), time),
      }),
    );
  return [...rules, ...schedules];
};

const within = <Value>(logicalId: string, read: () => Value): Value => {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof StartupError)) throw cause;
    throw new StartupError(`${logicalId}: ${cause.message}`, { cause });
  }
};
