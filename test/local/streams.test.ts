import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { mapping, queue, table, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';
import { eventually, lines, readLines } from './eventually.ts';

/** Notes the key of every change; stops at POISON, by name or by throwing, as often as FAILURES says. */
const publisher = `const { appendFileSync } = require('node:fs');
let failures = Number(process.env.FAILURES);
exports.handler = async ({ Records }) => {
  for (const { dynamodb, eventName } of Records) {
    const key = dynamodb.Keys.pk.S;
    if (key === 'poison' && failures-- > 0) {
      if (process.env.THROWS) throw new Error('poison');
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
    appendFileSync(process.env.NOTES, JSON.stringify({ key, eventName, bytes: dynamodb.NewImage.bytes?.B }) + '\\n');
  }
  return { batchItemFailures: [] };
};`;

const noted = z.array(z.object({ key: z.string(), eventName: z.string(), bytes: z.string().optional() }));
const keysOf = (found: unknown[]): string[] => noted.parse(found).map(({ key }) => key);
const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };

const fixture = async (environment: Record<string, unknown>, properties: Record<string, unknown>) => {
  const file = join(await temporaryDirectory(), 'notes');
  const assembly = await writeAssembly({
    functions: { Publisher: { code: publisher, environment: { NOTES: file, FAILURES: 0, ...environment } } },
    resources: {
      Table: table,
      GivenUp: queue(),
      Changes: mapping(['Table', 'StreamArn'], 'Publisher', {
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 5,
        ...properties,
      }),
    },
  });
  return { assembly, file };
};

const run = async (assembly: string, directory?: string): Promise<Stack> => {
  const stack = await startStack({ assembly, ...(directory !== undefined && { directory }) });
  onTestFinished(() => stack.stop());
  return stack;
};

const put = async (stack: Stack, keys: readonly string[]): Promise<void> => {
  const client = new DynamoDBClient({ endpoint: stack.endpoints.dynamoDb, region: 'us-east-1', credentials });
  for (const key of keys)
    await client.send(
      new PutItemCommand({
        TableName: stack.tables[0],
        Item: { pk: { S: key }, bytes: { B: Buffer.from([1]) } },
      }),
    );
  client.destroy();
};

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, number) => `${prefix}${number}`);

test('changes arrive in order, and continue there after a restart', async () => {
  const { assembly, file } = await fixture({}, {});
  const directory = await temporaryDirectory();
  const first = await startStack({ assembly, directory });
  await put(first, numbered('a', 12));
  const before = await lines(file, 12);
  await first.stop();
  expect(keysOf(before)).toEqual(numbered('a', 12));
  expect(before[0]).toEqual({ key: 'a0', eventName: 'INSERT', bytes: 'AQ==' });

  const second = await run(assembly, directory);
  await put(second, numbered('b', 3));
  expect(keysOf(await lines(file, 15))).toEqual([...numbered('a', 12), ...numbered('b', 3)]);
});

test('a failing change blocks those behind it until it succeeds', async () => {
  const { assembly, file } = await fixture(
    { FAILURES: 2 },
    { FunctionResponseTypes: ['ReportBatchItemFailures'] },
  );
  await put(await run(assembly), ['a', 'poison', 'b', 'c']);
  expect(keysOf(await lines(file, 4))).toEqual(['a', 'poison', 'b', 'c']);
});

test('bisecting isolates the bad change and sends its position to the failure queue', async () => {
  const { assembly, file } = await fixture(
    { FAILURES: 1000, THROWS: 'yes' },
    {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['GivenUp', 'Arn'] } } },
    },
  );
  const stack = await run(assembly);
  await put(stack, ['a', 'poison', 'b']);
  await eventually(async () => new Set(keysOf(await readLines(file))).size === 2);
  const client = new SQSClient({ endpoint: stack.endpoints.sqs, region: 'us-east-1', credentials });
  const QueueUrl = stack.queueUrl('Fixture-GivenUp');
  const body = await eventually(async () => {
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    return Messages?.[0]?.Body;
  });
  client.destroy();
  expect(JSON.parse(body)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '2', endSequenceNumber: '2' },
  });
});

test('a filter passes only matching changes', async () => {
  const pattern = { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'yes' }] } } } };
  const { assembly, file } = await fixture(
    {},
    { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } },
  );
  await put(await run(assembly), ['no1', 'yes1', 'no2', 'yes2', 'yes1']);
  expect(keysOf(await lines(file, 2))).toEqual(['yes1', 'yes2']);
});
