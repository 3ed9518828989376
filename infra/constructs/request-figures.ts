import { Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import type { Settings } from '../settings.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** The customer actions on the dashboard, and their routes. */
const CUSTOMER_ACTIONS = {
  SpendsDone: routes.createSpend,
  CheckoutsBegun: routes.createCheckout,
  CodesRedeemed: routes.createRedemption,
  PurchasesMade: routes.createPurchase,
  InvoicesPaid: routes.payInvoice,
} satisfies Record<string, Route>;

/** Every route that spends credits at once. */
const SPENDING: readonly Route[] = [
  routes.createSpend,
  routes.createAccountSpend,
  routes.createPurchase,
  routes.createOrder,
  routes.payInvoice,
];

const SUCCESS = [
  FilterPattern.numberValue('$.status', '>=', 200),
  FilterPattern.numberValue('$.status', '<', 300),
];

/** More than a cold start and a contended write take together. */
const MAX_SPEND_LATENCY = Duration.seconds(2);

/** Half of all requests in 15 minutes: neither sessions that end nor somebody who guesses are as many. */
const MAX_REFUSED_SHARE = 0.5;

/** Requests in five minutes. Of fewer, one caller with an old token may be half. */
const MIN_REQUESTS = 50;

export type RequestFiguresProps = {
  log: LogGroup;
  stage: HttpStage;
  alarms: Alarms;
  settings: Pick<Settings, 'maxHoursWithoutSpend'>;
};

/**
 * Figures out of the access log, whose lines name the route and have the time that a caller waited, with the authorizer
 * and any cold start. API Gateway's metrics by route would be six to pay for each, and a Lambda's know neither.
 */
export class RequestFigures extends Construct {
  /** How often each action succeeded. */
  readonly customerActions: readonly Metric[];
  private readonly namespace: string;
  private readonly log: LogGroup;

  constructor(scope: Construct, id: string, { log, stage, alarms, settings }: RequestFiguresProps) {
    super(scope, id);
    this.log = log;
    this.namespace = alarms.namespace;
    this.customerActions = Object.entries(CUSTOMER_ACTIONS).map(([name, route]) =>
      this.figure(name, FilterPattern.all(matchesRoute(route), ...SUCCESS), { metricValue: '1' }).with({
        statistic: 'Sum',
        label: name,
      }),
    );
    const wait = this.figure('SpendWait', matchesRoute(routes.createSpend), {
      metricValue: '$.responseMilliseconds',
      unit: Unit.MILLISECONDS,
    });
    alarms.add(this, {
      name: 'spend-slow',
      severity: 'ticket',
      impact: 'The slowest 1 % of spends take two seconds or longer.',
      metric: wait.with({ statistic: 'p99', period: ALARM_PERIOD }),
      threshold: MAX_SPEND_LATENCY.toMilliseconds(),
      // Among few calls one slow one is all it takes, but not three times in a row.
      periods: 3,
    });
    this.watchAccess(stage, alarms);
    const { maxHoursWithoutSpend } = settings;
    if (maxHoursWithoutSpend !== undefined) this.watchSpends(maxHoursWithoutSpend, alarms);
  }

  /** Callers whose tokens are refused cause no error: an issuer's new address or key locks them out silently. */
  private watchAccess(stage: HttpStage, alarms: Alarms): void {
    const refused = this.figure('RequestsRefused', FilterPattern.numberValue('$.status', '=', 401), {
      metricValue: '1',
    });
    const options = { period: ALARM_PERIOD, statistic: 'Sum' };
    alarms.add(this, {
      name: 'requests-refused',
      severity: 'page',
      impact: 'Half of all requests are answered 401: customers or agencies may be locked out.',
      metric: new MathExpression({
        expression: `IF(requests >= ${MIN_REQUESTS}, FILL(refused, 0) / requests, 0)`,
        usingMetrics: { requests: stage.metricCount(options), refused: refused.with(options) },
        label: 'Share of requests answered 401',
        period: ALARM_PERIOD,
      }),
      threshold: MAX_REFUSED_SHARE,
      periods: 3,
    });
  }

  private watchSpends(hours: number, alarms: Alarms): void {
    const period = Duration.minutes(15);
    const spent = FilterPattern.all(FilterPattern.any(...SPENDING.map(matchesRoute)), ...SUCCESS);
    const spends = this.figure('CreditsSpent', spent, { metricValue: '1' });
    alarms.addSilence(this, {
      name: 'spend-silent',
      severity: 'page',
      impact: `Nobody has spent credits for ${hours} hours, although somebody usually does.`,
      silentFor: Duration.hours(hours),
      period,
      expression: 'spends',
      metrics: { spends: spends.with({ period, statistic: 'Sum' }) },
    });
  }

  private figure(
    metricName: string,
    filterPattern: IFilterPattern,
    value: { metricValue: string; unit?: Unit },
  ): Metric {
    const { log: logGroup, namespace: metricNamespace } = this;
    return new MetricFilter(this, metricName, {
      logGroup,
      filterPattern,
      metricNamespace,
      metricName,
      ...value,
    }).metric();
  }
}

const matchesRoute = (route: Route) => FilterPattern.stringValue('$.routeKey', '=', routeKey(route));
