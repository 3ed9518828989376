import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { CfnApi, CfnDeployment, HttpApi, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routeKey, type Throttle } from '../../shared/http/route.ts';
import type { Settings } from '../settings.ts';
import { apiBody, type ApiBodyProps, FALLBACK } from './api-body.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type ApiProps = Pick<ApiBodyProps, 'routes' | 'lambdas' | 'authorizer'> & { settings: Settings };

/**
 * The HTTP API exactly as the route table says, from one definition: one resource, however many routes
 * (docs/decisions/0084-one-api-definition.md).
 */
export class Api extends Construct {
  readonly http: IHttpApi;
  /** All routes at once, made when the Lambdas that they lead to are there. */
  readonly deployment: CfnDeployment;
  /** By the keys of the routes that let through less than the stage. */
  readonly throttles: ReadonlyMap<string, Throttle>;

  constructor(scope: Construct, id: string, { routes, lambdas, settings, authorizer }: ApiProps) {
    super(scope, id);
    const answering = Object.values(lambdas);
    const body = apiBody({
      name: `scrip-${settings.stage}`,
      routes,
      lambdas,
      authorizer,
      corsOrigins: settings.corsOrigins,
    });
    const definition = new CfnApi(this, 'Definition', { body, failOnWarnings: true });
    this.http = HttpApi.fromHttpApiAttributes(this, 'Http', {
      httpApiId: definition.ref,
      apiEndpoint: definition.attrApiEndpoint,
    });
    for (const lambda of answering) this.permit(lambda, '*/*');
    this.permit(authorizer, 'authorizers/*');
    this.deployment = new CfnDeployment(this, `Deployment-${this.digest(body)}`, {
      apiId: this.http.apiId,
    });
    this.deployment.node.addDependency(definition, ...[...answering, authorizer].map(({ live }) => live));
    this.throttles = new Map(
      [...Object.values(routes).map((route) => ({ ...route, key: routeKey(route) })), FALLBACK].flatMap(
        ({ key, throttle }): [string, Throttle][] => (throttle ? [[key, throttle]] : []),
      ),
    );
  }

  /** A deployment never changes: another definition takes another one. */
  private digest(body: object): string {
    const written = JSON.stringify(Stack.of(this).resolve(body));
    return createHash('sha256').update(written).digest('hex').slice(0, 8);
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
