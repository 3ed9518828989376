import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { MAX_WAITING_DELIVERIES } from '../../shared/events/circuit.ts';
import { MAX_ENDPOINTS } from '../../shared/events/endpoints.ts';
import { synthesize } from './synthesize.ts';
import { lambdasOf, queuesOf, resourcesOf, text } from './template.ts';

const template = inject('template');

test('the table can be brought back, can not be deleted by mistake and streams its changes', () => {
  const tables = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');

  expect(tables).toEqual([
    expect.objectContaining({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: expect.objectContaining({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    }),
  ]);
});

test('every Lambda has one gigabyte, but the one that waits for servers of others', () => {
  const sizes = resourcesOf(
    template,
    'AWS::Lambda::Function',
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

test('the files are private, encrypted, kept, and can be brought back', () => {
  const buckets = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::S3::Bucket');

  expect(buckets).toEqual([
    expect.objectContaining({
      DeletionPolicy: 'Retain',
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
          ],
        },
        CorsConfiguration: {
          CorsRules: [
            expect.objectContaining({
              AllowedOrigins: ['https://shop.example.com'],
              AllowedMethods: ['GET', 'PUT'],
            }),
          ],
        },
      }),
    }),
  ]);
});

test('the files are not to be had over plain http', () => {
  const [policy, ...others] = resourcesOf(
    template,
    'AWS::S3::BucketPolicy',
    z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) }),
  );

  expect(others).toEqual([]);
  expect(policy?.properties.PolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Effect: 'Deny',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ]);
});

test('the table is encrypted with a key of the account, where the settings say so', () => {
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

test('instances are reserved for the payment worker alone, and only where the settings say so', () => {
  const reservations = (of: typeof template) =>
    resourcesOf(of, 'AWS::Lambda::Function', z.object({ ReservedConcurrentExecutions: z.int().optional() }))
      .filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined)
      .map(({ id, properties }) => [id, properties.ReservedConcurrentExecutions]);
  const worker = lambdasOf(template).find(({ name }) => name === 'payment-worker');

  expect(reservations(template)).toEqual([]);
  expect(reservations(synthesize({ workerConcurrency: '20' }).template)).toEqual([[worker?.id, 20]]);
});

test('every Lambda runs the runtime and the processor that it is bundled for', () => {
  const runtime = z.object({
    Runtime: z.literal('nodejs24.x'),
    Architectures: z.tuple([z.literal('arm64')]),
  });

  expect(resourcesOf(template, 'AWS::Lambda::Function', runtime)).not.toHaveLength(0);
});

test('no Lambda of the CDK is deployed with ours', () => {
  const custom = Object.values(template.Resources).filter(({ Type }) =>
    /^(Custom|AWS::CloudFormation)::/.test(Type),
  );

  expect(custom).toEqual([]);
});

test('logs are kept for a while, not for ever', () => {
  const groups = resourcesOf(
    template,
    'AWS::Logs::LogGroup',
    z.object({ RetentionInDays: z.int().max(400) }),
  );

  expect(groups).toHaveLength(lambdasOf(template).length + 1);
});

test('tokens are those of the issuer, for our audience', () => {
  const jwt = z.object({ JwtConfiguration: z.unknown(), IdentitySource: z.unknown() });
  const { template: given } = synthesize({ issuer: 'https://login.example.com' });
  const [tokens] = resourcesOf(given, 'AWS::ApiGatewayV2::Authorizer', jwt);

  expect(tokens?.properties).toEqual({
    JwtConfiguration: { Audience: ['scrip'], Issuer: 'https://login.example.com' },
    IdentitySource: ['$request.header.Authorization'],
  });
});

test('a browser may come from the origins that the settings name, and read what the API answers', () => {
  const [api] = resourcesOf(template, 'AWS::ApiGatewayV2::Api', z.object({ CorsConfiguration: z.unknown() }));

  expect(api?.properties.CorsConfiguration).toMatchObject({
    AllowOrigins: ['https://shop.example.com'],
    AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    ExposeHeaders: ['ETag', 'Location', 'Retry-After', 'Idempotent-Replayed', 'Link', 'Content-Disposition'],
  });
});

test('the API is throttled, and its access log tells nothing that a caller has to keep secret', () => {
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

test('a line of the access log is JSON, with numbers where figures come from', () => {
  const [stage] = resourcesOf(
    template,
    'AWS::ApiGatewayV2::Stage',
    z.object({ AccessLogSettings: z.object({ Format: z.string() }) }),
  );
  const line = stage?.properties.AccessLogSettings.Format.replaceAll(/\$context[\w.]+/g, '200') ?? '';

  expect(JSON.parse(line)).toMatchObject({ routeKey: '200', status: 200, responseMilliseconds: 200 });
});

describe('a queue', () => {
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

  test.each(queues)('$id is encrypted and refuses plain http', ({ id, properties }) => {
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
    '$EventSourceArn outwaits its worker, keeps what fails and repeats only that',
    (source) => {
      const queue = queues.find(({ id }) => `${id}.Arn` === source.EventSourceArn)?.properties;
      const deadLetters = queues.find(
        ({ id }) => `${id}.Arn` === queue?.RedrivePolicy?.deadLetterTargetArn,
      )?.properties;
      const worker = lambdasOf(template).find(({ id }) => id === source.FunctionName);

      expect(source.ScalingConfig?.MaximumConcurrency).toBeLessThanOrEqual(50);
      expect(source.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * (worker?.timeout ?? Infinity));
      expect(queue?.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(deadLetters?.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    },
  );

  test('if all endpoints of an agency hang, more than half of the senders are free for the others', () => {
    const events = sources.find(({ EventSourceArn }) => EventSourceArn.startsWith('EventsQueue'));

    expect(events?.ScalingConfig?.MaximumConcurrency).toBeGreaterThan(
      2 * MAX_ENDPOINTS * MAX_WAITING_DELIVERIES,
    );
  });

  test('decisions of credit requests keep their order, also when they are set aside, and are known by their id', () => {
    const requests = queues.filter(({ id }) => id.startsWith('Requests'));

    expect(requests).toHaveLength(2);
    for (const { properties } of requests) {
      expect(properties.FifoQueue).toBe(true);
      expect(properties.ContentBasedDeduplication).toBeUndefined();
    }
  });
});

test('changes of the table come in order, and what can not be told of is set aside without holding up the rest', () => {
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
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 12 * 60 * 60,
        DestinationConfig: { OnFailure: expect.anything() },
      }),
    }),
  ]);
});
