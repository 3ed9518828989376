import { Duration } from 'aws-cdk-lib';
import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** The customer actions on the dashboard, and their routes. */
const CUSTOMER_ACTIONS = {
  SpendsDone: routes.createSpend,
  CheckoutsBegun: routes.createCheckout,
  CodesRedeemed: routes.createRedemption,
  PurchasesMade: routes.createPurchase,
  InvoicesPaid: routes.payInvoice,
} satisfies Record<string, Route>;

const SUCCESS = [
  FilterPattern.numberValue('$.status', '>=', 200),
  FilterPattern.numberValue('$.status', '<', 300),
];

/** More than a cold start and a contended write take together. */
const MAX_SPEND_LATENCY = Duration.seconds(2);

/**
 * Figures out of the access log, whose lines name the route and have the time that a caller waited, with the authorizer
 * and any cold start. API Gateway's metrics by route would be six to pay for each, and a Lambda's know neither.
 */
export class RequestFigures extends Construct {
  /** How often each action succeeded. */
  readonly customerActions: readonly Metric[];
  private readonly namespace: string;
  private readonly log: LogGroup;

  constructor(scope: Construct, id: string, { log, alarms }: { log: LogGroup; alarms: Alarms }) {
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
      impact: 'The slowest 1 % of spends take two seconds or longer.',
      metric: wait.with({ statistic: 'p99', period: ALARM_PERIOD }),
      threshold: MAX_SPEND_LATENCY.toMilliseconds(),
      // Among few calls one slow one is all it takes, but not three times in a row.
      periods: 3,
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
