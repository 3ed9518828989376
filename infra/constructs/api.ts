import { Aws, Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AuthorizerPayloadVersion,
  CfnRoute,
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpIntegration,
  HttpIntegrationType,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  type LambdaName,
  type Route,
  routeKey,
  type Scope,
  type Throttle,
  THROTTLE_STATIC,
} from '../../shared/http/route.ts';
import { redeemSessionRoutes } from '../../shared/http/routes/sessions.ts';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type ApiProps = {
  routes: Record<string, Route>;
  /** Who answers the routes of each name; `public` also answers whatever has no route. */
  lambdas: Record<LambdaName, LambdaFunction>;
  settings: Settings;
  /** Says who calls. */
  authorizer: LambdaFunction;
};

/** How long API Gateway keeps an answer of the authorizer: so long a revoked key still works. */
const AUTHORIZER_TTL = Duration.seconds(30);

/** Why the routes of a Lambda may do without a token. Those that are not named here may not. */
const publicBecause: Partial<Record<LambdaName, string>> = {
  account: 'It answers anybody what an agency publishes of itself: its name, its logo and its colours.',
  pictures: 'It answers anybody with what agencies show in their shop windows, and may read nothing else.',
  public: 'It answers everybody alike and reaches no data of any agency or account.',
  webhooks: "Providers hold no token: the Lambda verifies the provider's signature over the raw body.",
};

/** The same for single routes, where it is another reason. */
const publicRouteBecause = new Map([
  [
    routeKey(redeemSessionRoutes.redeemSession),
    'The one-time code in its body is the proof, and the only thing that it reads by.',
  ],
]);

/** The HTTP API exactly as the route table says: every route with its scope, and one integration for each Lambda. */
export class Api extends Construct {
  readonly http: HttpApi;
  /** By the keys of the routes that let through less than the stage. */
  readonly throttles: ReadonlyMap<string, Throttle>;
  private readonly authorizer: HttpAuthorizer;
  private readonly targets = new Map<LambdaFunction, string>();

  constructor(scope: Construct, id: string, { routes, lambdas, settings, authorizer }: ApiProps) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', {
      apiName: `scrip-${settings.stage}`,
      createDefaultStage: false,
      ...(settings.corsOrigins.length > 0 && { corsPreflight: cors(settings.corsOrigins) }),
    });
    this.authorizer = new HttpAuthorizer(this, 'Authorizer', {
      httpApi: this.http,
      type: HttpAuthorizerType.LAMBDA,
      identitySource: ['$request.header.Authorization'],
      authorizerUri: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${authorizer.live.functionArn}/invocations`,
      payloadFormatVersion: AuthorizerPayloadVersion.VERSION_2_0,
      enableSimpleResponses: true,
      resultsCacheTtl: AUTHORIZER_TTL,
    });
    this.permit(authorizer, `authorizers/${this.authorizer.authorizerId}`);
    this.throttles = new Map([
      ...Object.values(routes).flatMap((route): [string, Throttle][] =>
        route.throttle ? [[routeKey(route), route.throttle]] : [],
      ),
      ['$default', THROTTLE_STATIC],
    ]);
    for (const [operation, route] of Object.entries(routes)) {
      const cfnRoute = this.route(operation, routeKey(route), route.scope, lambdas[route.lambda]);
      acknowledgePublic(cfnRoute, route);
    }
    acknowledgePublic(this.route('default', '$default', 'public', lambdas.public), {
      scope: 'public',
      lambda: 'public',
    });
  }

  private route(id: string, key: string, scope: Scope, lambda: LambdaFunction): CfnRoute {
    return new CfnRoute(this, `Route-${id}`, {
      apiId: this.http.apiId,
      routeKey: key,
      target: this.target(lambda),
      ...(scope === 'public'
        ? { authorizationType: 'NONE' }
        : { authorizationType: 'CUSTOM', authorizerId: this.authorizer.authorizerId }),
    });
  }

  private target(lambda: LambdaFunction): string {
    const known = this.targets.get(lambda);
    if (known !== undefined) {
      return known;
    }
    const { integrationId } = new HttpIntegration(this, `Integration-${lambda.node.id}`, {
      httpApi: this.http,
      integrationType: HttpIntegrationType.AWS_PROXY,
      integrationUri: lambda.live.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    this.permit(lambda, '*/*');
    const target = `integrations/${integrationId}`;
    this.targets.set(lambda, target);
    return target;
  }

  /** Lets a part of this API invoke a Lambda. */
  private permit({ live }: LambdaFunction, resourceName: string): void {
    live.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.http.apiId,
        resourceName,
      }),
    });
  }
}

const acknowledgePublic = (cfnRoute: CfnRoute, { scope, lambda }: Pick<Route, 'scope' | 'lambda'>): void => {
  const reason = publicRouteBecause.get(cfnRoute.routeKey) ?? publicBecause[lambda];
  if (scope === 'public' && reason !== undefined) {
    Validations.of(cfnRoute).acknowledge({ id: 'AwsSolutions-APIG4', reason });
  }
};

/** Browsers may send what the API takes, and may read what it answers beside the body. */
const cors = (allowOrigins: string[]): CorsPreflightOptions => ({
  allowOrigins,
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'prefer'],
  exposeHeaders: [
    'ETag',
    'Location',
    'Retry-After',
    'Idempotent-Replayed',
    'Link',
    'Content-Disposition',
    'Preference-Applied',
  ],
  maxAge: Duration.hours(1),
});
