import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { closureOf, sourceOf } from '../support/sources.ts';
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
    Namespace: z.string().optional(),
    Statistic: z.string().optional(),
    ExtendedStatistic: z.string().optional(),
    EvaluateLowSampleCountPercentile: z.string().optional(),
    Threshold: z.number(),
    AlarmName: z.string(),
    AlarmDescription: z.string(),
    AlarmActions: z.array(text),
    TreatMissingData: z.string(),
    ComparisonOperator: z.string(),
    Metrics: z
      .array(
        z.object({
          Expression: z.string().optional(),
          MetricStat: z.object({ Metric: metric }).optional(),
        }),
      )
      .optional(),
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
    '$id has alarms for age and depth, with the messages that are put off',
    ({ id }) => {
      expect(watched(id)).toEqual(
        expect.arrayContaining([
          'ApproximateAgeOfOldestMessage',
          'ApproximateNumberOfMessagesVisible',
          'ApproximateNumberOfMessagesNotVisible',
        ]),
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

test('every reader of the stream has an alarm on its delay', () => {
  const sources = resourcesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    z.object({ EventSourceArn: text, FunctionName: text }),
  ).map(({ properties }) => properties);
  const ofStreams = sources.filter(({ EventSourceArn }) => EventSourceArn.endsWith('.StreamArn'));
  const late = ofStreams.filter(({ FunctionName }) => !watched(FunctionName).includes('IteratorAge'));

  expect(sources).not.toHaveLength(0);
  expect(late).toEqual([]);
});

test.each(['payment-worker', 'checkout', 'reconciler'])(
  'an alarm sounds when a paying customer waits more than 15 minutes for %s to credit them',
  (service) => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        MetricName: 'SettleLag',
        Dimensions: [{ Name: 'service', Value: service }],
        Threshold: 15 * 60 * 1000,
        Statistic: 'Maximum',
      }),
    );
  },
);

test('the latency of spends is measured in the access log, as callers experience it', () => {
  const filter = z.object({
    FilterPattern: z.string(),
    MetricTransformations: z.tuple([
      z.object({ MetricNamespace: z.string(), MetricName: z.string(), MetricValue: z.string() }),
    ]),
  });
  const spends = resourcesOf(template, 'AWS::Logs::MetricFilter', filter)
    .map(({ properties }) => properties)
    .find(({ MetricTransformations: [{ MetricName }] }) => MetricName === 'SpendWait');

  expect(spends).toMatchObject({
    FilterPattern: '{ $.routeKey = "POST /v1/spends" }',
    MetricTransformations: [{ MetricNamespace: 'Scrip/dev', MetricValue: '$.responseMilliseconds' }],
  });
  const slow = alarms.find(({ MetricName }) => MetricName === 'SpendWait');
  expect(slow).toMatchObject({ Namespace: 'Scrip/dev', ExtendedStatistic: 'p99' });
  // Ignored, fewer than a thousand spends could neither raise the alarm nor end it.
  expect(slow?.EvaluateLowSampleCountPercentile).toBeUndefined();
});

test.each([
  ['PaymentsFlagged', ['payment-worker', 'checkout']],
  ['ProviderFailures', ['checkout', 'reconciler']],
])('%s has an alarm for each Lambda that can detect it first', (name, services) => {
  const watchedAt = alarms.flatMap(({ MetricName, Dimensions = [] }) =>
    MetricName === name ? Dimensions.map(({ Value }) => Value) : [],
  );

  expect(watchedAt).toEqual(expect.arrayContaining(services));
});

const CODE = /^(?:shared|functions)\//;

const own = alarms.flatMap(({ AlarmName, Namespace, MetricName, Dimensions = [] }) =>
  Namespace === 'Scrip/dev'
    ? Dimensions.filter(({ Name }) => Name === 'service').map(({ Value }) => ({
        AlarmName,
        MetricName,
        service: Value,
      }))
    : [],
);

test.each(own)('$AlarmName watches a metric that its Lambda emits', ({ MetricName, service }) => {
  const counts = closureOf(`functions/${service}/index.ts`, CODE).filter((file) =>
    new RegExp(String.raw`\b(?:count|time)\([^)]*'${MetricName}'`).test(sourceOf(file)),
  );
  expect(counts).not.toEqual([]);
});

test('every Lambda that reads lists has an alarm for records left out of a list', () => {
  const readers = lambdasOf(template)
    .map(({ name }) => name)
    .filter((name) => closureOf(`functions/${name}/index.ts`, CODE).includes('shared/table/list.ts'));
  const watchedAt = own.filter(({ MetricName }) => MetricName === 'RecordsUnreadable');

  expect(watchedAt.map(({ service }) => service).toSorted()).toEqual(readers.toSorted());
  expect(readers).toContain('store');
});

test('a Lambda that stops itself shortly before its timeout raises no duration alarm', () => {
  const thresholds = lambdasOf(template)
    .filter(({ timeout }) => timeout === 900)
    .map(({ name }) => alarms.find(({ AlarmName }) => AlarmName === `scrip-dev-${name}-duration`)?.Threshold);

  expect(thresholds).toEqual([895_000, 895_000]);
});

test('the table and the API have alarms', () => {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::Table', z.unknown());
  const [api] = resourcesOf(template, 'AWS::ApiGatewayV2::Api', z.unknown());

  expect(watched(table?.id ?? '')).toEqual(
    expect.arrayContaining(['ReadThrottleEvents', 'WriteThrottleEvents', 'SystemErrors']),
  );
  expect(watched(api?.id ?? '')).toEqual(['5xx']);
});

test.each(['ReadThrottleEvents', 'WriteThrottleEvents'])(
  '%s on the index have their own alarm, since the table’s metric omits them',
  (name) => {
    const dimensions = alarms
      .filter(({ MetricName }) => MetricName === name)
      .map(({ Dimensions = [] }) => Dimensions.map(({ Name }) => Name).toSorted());

    expect(dimensions).toEqual(
      expect.arrayContaining([['TableName'], ['GlobalSecondaryIndexName', 'TableName']]),
    );
  },
);

test('the alarm on errors works even if only one operation has data', () => {
  const errors = alarms.find(({ AlarmName }) => AlarmName === 'scrip-dev-table-system-errors');

  expect(errors?.Metrics?.map(({ Expression }) => Expression)).toContainEqual(
    'SUM([batchgetitem, query, putitem, transactwriteitems])',
  );
});

describe('every alarm', () => {
  const topics = resourcesOf(template, 'AWS::SNS::Topic', z.unknown()).map(({ id }) => id);

  test.each(alarms)(
    '$AlarmName states its impact, notifies the topic, and treats missing data as healthy unless it watches for silence',
    (alarm) => {
      expect(alarm.AlarmDescription).toMatch(/^Impact: [A-Z].{30,}\. Runbook: docs\/runbook\.md#[a-z-]+$/);
      expect(alarm.AlarmActions).toEqual(topics);
      const isAboutSilence = alarm.ComparisonOperator === 'LessThanThreshold';
      expect(alarm.TreatMissingData).toBe(isAboutSilence ? 'breaching' : 'notBreaching');
    },
  );

  test('has a section in the runbook, and every section has an alarm', () => {
    const [, ofAlarms = ''] = /^## Alarms$(.*?)^## /ms.exec(sourceOf('docs/runbook.md')) ?? [];
    const sections = [...ofAlarms.matchAll(/^### (.+)$/gm)].map(([, name]) => name);
    const named = alarms.map(({ AlarmDescription }) => AlarmDescription.split('#')[1]);

    expect(new Set(sections)).toEqual(new Set(named));
  });

  test('is counted in docs/cost.md with the metrics that AWS bills for it', () => {
    const billed = alarms.map(({ Metrics }) => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1);
    const metrics = billed.reduce((sum, count) => sum + count, 0);

    expect(sourceOf('docs/cost.md')).toContain(
      `| ${alarms.length} alarms on ${metrics} metrics, $0.10 for each metric `,
    );
  });

  test('is on the dashboard, which shows at most 100', () => {
    const [dashboard] = resourcesOf(
      template,
      'AWS::CloudWatch::Dashboard',
      z.object({ DashboardBody: z.unknown().transform((body) => JSON.stringify(body)) }),
    );
    const ids = resourcesOf(template, 'AWS::CloudWatch::Alarm', z.unknown()).map(({ id }) => id);

    expect(ids.filter((id) => !dashboard?.properties.DashboardBody.includes(`["${id}","Arn"]`))).toEqual([]);
    expect(ids.length).toBeLessThanOrEqual(100);
  });

  test('has a unique name', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName);

    expect(names).toHaveLength(new Set(names).size);
  });
});
