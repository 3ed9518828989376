import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

type Properties = Record<string, unknown>;

export type FunctionFixture = {
  /** Body of index.cjs, which sets `exports.handler`. */
  code: string;
  /** Seconds. */
  timeout?: number;
  environment?: Properties;
  properties?: Properties;
};

export type Fixture = {
  functions?: Record<string, FunctionFixture>;
  resources?: Record<string, { Type: string; Properties?: Properties }>;
};

const directories: string[] = [];

afterAll(async () => {
  await Promise.all(
    directories
      .splice(0)
      .map((directory) => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })),
  );
});

/** A directory that is removed when the test file is done. */
export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'scrip-local-'));
  directories.push(directory);
  return directory;
};

const functionResource = (
  logicalId: string,
  { timeout = 10, environment = {}, properties }: FunctionFixture,
) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${logicalId}.zip` },
    Environment: { Variables: environment },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Timeout: timeout,
    MemorySize: 256,
    ...properties,
  },
});

/** Writes a cloud assembly as `cdk synth` does: manifest, template, assets manifest and one asset for each function. */
export const writeAssembly = async ({ functions = {}, resources = {} }: Fixture): Promise<string> => {
  const directory = await temporaryDirectory();
  const files: Record<string, object> = {};
  for (const [logicalId, { code }] of Object.entries(functions)) {
    await mkdir(join(directory, `asset.${logicalId}`));
    await writeFile(join(directory, `asset.${logicalId}`, 'index.cjs'), code);
    files[logicalId] = {
      source: { path: `asset.${logicalId}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${logicalId}.zip` } },
    };
  }
  const template = {
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } },
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      IamPolicy: policyStatement('*', '*'),
      ...Object.fromEntries(
        Object.entries(functions).map(([logicalId, fixture]) => [
          logicalId,
          functionResource(logicalId, fixture),
        ]),
      ),
      ...resources,
    },
  };
  const manifest = {
    version: '50.0.0',
    artifacts: {
      Fixture: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Fixture.template.json' } },
      'Fixture.assets': { type: 'cdk:asset-manifest', properties: { file: 'Fixture.assets.json' } },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'Fixture.template.json'), JSON.stringify(template));
  await writeFile(join(directory, 'Fixture.assets.json'), JSON.stringify({ files }));
  return directory;
};

/** What the functions of a fixture may do: all that there is, unless its resources have `IamPolicy` of their own. */
export const policyStatement = (Action: string | string[], Resource: unknown) => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: [{ Ref: 'Role' }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] },
  },
});

export const queue = (properties: Properties = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });

export const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  },
};

/** An event source mapping from `source` (its Arn or StreamArn) to a function. */
export const mapping = (
  source: [string, 'Arn' | 'StreamArn'],
  functionId: string,
  properties: Properties = {},
) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: { 'Fn::GetAtt': source }, FunctionName: { Ref: functionId }, ...properties },
});

const invocationsOf = (functionId: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
      { 'Fn::GetAtt': [functionId, 'Arn'] },
      '/invocations',
    ],
  ],
});

const authorizer = {
  type: 'request',
  identitySource: '$request.header.Authorization',
  authorizerUri: invocationsOf('Guard'),
  authorizerPayloadFormatVersion: '2.0',
  enableSimpleResponses: true,
  authorizerResultTtlInSeconds: 30,
};

const pathAndMethod = (routeKey: string): [string, string] => {
  const [method = '', path = `/${method}`] = routeKey.split(' ');
  return [path, /^(?:ANY|\$default)$/.test(method) ? 'x-amazon-apigateway-any-method' : method.toLowerCase()];
};

/**
 * An HTTP API with one integration for each function named in `routes`.
 * @param routes route key -> function; `closed` routes ask the function Guard first
 */
export const httpApi = (
  routes: Record<string, { to: string; closed?: true }>,
  cors?: Properties,
): NonNullable<Fixture['resources']> => {
  const paths: Record<string, Properties> = {};
  for (const [routeKey, { to, closed }] of Object.entries(routes)) {
    const [path, method] = pathAndMethod(routeKey);
    const $ref = `#/components/x-amazon-apigateway-integrations/${to}`;
    const operation = {
      security: closed ? [{ bearer: [] }] : [],
      'x-amazon-apigateway-integration': { $ref },
    };
    paths[path] = { ...paths[path], [method]: operation };
  }
  const integrations = [...new Set(Object.values(routes).map(({ to }) => to))].map((functionId) => [
    functionId,
    { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri: invocationsOf(functionId) },
  ]);
  const isClosed = Object.values(routes).some(({ closed }) => closed);
  const Body = {
    openapi: '3.0.1',
    info: { title: 'fixture', version: '1' },
    paths,
    components: {
      ...(isClosed && { securitySchemes: { bearer: { 'x-amazon-apigateway-authorizer': authorizer } } }),
      'x-amazon-apigateway-integrations': Object.fromEntries(integrations),
    },
    ...(cors && { 'x-amazon-apigateway-cors': cors }),
  };
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' },
    },
  };
};
