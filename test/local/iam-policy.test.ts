import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { bucketAt } from '../support/files.ts';
import {
  mapping,
  queue,
  policyStatement,
  table,
  temporaryDirectory,
  writeAssembly,
} from './assembly-fixture.ts';

/** Makes the requested call with the SDK, and returns whether it was allowed. */
const code = `exports.handler = async ({ sdk, client, command, input, link }) => {
  const { [client]: Client, [command]: Command } = require(sdk);
  if ('QueueUrl' in input) input.QueueUrl = process.env[input.QueueUrl];
  const send = link === undefined ? (one, what) => one.send(what) : require(link).getSignedUrl;
  return await send(new Client({}), new Command(input)).then(
    (answer) => typeof answer === 'string' ? answer : 'allowed',
    ({ name, message }) => name + ': ' + message);
};`;

const index = { IndexName: 'lists', KeySchema: [{ AttributeName: 'listPk', KeyType: 'HASH' }] };
const withIndex = {
  ...table,
  Properties: {
    ...table.Properties,
    AttributeDefinitions: ['pk', 'listPk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType: 'ALL' } }],
  },
};

const under = (logicalId: string, path: string) => ({
  'Fn::Join': ['', [{ 'Fn::GetAtt': [logicalId, 'Arn'] }, path]],
});
const secretArn = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`,
});

const environment = { ORDERS: { Ref: 'Orders' }, OTHERS: { Ref: 'Others' } };

const resources = {
  Table: withIndex,
  Orders: queue(),
  Others: queue(),
  Files: { Type: 'AWS::S3::Bucket' },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'ours' } },
  IamPolicy: policyStatement(['dynamodb:PutItem', 'dynamodb:BatchGetItem'], under('Table', '')),
  MayList: policyStatement('dynamodb:Query', under('Table', '/index/lists')),
  MaySend: policyStatement('sqs:SendMessage', under('Orders', '')),
  MayRead: policyStatement('secretsmanager:GetSecretValue', [
    secretArn('shop/*/keys-??????'),
    secretArn('shop/*/keys'),
  ]),
  MayCreate: policyStatement('secretsmanager:CreateSecret', secretArn('shop/*/keys-??????')),
  MayReadParameters: policyStatement('ssm:GetParameter', {
    'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/*/keys',
  }),
  MayPublish: policyStatement('events:PutEvents', under('Bus', '')),
  MayGive: policyStatement('s3:GetObject', under('Files', '/downloads/*')),
};

const resolveModule = createRequire(import.meta.url).resolve;
const clients = {
  dynamodb: 'DynamoDBClient',
  sqs: 'SQSClient',
  'secrets-manager': 'SecretsManagerClient',
  ssm: 'SSMClient',
  eventbridge: 'EventBridgeClient',
  s3: 'S3Client',
};
type Service = keyof typeof clients;

const log: string[] = [];
let stack: Stack;

beforeAll(async () => {
  const secretsFile = join(await temporaryDirectory(), 'secrets.json');
  await writeFile(secretsFile, JSON.stringify({ 'shop/acme/keys': 'x', 'shop/acme/others': 'y' }));
  const assembly = await writeAssembly({ functions: { Shop: { code, environment } }, resources });
  stack = await startStack({ assembly, secretsFile, log: (line) => log.push(line) });
});

afterAll(() => stack.stop());

const call = async (service: Service, command: string, input: object, link = false): Promise<string> => {
  const outcome = await stack.invoke('Fixture-Shop', {
    sdk: resolveModule(`@aws-sdk/client-${service}`),
    client: clients[service],
    command: `${command}Command`,
    input,
    ...(link && { link: resolveModule('@aws-sdk/s3-request-presigner') }),
  });
  expect(outcome).toMatchObject({ status: 'ok' });
  return z.string().parse(JSON.parse(outcome.status === 'ok' ? outcome.payload : ''));
};

const TableName = 'Fixture-Table';
const Key = { pk: { S: 'a' } };
const put = { Put: { TableName, Item: Key } };
const key = { ExpressionAttributeValues: { ':is': { S: 'a' } } };
const message = { Id: '1', MessageBody: 'hello' };
const event = { Source: 'shop', DetailType: 'sold', Detail: '{}' };

describe('a call that the template allows passes', () => {
  test.each<[Service, string, object]>([
    ['dynamodb', 'PutItem', { TableName, Item: Key }],
    ['dynamodb', 'BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } }],
    ['dynamodb', 'TransactWriteItems', { TransactItems: [put] }],
    ['dynamodb', 'Query', { TableName, IndexName: 'lists', KeyConditionExpression: 'listPk = :is', ...key }],
    ['secrets-manager', 'GetSecretValue', { SecretId: 'shop/acme/keys' }],
    ['secrets-manager', 'CreateSecret', { Name: 'shop/new/keys', SecretString: 'z' }],
    ['ssm', 'GetParameter', { Name: '/shop/acme/keys', WithDecryption: true }],
    ['eventbridge', 'PutEvents', { Entries: [{ ...event, EventBusName: 'ours' }] }],
    ['sqs', 'SendMessageBatch', { QueueUrl: 'ORDERS', Entries: [message] }],
  ])('%s: %s', async (service, command, input) => {
    expect(await call(service, command, input)).toBe('allowed');
  });
});

describe('a call that the template does not allow is refused', () => {
  test.each<[string, Service, string, object, string]>([
    ['another action', 'dynamodb', 'GetItem', { TableName, Key }, 'dynamodb:GetItem'],
    [
      'a part of a transaction',
      'dynamodb',
      'TransactWriteItems',
      { TransactItems: [put, { Delete: { TableName, Key: { pk: { S: 'b' } } } }] },
      'dynamodb:DeleteItem',
    ],
    [
      'the table, by a right to its index',
      'dynamodb',
      'Query',
      { TableName, KeyConditionExpression: 'pk = :is', ...key },
      'dynamodb:Query',
    ],
    ['what is not known', 'dynamodb', 'ListTables', {}, 'dynamodb:ListTables'],
    ['another table', 'dynamodb', 'PutItem', { TableName: 'Other', Item: Key }, 'dynamodb:PutItem'],
    ['another queue', 'sqs', 'SendMessage', { QueueUrl: 'OTHERS', ...message }, 'sqs:SendMessage'],
    ['to receive', 'sqs', 'ReceiveMessage', { QueueUrl: 'ORDERS' }, 'sqs:ReceiveMessage'],
    [
      'another secret',
      'secrets-manager',
      'GetSecretValue',
      { SecretId: 'shop/acme/others' },
      'GetSecretValue',
    ],
    [
      'to write a secret',
      'secrets-manager',
      'PutSecretValue',
      { SecretId: 'shop/acme/keys', SecretString: 'z' },
      'secretsmanager:PutSecretValue',
    ],
    [
      'another parameter',
      'ssm',
      'GetParameter',
      { Name: '/shop/acme/others', WithDecryption: true },
      'ssm:GetParameter',
    ],
    ['to list parameters', 'ssm', 'DescribeParameters', {}, 'ssm:DescribeParameters'],
    [
      'another bus',
      'eventbridge',
      'PutEvents',
      { Entries: [{ ...event, EventBusName: 'theirs' }] },
      'events:PutEvents',
    ],
  ])('%s', async (_what, service, command, input, action) => {
    const answer = await call(service, command, input);
    expect(answer).toMatch(/^AccessDenied\w*: Fixture-Shop is not authorized to perform: /);
    expect(answer).toContain(action);
    expect(log.filter((line) => line.startsWith('refused: ')).join('\n')).toContain(
      answer.slice(answer.indexOf(': ') + 2),
    );
    expect(stack.grantsSeen().refused.join('\n')).toContain(action);
  });

  test('a missing secret requested by its bare name is reported as missing, not as denied', async () => {
    const missing = { SecretId: 'shop/none/keys' };
    expect(await call('secrets-manager', 'GetSecretValue', missing)).toMatch(/^ResourceNotFoundException/);
  });
});

test('a presigned link has its signer’s permissions, whoever uses it', async () => {
  const [Bucket = ''] = stack.buckets;
  const { client } = bucketAt(stack.endpoints.s3);
  for (const folder of ['downloads', 'proofs'])
    await client.send(new PutObjectCommand({ Bucket, Key: `${folder}/a b.txt`, Body: folder }));
  const fetchBy = async (folder: string) =>
    await fetch(await call('s3', 'GetObject', { Bucket, Key: `${folder}/a b.txt` }, true));

  expect(await (await fetchBy('downloads')).text()).toBe('downloads');
  const refused = await fetchBy('proofs');
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('<Code>AccessDenied</Code>'),
  ]);
});

test('grants and used grants are recorded separately', () => {
  const { granted, used } = stack.grantsSeen();
  expect(granted).toHaveLength(10);
  expect(used).toContain('Shop events:PutEvents arn:aws:events:us-east-1:000000000000:event-bus/ours');
  expect(used.every((line) => granted.includes(line))).toBe(true);
});

test.each<[string, object, string]>([
  [
    'a queue that the role may not receive from',
    { IamPolicy: policyStatement('sqs:DeleteMessage', '*'), From: mapping(['Orders', 'Arn'], 'Shop') },
    'From: the role of Shop does not allow sqs:ReceiveMessage on arn:aws:sqs:us-east-1:000000000000:Fixture-Orders',
  ],
  [
    'a denial',
    {
      IamPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
        },
      },
    },
    'IamPolicy (AWS::IAM::Policy): PolicyDocument.Statement.0.Effect: the local stack evaluates Allow statements only',
  ],
])('does not start with %s', async (_what, more, line) => {
  const assembly = await writeAssembly({
    functions: { Shop: { code } },
    resources: { Orders: queue(), ...more },
  });
  await expect(startStack({ assembly })).rejects.toThrow(line);
});
