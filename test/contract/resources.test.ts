import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { MAX_WAITING_DELIVERIES } from '../../shared/events/circuit.ts';
import { MAX_ENDPOINTS } from '../../shared/events/endpoints.ts';
import { apiOf } from './api-of.ts';
import { synthesize } from './synthesize.ts';
import { PARALLEL_BATCHES } from '../../infra/constructs/stream-worker.ts';
import { aliasesOf, deployersOf, functionsOf, lambdasOf, queuesOf, resourcesOf, text } from './template.ts';

const template = inject('template');

test('the table has point-in-time recovery, deletion protection and a stream', () => {
  const tables = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');

  expect(tables).toEqual([
    expect.objectContaining({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: expect.objectContaining({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        // DynamoDB's own key: the only one whose uses are not billed.
        SSESpecification: { SSEEnabled: false },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    }),
  ]);
});

test('every Lambda has 1 GB, except the one that waits for remote servers', () => {
  const sizes = functionsOf(
    template,
    z.object({
      MemorySize: z.int(),
      Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
    }),
  ).map(({ properties: { MemorySize, Environment } }) => [
    Environment.Variables.POWERTOOLS_SERVICE_NAME,
    MemorySize,
  ]);

  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(([, memory]) => memory !== 1024)).toEqual([['event-sender', 256]]);
});

test('the bucket of files is private, encrypted, versioned and retained', () => {
  const buckets = Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::S3::Bucket' && id.startsWith('Files'))
    .map(([, bucket]) => bucket);

  expect(buckets).toEqual([
    expect.objectContaining({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: expect.objectContaining({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: expect.anything(),
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            expect.objectContaining({
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            }),
            {
              Status: 'Enabled',
              Prefix: 'exports/',
              ExpirationInDays: 1,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
            { Status: 'Enabled', Prefix: 'picture-uploads/', ExpirationInDays: 1 },
          ],
        },
        CorsConfiguration: {
          CorsRules: [
            expect.objectContaining({
              // A signed link is itself the right to one object (docs/decisions/0052).
              AllowedOrigins: ['*'],
              AllowedMethods: ['GET', 'PUT'],
            }),
          ],
        },
      }),
    }),
  ]);
});

test('every bucket blocks public access and refuses plain HTTP', () => {
  const policies = new Map(
    resourcesOf(
      template,
      'AWS::S3::BucketPolicy',
      z.object({ Bucket: text, PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) }),
    ).map(({ properties: { Bucket, PolicyDocument } }) => [Bucket, PolicyDocument.Statement]),
  );
  const access = z.object({
    PublicAccessBlockConfiguration: z.object({
      BlockPublicAcls: z.literal(true),
      BlockPublicPolicy: z.literal(true),
      IgnorePublicAcls: z.literal(true),
      RestrictPublicBuckets: z.literal(true),
    }),
    BucketEncryption: z.object({}),
  });
  const buckets = resourcesOf(template, 'AWS::S3::Bucket', access);

  expect(buckets).toHaveLength(2);
  for (const { id } of buckets)
    expect(policies.get(id)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
});

test('the table uses a customer-managed key when the settings ask for one', () => {
  const { template: own } = synthesize({ encryption: 'customer' });
  const [key, ...others] = resourcesOf(
    own,
    'AWS::KMS::Key',
    z.object({
      EnableKeyRotation: z.literal(true),
      KeyPolicy: z.object({ Statement: z.array(z.looseObject({})) }),
    }),
  );
  const encryption = z.object({ SSESpecification: z.unknown() });
  const [table] = resourcesOf(own, 'AWS::DynamoDB::Table', encryption);

  expect(table?.properties.SSESpecification).toEqual({
    SSEEnabled: true,
    SSEType: 'KMS',
    KMSMasterKeyId: { 'Fn::GetAtt': [key?.id, 'Arn'] },
  });
  expect(others).toEqual([]);
  // Whoever may use the table may use its key, through DynamoDB alone.
  expect(key?.properties.KeyPolicy.Statement).toContainEqual(
    expect.objectContaining({
      Condition: {
        StringEquals: {
          'kms:CallerAccount': { Ref: 'AWS::AccountId' },
          'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
        },
      },
    }),
  );
});

test('only the payment worker reserves concurrency, and only when the settings ask for it', () => {
  const reservations = (of: typeof template) =>
    resourcesOf(of, 'AWS::Lambda::Function', z.object({ ReservedConcurrentExecutions: z.int().optional() }))
      .filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined)
      .map(({ id, properties }) => [id, properties.ReservedConcurrentExecutions]);
  const worker = lambdasOf(template).find(({ name }) => name === 'payment-worker');

  expect(reservations(template)).toEqual([]);
  expect(reservations(synthesize({ workerConcurrency: '20' }).template)).toEqual([[worker?.id, 20]]);
});

test('every Lambda has the runtime and architecture that it is bundled for', () => {
  const runtime = z.object({
    Runtime: z.literal('nodejs24.x'),
    Architectures: z.tuple([z.literal('arm64')]),
  });

  expect(functionsOf(template, runtime)).not.toHaveLength(0);
});

test('the template contains one Lambda of the CDK’s own, which copies the pages at deployment', () => {
  const custom = Object.values(template.Resources).filter(({ Type }) =>
    /^(Custom|AWS::CloudFormation)::/.test(Type),
  );

  expect(new Set(custom.map(({ Type }) => Type))).toEqual(new Set(['Custom::CDKBucketDeployment']));
  expect(deployersOf(template).size).toBe(1);
});

test('every log group has a limited retention', () => {
  const groups = resourcesOf(
    template,
    'AWS::Logs::LogGroup',
    z.object({ RetentionInDays: z.int().max(400) }),
  );

  // The access log, and what the deployment of the pages says.
  expect(groups).toHaveLength(lambdasOf(template).length + 2);
});

test('the authorizer accepts only tokens of the issuer for our audience', () => {
  const { template: given } = synthesize({ issuer: 'https://login.example.com' });
  const authorizer = lambdasOf(given).find(({ name }) => name === 'authorizer');

  expect(authorizer?.environment).toMatchObject({ ISSUER: 'https://login.example.com', AUDIENCE: 'scrip' });
});

test('the API asks the authorizer about each bearer, and keeps the answer for 30 seconds', () => {
  expect(apiOf(template).authorizers).toEqual({
    bearer: {
      type: 'request',
      authorizerUri: expect.stringMatching(
        /lambda:path\/2015-03-31\/functions\/arn:.*:function:scrip-dev-authorizer:live\/invocations$/,
      ),
      authorizerPayloadFormatVersion: '2.0',
      authorizerResultTtlInSeconds: 30,
      enableSimpleResponses: true,
      identitySource: '$request.header.Authorization',
    },
  });
});

test('the API names the Lambdas as they are called', () => {
  const named = functionsOf(template, z.object({ FunctionName: z.string() }));
  const names = new Map(lambdasOf(template).map(({ id, name }) => [id, `scrip-dev-${name}`]));

  expect(new Map(named.map(({ id, properties }) => [id, properties.FunctionName]))).toEqual(names);
});

test('only the authorizer of this API may invoke the authorizer', () => {
  const permission = z.object({ FunctionName: text, Principal: z.string(), SourceArn: text.optional() });
  const permissions = resourcesOf(template, 'AWS::Lambda::Permission', permission)
    .map(({ properties }) => properties)
    .filter(({ FunctionName }) => FunctionName.startsWith('Authorizer'));

  expect(permissions).toMatchObject([
    {
      Principal: 'apigateway.amazonaws.com',
      SourceArn: expect.stringMatching(/:execute-api:.*:ApiDefinition\w+\/authorizers\/\*$/),
    },
  ]);
});

test('browsers may call from the origins in the settings, and can read the response headers', () => {
  expect(apiOf(template).cors).toMatchObject({
    allowOrigins: ['https://shop.example.com'],
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
  });
});

test('the API is throttled, and its access log contains no secret of a caller', () => {
  const [stage] = resourcesOf(
    template,
    'AWS::ApiGatewayV2::Stage',
    z.object({
      AccessLogSettings: z.object({ Format: z.string() }),
      DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.int(), ThrottlingBurstLimit: z.int() }),
    }),
  );

  expect(stage?.properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
  expect(stage?.properties.AccessLogSettings.Format).not.toMatch(
    /header|claims|query|\$context\.path|authorization/i,
  );
});

test('an access log line is JSON, with numbers where metrics read them', () => {
  const [stage] = resourcesOf(
    template,
    'AWS::ApiGatewayV2::Stage',
    z.object({ AccessLogSettings: z.object({ Format: z.string() }) }),
  );
  const line = stage?.properties.AccessLogSettings.Format.replaceAll(/\$context[\w.]+/g, '200') ?? '';

  expect(JSON.parse(line)).toMatchObject({ routeKey: '200', status: 200, responseMilliseconds: 200 });
});

describe('a queue', () => {
  const aliases = aliasesOf(template);
  const queues = queuesOf(template);
  const sources = resourcesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    z.object({
      EventSourceArn: text,
      FunctionName: text,
      FunctionResponseTypes: z.array(z.string()),
      ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
    }),
  )
    .map(({ properties }) => properties)
    .filter(({ EventSourceArn }) => !EventSourceArn.endsWith('.StreamArn'));

  test.each(queues)('$id is encrypted and refuses plain HTTP', ({ id, properties }) => {
    const guarded = resourcesOf(
      template,
      'AWS::SQS::QueuePolicy',
      z.object({
        Queues: z.tuple([text]),
        PolicyDocument: z.object({
          Statement: z.array(z.looseObject({ Effect: z.string(), Condition: z.unknown() })),
        }),
      }),
    ).find(({ properties: { Queues } }) => Queues[0] === id);

    expect(properties.SqsManagedSseEnabled).toBe(true);
    expect(guarded?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test.each(sources)(
    '$EventSourceArn has a longer visibility timeout than its worker, a dead-letter queue, and retries only failed messages',
    (source) => {
      const queue = queues.find(({ id }) => `${id}.Arn` === source.EventSourceArn)?.properties;
      const deadLetters = queues.find(
        ({ id }) => `${id}.Arn` === queue?.RedrivePolicy?.deadLetterTargetArn,
      )?.properties;
      const worker = lambdasOf(template).find(({ id }) => id === aliases.get(source.FunctionName));

      expect(source.ScalingConfig?.MaximumConcurrency).toBeLessThanOrEqual(50);
      expect(source.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * (worker?.timeout ?? Infinity));
      expect(queue?.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(5);
      // Longer than a weekend, and than the three days for which providers repeat webhooks.
      expect(queue?.MessageRetentionPeriod).toBeGreaterThanOrEqual(4 * 24 * 60 * 60);
      expect(deadLetters?.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    },
  );

  test('if all endpoints of an agency hang, more than half of the senders stay free for other agencies', () => {
    const events = sources.find(({ EventSourceArn }) => EventSourceArn.startsWith('EventsQueue'));

    expect(events?.ScalingConfig?.MaximumConcurrency).toBeGreaterThan(
      2 * MAX_ENDPOINTS * MAX_WAITING_DELIVERIES,
    );
  });

  test('decisions on credit requests keep their order, also in the dead-letter queue, and are deduplicated by id', () => {
    const requests = queues.filter(({ id }) => id.startsWith('Requests'));

    expect(requests).toHaveLength(2);
    for (const { properties } of requests) {
      expect(properties.FifoQueue).toBe(true);
      expect(properties.ContentBasedDeduplication).toBeUndefined();
    }
  });
});

test('table changes arrive in order, and an unpublishable change is set aside without delaying the rest', () => {
  const streams = resourcesOf(
    template,
    'AWS::Lambda::EventSourceMapping',
    z.looseObject({ EventSourceArn: text }),
  ).filter(({ properties }) => properties.EventSourceArn.endsWith('.StreamArn'));

  expect(streams).toEqual([
    expect.objectContaining({
      properties: expect.objectContaining({
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        ParallelizationFactor: PARALLEL_BATCHES,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 12 * 60 * 60,
        DestinationConfig: { OnFailure: expect.anything() },
      }),
    }),
  ]);
});
