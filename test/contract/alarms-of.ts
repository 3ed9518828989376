import * as z from 'zod';
import { resourcesOf, type Template, text } from './template.ts';

const metric = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: text })).default([]),
});

const alarm = z.object({
  ...metric.partial().shape,
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  EvaluateLowSampleCountPercentile: z.string().optional(),
  Threshold: z.number(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int().optional(),
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(text),
  OKActions: z.array(text).default([]),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  ComparisonOperator: z.enum(['LessThanThreshold', 'GreaterThanOrEqualToThreshold']),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: metric, Period: z.int(), Stat: z.string() }).optional(),
      }),
    )
    .optional(),
});

export type AlarmProperties = z.output<typeof alarm>;

/** Every alarm of the template. */
export const alarmsOf = (template: Template): AlarmProperties[] =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm', alarm).map(({ properties }) => properties);

/** The metrics in an alarm, each of which CloudWatch bills. */
export const metricsIn = ({ MetricName, Namespace, Dimensions = [], Metrics }: AlarmProperties) => [
  ...(MetricName === undefined ? [] : [{ MetricName, Namespace, Dimensions }]),
  ...(Metrics ?? []).flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
];

/** An alarm on something that should be there and is not. */
export const isOnSilence = ({ ComparisonOperator }: AlarmProperties): boolean =>
  ComparisonOperator === 'LessThanThreshold';
