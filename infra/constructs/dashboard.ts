import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { QueueWorker } from './queue-worker.ts';
import type { RequestFigures } from './request-figures.ts';
import { SETTLERS } from './settle-lag.ts';

export type DashboardProps = {
  settings: Settings;
  alarms: Alarms;
  stage: HttpStage;
  figures: RequestFigures;
  lambdas: readonly LambdaFunction[];
  /** By the name that their lines have. */
  queues: Record<string, QueueWorker>;
};

const HALF_WIDTH = 12;
const PERIOD = Duration.minutes(15);

/** CloudWatch refuses a dashboard with more in one widget. */
const MAX_ALARMS = 100;

const alarmWidgets = (alarms: Alarms['all']): AlarmStatusWidget[][] =>
  Array.from({ length: Math.ceil(alarms.length / MAX_ALARMS) }, (_, part) => [
    new AlarmStatusWidget({
      title: part === 0 ? 'Alarms' : 'More alarms',
      alarms: alarms.slice(part * MAX_ALARMS, (part + 1) * MAX_ALARMS),
      width: 2 * HALF_WIDTH,
      height: 6,
    }),
  ]);

const graph = (title: string, left: Metric[], unit: string): GraphWidget =>
  new GraphWidget({ title, left, width: HALF_WIDTH, leftYAxis: { label: unit, min: 0, showUnits: false } });

/** The business at a glance: which alarms are on, what customers do, and for how long they wait. */
export const addDashboard = (scope: Construct, props: DashboardProps): CloudWatchDashboard => {
  const { settings, alarms, stage, figures, lambdas, queues } = props;
  const settling = (statistic: string) =>
    SETTLERS.map((settler) =>
      alarms.ownMetric(settler, 'SettleLag', { statistic, period: PERIOD, label: settler }),
    );
  const found = (['ReconciliationMismatches', 'AuditFindings', 'PaymentsHealed'] as const).map((name) =>
    alarms.ownMetric('reconciler', name, { statistic: 'Sum', period: PERIOD, label: name }),
  );

  return new CloudWatchDashboard(scope, 'Dashboard', {
    // Dashboards are the account's, not the region's.
    dashboardName: `scrip-${settings.stage}-${Aws.REGION}`,
    widgets: [
      ...alarmWidgets(alarms.all),
      [
        graph(
          'Customer activity',
          figures.customerActions.map((deed) => deed.with({ period: PERIOD })),
          'count in 15 minutes',
        ),
        graph('Payments credited, by path', settling('SampleCount'), 'payments in 15 minutes'),
      ],
      [
        graph('Longest time from payment to credit', settling('Maximum'), 'milliseconds'),
        graph('Reconciler findings', found, 'count in 15 minutes'),
      ],
      [
        graph(
          'Failed requests',
          [
            stage.metricClientError({ period: PERIOD, statistic: 'Sum', label: 'client errors (4xx)' }),
            stage.metricServerError({ period: PERIOD, statistic: 'Sum', label: 'server errors (5xx)' }),
          ],
          'responses in 15 minutes',
        ),
        graph(
          'Age of the oldest message, by queue',
          Object.entries(queues).map(([label, { queue }]) =>
            queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum', label }),
          ),
          'seconds',
        ),
      ],
      [
        graph(
          'Failed invocations, by Lambda',
          lambdas.map((lambda) =>
            lambda.function.metricErrors({ period: PERIOD, statistic: 'Sum', label: lambda.name }),
          ),
          'errors in 15 minutes',
        ),
      ],
    ],
  });
};
