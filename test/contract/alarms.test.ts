import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { closureOf, sourceOf } from '../support/sources.ts';
import { alarmsOf, isOnSilence, metricsIn } from './alarms-of.ts';
import { ALARM_METRICS } from '../../infra/cost/month.ts';
import { synthesize } from './synthesize.ts';
import { aliasesOf, functionsOf, lambdasOf, queuesOf, resourcesOf, type Template, text } from './template.ts';

const template = inject('template');

const few = alarmsOf(template);

/** With these settings each part has its own alarm, and every option is on. */
const full = synthesize({ alarms: 'all', maxHoursWithoutSpend: 6, backupDays: 90 }).template;
const alarms = alarmsOf(full);

const settings = [
  { setting: 'few', of: template, found: few },
  { setting: 'all', of: full, found: alarms },
];

/** The metrics of a resource that some alarm watches. */
const watched = (resource: string, found = alarms): string[] =>
  found
    .flatMap(metricsIn)
    .filter(({ Dimensions }) =>
      Dimensions.some(({ Value }) => Value === resource || Value === `${resource}.QueueName`),
    )
    .map(({ MetricName }) => MetricName);

const metricFilter = z.object({
  LogGroupName: text,
  FilterPattern: z.string(),
  MetricTransformations: z.tuple([
    z.object({ MetricNamespace: z.string(), MetricName: z.string(), MetricValue: z.string() }),
  ]),
});

/** What the filters on logs add up to, by metric. */
const filtersOf = (of: Template, metricName: string) =>
  resourcesOf(of, 'AWS::Logs::MetricFilter', metricFilter)
    .map(({ properties: { LogGroupName, FilterPattern, MetricTransformations } }) => ({
      log: LogGroupName,
      pattern: FilterPattern,
      ...MetricTransformations[0],
    }))
    .filter(({ MetricName }) => MetricName === metricName);

const logs = new Map(
  functionsOf(
    template,
    z.object({
      LoggingConfig: z.object({
        LogGroup: text,
        LogFormat: z.literal('JSON'),
        SystemLogLevel: z.literal('INFO'),
      }),
      Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
    }),
  ).map(({ properties: { LoggingConfig, Environment } }): [string, string] => [
    LoggingConfig.LogGroup,
    Environment.Variables.POWERTOOLS_SERVICE_NAME,
  ]),
);

/** The Lambdas whose logs add up to a metric of the stage. */
const servicesIn = (metricName: string): string[] =>
  filtersOf(template, metricName)
    .map(({ log }) => logs.get(log) ?? log)
    .toSorted();

describe('every function', () => {
  test.each(lambdasOf(full))('$name has alarms for errors, throttles and duration', ({ id }) => {
    expect(watched(id)).toEqual(expect.arrayContaining(['Errors', 'Throttles', 'Duration']));
  });

  test.each(lambdasOf(template))(
    '$name counts in the alarms of the stage, where there are few',
    ({ id, name, timeout }) => {
      const isPaged = watched(id, few).includes('Errors');
      expect(isPaged).toBe(['authorizer', 'token-claims'].includes(name));
      expect(servicesIn('FailedInvocations').includes(name)).toBe(!isPaged);
      const slow = filtersOf(template, 'SlowInvocations').find(({ log }) => logs.get(log) === name);
      const limit = (timeout === 900 ? 895 : timeout * 0.8) * 1000;
      expect(slow?.pattern).toBe(
        `{ ($.type = "platform.report") && ($.record.metrics.durationMs >= ${limit}) }`,
      );
    },
  );

  test.each(['FailedInvocations', 'SlowInvocations', 'Throttles'])('%s has one alarm among few', (name) => {
    const found = few.filter(({ MetricName }) => MetricName === name);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ Dimensions: [], Statistic: 'Sum', Threshold: 1 });
  });

  test('invocations count as failed unless Lambda reports success', () => {
    const patterns = filtersOf(template, 'FailedInvocations').map(({ pattern }) => pattern);
    expect(new Set(patterns)).toEqual(
      new Set(['{ ($.type = "platform.report") && ($.record.status != "success") }']),
    );
  });
});

describe.each(settings)('every queue, with $setting', ({ setting, of, found }) => {
  const queues = queuesOf(of);
  const destination = z.object({ OnFailure: z.object({ Destination: text }) });
  const mappings = resourcesOf(
    of,
    'AWS::Lambda::EventSourceMapping',
    z.object({ DestinationConfig: destination.optional() }),
  );
  const deadLetters = new Set([
    ...queues.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn),
    ...mappings.map(({ properties }) => properties.DestinationConfig?.OnFailure.Destination),
  ]);

  test.each(queues.filter(({ id }) => !deadLetters.has(`${id}.Arn`)))(
    '$id has an alarm for age, and for depth with the messages that are put off',
    ({ id }) => {
      const metrics = watched(id, found);
      expect(metrics).toContain('ApproximateAgeOfOldestMessage');
      // Where somebody waits, age alone says it.
      const isUnread = metrics.includes('NumberOfEmptyReceives');
      const hasDepth = ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'].every(
        (metric) => metrics.includes(metric),
      );
      expect(hasDepth).toBe(setting === 'all' || isUnread);
    },
  );

  test.each(queues.filter(({ id }) => deadLetters.has(`${id}.Arn`)))(
    '$id has an alarm for any message',
    ({ id }) => {
      expect(watched(id, found)).toEqual(['ApproximateNumberOfMessagesVisible']);
    },
  );
});

/** Seconds: what waits longer, somebody misses. */
const MAX_UNREAD = 15 * 60;

test.each(settings)(
  'every event source has an alarm for when it is disabled, with $setting',
  ({ of, found }) => {
    const sources = resourcesOf(
      of,
      'AWS::Lambda::EventSourceMapping',
      z.object({ EventSourceArn: text, FunctionName: text }),
    ).map(({ properties }) => properties);
    const queues = new Set(queuesOf(of).map(({ id }) => id));
    const aliases = aliasesOf(of);
    const isCovered = ({ EventSourceArn, FunctionName }: (typeof sources)[number]): boolean => {
      const source = EventSourceArn.replace(/\.Arn$/, '');
      const on = (id: string, metricName: string) =>
        found.filter((alarm) =>
          metricsIn(alarm).some(
            ({ MetricName, Dimensions }) =>
              MetricName === metricName &&
              Dimensions.some(({ Value }) => Value.replace('.QueueName', '') === id),
          ),
        );
      if (!queues.has(source)) return on(aliases.get(FunctionName) ?? '', 'Invocations').some(isOnSilence);
      const isWaitNoticed = on(source, 'ApproximateAgeOfOldestMessage').some(
        ({ Threshold }) => Threshold <= MAX_UNREAD,
      );
      return isWaitNoticed || on(source, 'NumberOfEmptyReceives').some(isOnSilence);
    };

    expect(sources).toHaveLength(5);
    expect(sources.filter((source) => !isCovered(source))).toEqual([]);
  },
);

test('every reader of the stream has an alarm on its delay', () => {
  const sources = resourcesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    z.object({ EventSourceArn: text, FunctionName: text }),
  ).map(({ properties }) => properties);
  const aliases = aliasesOf(template);
  const ofStreams = sources.filter(({ EventSourceArn }) => EventSourceArn.endsWith('.StreamArn'));
  const late = ofStreams.filter(
    ({ FunctionName }) => !watched(aliases.get(FunctionName) ?? '').includes('IteratorAge'),
  );

  expect(sources).not.toHaveLength(0);
  expect(late).toEqual([]);
});

test('an alarm sounds when a paying customer waits more than 15 minutes, whoever credits them', () => {
  expect(servicesIn('SettleLag')).toEqual(['checkout', 'payment-worker', 'reconciler']);
  const [lag, ...others] = few.filter(({ MetricName }) => MetricName === 'SettleLag');
  expect(lag).toMatchObject({ Dimensions: [], Threshold: 15 * 60 * 1000, Statistic: 'Maximum' });
  expect(others).toEqual([]);
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
  expect(filtersOf(template, 'SpendWait')).toMatchObject([
    {
      pattern: '{ $.routeKey = "POST /v1/spends" }',
      MetricNamespace: 'Scrip/dev',
      MetricValue: '$.responseMilliseconds',
    },
  ]);
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

test.each(['PaymentsFlagged', 'RecordsUnreadable', 'ProviderFailures', 'SettleLag'])(
  '%s adds up over the stage from the logs of Lambdas that emit it, by the value that they emit',
  (metricName) => {
    const services = own.filter(({ MetricName }) => MetricName === metricName).map(({ service }) => service);
    const filters = filtersOf(template, metricName);
    // The reconciler's own alarm on secrets is another one.
    expect(servicesIn(metricName)).toEqual(
      services.filter((service) => metricName !== 'ProviderFailures' || service !== 'reconciler').toSorted(),
    );
    expect(filters.map(({ pattern }) => pattern)).toEqual(filters.map(() => `{ $.${metricName} >= 0 }`));
    expect(filters.map(({ MetricValue }) => MetricValue)).toEqual(filters.map(() => `$.${metricName}`));
    expect(
      few.filter(({ MetricName, Dimensions }) => MetricName === metricName && Dimensions?.length === 0),
    ).toHaveLength(1);
  },
);

test('every Lambda that reads lists counts in the alarm for records left out of a list', () => {
  const readers = lambdasOf(template)
    .map(({ name }) => name)
    .filter((name) => closureOf(`functions/${name}/index.ts`, CODE).includes('shared/table/list.ts'));

  expect(servicesIn('RecordsUnreadable')).toEqual(readers.toSorted());
  expect(readers).toContain('store');
});

test('a Lambda that stops itself shortly before its timeout raises no duration alarm', () => {
  const thresholds = lambdasOf(template)
    .filter(({ timeout }) => timeout === 900)
    .map(({ name }) => alarms.find(({ AlarmName }) => AlarmName === `scrip-dev-${name}-duration`)?.Threshold);

  expect(thresholds).toEqual([895_000, 895_000]);
});

test('half of all requests answered 401 raise an alarm, if they are many', () => {
  const [refused] = filtersOf(template, 'RequestsRefused');
  expect(refused).toMatchObject({ pattern: '{ $.status = 401 }', MetricValue: '1' });
  const alarm = few.find(({ AlarmName }) => AlarmName === 'scrip-dev-requests-refused');
  expect(alarm).toMatchObject({ Threshold: 0.5, EvaluationPeriods: 3 });
  expect(alarm?.Metrics?.map(({ Expression }) => Expression)).toContainEqual(
    'IF(requests >= 50, FILL(refused, 0) / requests, 0)',
  );
});

test('no spend for the hours of the setting raises an alarm; without the setting there is none', () => {
  const [spent] = filtersOf(full, 'CreditsSpent');
  expect(spent?.pattern.match(/"POST [^"]+"/g)?.toSorted()).toEqual([
    '"POST /v1/agency/accounts/{accountId}/spends"',
    '"POST /v1/invoices/{invoiceId}/payment"',
    '"POST /v1/purchases"',
    '"POST /v1/services/{serviceId}/orders"',
    '"POST /v1/spends"',
  ]);
  const isAboutSpends = ({ AlarmName }: (typeof few)[number]) => AlarmName === 'scrip-dev-spend-silent';
  expect(alarms.filter(isAboutSpends)).toHaveLength(1);
  expect(few.filter(isAboutSpends)).toEqual([]);
});

test('among few, a throttled write raises an alarm: a throttled read shows as an error of the API', () => {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::Table', z.unknown());
  expect(watched(table?.id ?? '', few)).toEqual(['WriteThrottleEvents', 'WriteThrottleEvents']);
});

test('the table and the API have alarms', () => {
  const [table] = resourcesOf(template, 'AWS::DynamoDB::Table', z.unknown());
  const [api] = resourcesOf(template, 'AWS::ApiGatewayV2::Api', z.unknown());

  expect(watched(table?.id ?? '')).toEqual(
    expect.arrayContaining(['ReadThrottleEvents', 'WriteThrottleEvents', 'SystemErrors']),
  );
  expect(watched(api?.id ?? '').toSorted()).toEqual(['5xx', 'Count']);
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

test('at rest, one agency with its two secrets costs at most 8 dollars a month, most of it for alarms', () => {
  const [, table = ''] = /^## At rest$(.*?)^## /ms.exec(sourceOf('docs/cost.md')) ?? [];
  const dollars = [...table.matchAll(/^\| [^|]+\| +(\d+\.\d\d) +\|$/gm)].map(([, sum]) => Number(sum));
  const alarmsAtRest = few.flatMap(metricsIn).length * 0.1;

  expect(dollars.length).toBeGreaterThan(4);
  expect(dollars[0]).toBeCloseTo(alarmsAtRest);
  const [total = Number.NaN, ...parts] = dollars.toReversed();
  expect(total).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0));
  expect(total).toBeLessThanOrEqual(8);
});

/** The runbook's sections on alarms, with the severity that each states. */
const sections = (): Map<string, string> => {
  const [, ofAlarms = ''] = /^## Alarms$(.*?)^## /ms.exec(sourceOf('docs/runbook.md')) ?? [];
  return new Map(
    ofAlarms
      .split(/^### /m)
      .slice(1)
      .map((section): [string, string] => [
        section.slice(0, section.indexOf('\n')),
        section.slice(section.indexOf('\n')).trim(),
      ]),
  );
};

const sectionOf = ({ AlarmDescription }: (typeof few)[number]): string =>
  AlarmDescription.split('#')[1] ?? '';

describe.each(settings)('every alarm, with $setting', ({ setting, of, found }) => {
  const topics = new Map(
    resourcesOf(of, 'AWS::SNS::Topic', z.object({ DisplayName: z.string() })).map(
      ({ id, properties }): [string, string] => [id, properties.DisplayName],
    ),
  );

  test.each(found)(
    '$AlarmName states its impact, notifies the topic of its severity of the alarm and of its end, and treats missing data as healthy unless it watches for silence',
    (alarm) => {
      expect(alarm.AlarmDescription).toMatch(/^Impact: [A-Z].{30,}\. Runbook: docs\/runbook\.md#[a-z-]+$/);
      const [topic = '', ...others] = alarm.AlarmActions;
      expect(others).toEqual([]);
      expect(alarm.OKActions).toEqual([topic]);
      const [, severity] =
        /^\*\*Severity\*\*: (page|ticket)$/m.exec(sections().get(sectionOf(alarm)) ?? '') ?? [];
      expect(topics.get(topic)).toBe(`scrip-dev ${severity}`);
      expect(alarm.TreatMissingData).toBe(isOnSilence(alarm) ? 'breaching' : 'notBreaching');
    },
  );

  test('has a unique name', () => {
    const names = found.map(({ AlarmName }) => AlarmName);
    expect(names).toHaveLength(new Set(names).size);
  });

  test('is counted in docs/cost.md with the metrics that AWS bills for it', () => {
    const metrics = found.flatMap(metricsIn).length;
    // Those of options are not counted: they are off unless set.
    const optional = found.filter(({ AlarmName }) => /-(?:spend-silent|backup-\w+)$/.test(AlarmName)).length;
    const counted = [...sourceOf('docs/cost.md').matchAll(/`(few|all)`: (\d+) alarms on (\d+) metrics/g)].map(
      ([, name, ...counts]) => [name, ...counts.map(Number)],
    );
    expect(counted).toContainEqual([setting, found.length - optional, metrics - optional]);
    // A month is computed from it too.
    expect(metrics - optional).toBe(ALARM_METRICS[setting === 'few' ? 'few' : 'all']);
  });

  test('is on the dashboard, which shows at most 100 in one widget', () => {
    const [dashboard] = resourcesOf(
      of,
      'AWS::CloudWatch::Dashboard',
      z.object({ DashboardBody: z.unknown().transform((body) => JSON.stringify(body)) }),
    );
    const ids = resourcesOf(of, 'AWS::CloudWatch::Alarm', z.unknown()).map(({ id }) => id);

    expect(ids.filter((id) => !dashboard?.properties.DashboardBody.includes(`["${id}","Arn"]`))).toEqual([]);
    const widgets = dashboard?.properties.DashboardBody.split('"type\\":\\"alarm') ?? [];
    expect(widgets.length).toBeGreaterThan(1);
    for (const widget of widgets)
      expect(ids.filter((id) => widget.includes(`["${id}","Arn"]`)).length).toBeLessThanOrEqual(100);
  });
});

describe('the runbook', () => {
  const probed = alarmsOf(synthesize({ probe: 'true' }).template);
  const known = new Set([...few, ...alarms, ...probed].map(sectionOf));

  test('has a section for every alarm, and an alarm for every section', () => {
    expect(new Set(sections().keys())).toEqual(known);
  });

  test.each([...sections()].map(([name, body]) => ({ name, body })))(
    'says in $name what it means, what to check and what to do',
    ({ body }) => {
      expect(body).toMatch(/^\*\*Severity\*\*: (?:page|ticket)$/m);
      expect(body).toMatch(/^\*\*Meaning\*\*:/m);
      expect(body).toMatch(/^\*\*Check\*\*/m);
      expect(body).toMatch(/^\*\*(?:Fix|Do)\*\*/m);
    },
  );

  test('says of no page that it passes: somebody was woken for it', () => {
    const passing =
      /\brecovers\b|\bwithout you\b|\bby itself\b|\bfix\*\*: (?:wait|nothing)\b|\bpasses\b|\bignore it\b/i;
    const pages = [...sections()].filter(([, body]) => body.includes('**Severity**: page'));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter(([, body]) => passing.test(body)).map(([name]) => name)).toEqual([]);
  });
});
