import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnStage, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { Api } from './api.ts';
import { RequestFigures } from './request-figures.ts';

/** Requests a second over all callers, and the burst on top: enough to trade, little enough to bound a bill. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

/** Text would be no number to the filters that figures come from; these two are always there. */
const NUMBERS = /"(\$context\.(?:status|responseLatency))"/g;

/** One JSON line a request: which route, how it ended and how long it took, but no token, query or body. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    ip: AccessLogField.contextIdentitySourceIp(),
    routeKey: AccessLogField.contextRouteKey(),
    status: AccessLogField.contextStatus(),
    responseBytes: AccessLogField.contextResponseLength(),
    responseMilliseconds: AccessLogField.contextResponseLatency(),
    integrationMilliseconds: AccessLogField.contextIntegrationLatency(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
    authorizerError: AccessLogField.contextAuthorizerError(),
  }).replaceAll(NUMBERS, '$1'),
);

export type ApiStageProps = { api: Api; settings: Settings; alarms: Alarms };

/** The API's only stage, with throttling, access log and alarms. */
export class ApiStage extends Construct {
  readonly stage: HttpStage;
  readonly figures: RequestFigures;

  constructor(scope: Construct, id: string, { api, settings, alarms }: ApiStageProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'AccessLog', {
      // Other names make API Gateway add each group to one resource policy, which is soon full.
      logGroupName: `/aws/vendedlogs/scrip-${settings.stage}-api`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Default', {
      httpApi: api.http,
      throttle: THROTTLE,
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: accessLog },
    });
    const { defaultChild } = this.stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new TypeError('the stage is no resource');
    // By waiting for the deployment it waits for the routes: it refuses settings of one that is not there yet.
    defaultChild.deploymentId = api.deployment.ref;
    defaultChild.routeSettings = routeSettings(api);
    this.figures = new RequestFigures(this, 'Figures', {
      log: logGroup,
      stage: this.stage,
      alarms,
      settings,
    });
    alarms.add(this, {
      name: 'api-server-errors',
      severity: 'page',
      impact: 'Customers, agencies or payment providers receive server errors.',
      metric: this.stage.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      threshold: 5,
    });
  }
}

/** The routes that let through less than the stage, as CloudFormation wants them. */
const routeSettings = ({ throttles }: Api) =>
  Object.fromEntries(
    [...throttles].map(([key, { rate, burst }]) => [
      key,
      { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
    ]),
  );
