import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { lambdasOf, queuesOf, resourcesOf, text } from './template.ts';

const template = inject('template');

const metric = z.object({
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: text })),
});

const alarms = resourcesOf(
  template,
  'AWS::CloudWatch::Alarm',
  metric.partial().extend({
    AlarmName: z.string(),
    AlarmDescription: z.string(),
    AlarmActions: z.array(text),
    TreatMissingData: z.string(),
    ComparisonOperator: z.string(),
    Metrics: z.array(z.object({ MetricStat: z.object({ Metric: metric }).optional() })).optional(),
  }),
).map(({ properties }) => properties);

/** The metrics of a resource that some alarm watches. */
const watched = (resource: string): string[] =>
  alarms
    .flatMap(({ MetricName, Dimensions, Metrics }) => [
      ...(MetricName !== undefined && Dimensions !== undefined ? [{ MetricName, Dimensions }] : []),
      ...(Metrics ?? []).flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
    ])
    .filter(({ Dimensions }) =>
      Dimensions.some(({ Value }) => Value === resource || Value === `${resource}.QueueName`),
    )
    .map(({ MetricName }) => MetricName);

describe('every function', () => {
  test.each(lambdasOf(template))('$name has alarms for errors, throttles and duration', ({ id }) => {
    expect(watched(id)).toEqual(expect.arrayContaining(['Errors', 'Throttles', 'Duration']));
  });
});

describe('every queue', () => {
  const queues = queuesOf(template);
  const destination = z.object({ OnFailure: z.object({ Destination: text }) });
  const mappings = resourcesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    z.object({ DestinationConfig: destination.optional() }),
  );
  const deadLetters = new Set([
    ...queues.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn),
    ...mappings.map(({ properties }) => properties.DestinationConfig?.OnFailure.Destination),
  ]);

  test.each(queues.filter(({ id }) => !deadLetters.has(`${id}.Arn`)))(
    '$id has alarms for age and depth',
    ({ id }) => {
      expect(watched(id)).toEqual(
        expect.arrayContaining(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible']),
      );
    },
  );

  test.each(queues.filter(({ id }) => deadLetters.has(`${id}.Arn`)))(
    '$id has an alarm for any message',
    ({ id }) => {
      expect(watched(id)).toEqual(['ApproximateNumberOfMessagesVisible']);
    },
  );
});

test('whatever reads the stream has an alarm for being late', () => {
  const publisher = lambdasOf(template).find(({ name }) => name === 'publisher');

  expect(watched(publisher?.id ?? '')).toContain('IteratorAge');
});

test('the table and the API have alarms', () => {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::Table', z.unknown());
  const [api] = resourcesOf(template, 'AWS::ApiGatewayV2::Api', z.unknown());

  expect(watched(table?.id ?? '')).toEqual(
    expect.arrayContaining(['ReadThrottleEvents', 'WriteThrottleEvents', 'SystemErrors']),
  );
  expect(watched(api?.id ?? '')).toEqual(['5xx']);
});

describe('every alarm', () => {
  const topics = resourcesOf(template, 'AWS::SNS::Topic', z.unknown()).map(({ id }) => id);

  test.each(alarms)(
    '$AlarmName says what it means, notifies the topic and takes silence for well, unless it is about silence',
    (alarm) => {
      expect(alarm.AlarmDescription).toMatch(/^Impact: [A-Z].{30,}\.$/);
      expect(alarm.AlarmActions).toEqual(topics);
      const isAboutSilence = alarm.ComparisonOperator === 'LessThanThreshold';
      expect(alarm.TreatMissingData).toBe(isAboutSilence ? 'breaching' : 'notBreaching');
    },
  );

  test('has its own name', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName);

    expect(names).toHaveLength(new Set(names).size);
  });
});
