import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { arn, PARTITION } from './aws.ts';
import { arnOfParameter } from './parameter-store.ts';

/** What IAM weighs: `<service>:<operation>` on an ARN. */
export type AwsCall = { action: string; resource: string };

/** Who signed a request, and for which service: `dynamodb`, `s3`… */
export type Signer = { accessKeyId: string; service: string };

/** By its header, or by its query if it is a presigned link. */
export const signerOf = ({ headers, url = '' }: IncomingMessage): Signer | undefined => {
  const signed =
    headers.authorization?.match(/Credential=([^,]*)/)?.[1] ??
    new URL(url, 'http://aws').searchParams.get('X-Amz-Credential');
  const [accessKeyId = '', , , service = ''] = signed?.split('/') ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
};

const inTable = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const inTables = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const inTransaction = z.object({ TransactItems: z.array(z.record(z.string(), inTable)) });
const inQueue = z.object({ QueueUrl: z.string() });
const onBuses = z.object({ Entries: z.array(z.object({ EventBusName: z.string() })) });
const ofSecret = z.object({ SecretId: z.string() });
const named = z.object({ Name: z.string() });

const tableArn = ({ TableName, IndexName }: z.output<typeof inTable>): string =>
  arn('dynamodb', `table/${TableName}${IndexName === undefined ? '' : `/index/${IndexName}`}`);

/** A transaction has no right of its own: it needs those of its parts. */
const dynamoDbCalls = (operation: string, input: unknown): AwsCall[] => {
  if (operation.startsWith('Transact'))
    return inTransaction.parse(input).TransactItems.flatMap((item) =>
      Object.entries(item).map(([part, place]) => ({
        action: `dynamodb:${part}Item`,
        resource: tableArn(place),
      })),
    );
  const action = `dynamodb:${operation}`;
  if (operation.startsWith('Batch'))
    return Object.keys(inTables.parse(input).RequestItems).map((TableName) => ({
      action,
      resource: tableArn({ TableName }),
    }));
  return [{ action, resource: tableArn(inTable.parse(input)) }];
};

/** @returns the ARN of a secret by its name; one that does not exist has one without characters of its own at the end */
export type SecretArn = (name: string, exists?: true) => Promise<string>;

const callsWithin = async (
  service: string,
  operation: string,
  input: unknown,
  secretArn: SecretArn,
): Promise<AwsCall[]> => {
  const on = (resource: string): AwsCall => ({
    action: `${service}:${operation.replace(/Batch$/, '')}`,
    resource,
  });
  switch (service) {
    case 'dynamodb':
      return dynamoDbCalls(operation, input);
    case 'sqs':
      return [on(arn('sqs', inQueue.parse(input).QueueUrl.split('/').at(-1) ?? ''))];
    case 'events':
      return onBuses
        .parse(input)
        .Entries.map(({ EventBusName }) => on(arn('events', `event-bus/${EventBusName}`)));
    case 'ssm':
      return [on(operation === 'DescribeParameters' ? '*' : arnOfParameter(named.parse(input).Name))];
    case 'secretsmanager':
      // One that is created is weighed by the ARN that it will have.
      return operation === 'CreateSecret'
        ? [on(await secretArn(named.parse(input).Name, true))]
        : [on(await secretArn(ofSecret.parse(input).SecretId))];
    default:
      return [on('*')];
  }
};

/**
 * What a call of the JSON protocol takes to be allowed. For what this machine can't read, that is everything.
 * @param operation what follows the service's name in `x-amz-target`
 */
export const jsonCalls = async (
  service: string,
  operation: string,
  body: string,
  secretArn: SecretArn,
): Promise<AwsCall[]> => {
  try {
    return await callsWithin(service, operation, JSON.parse(body), secretArn);
  } catch (error) {
    if (error instanceof z.ZodError) return [{ action: `${service}:${operation}`, resource: '*' }];
    throw error;
  }
};

const S3_OPERATIONS: Record<string, string> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** The action of a request for an object. The bucket is part of the path. */
export const objectCall = ({ method = '', url = '' }: IncomingMessage): AwsCall => ({
  action: `s3:${S3_OPERATIONS[method] ?? method}`,
  resource: `arn:${PARTITION}:s3:::${decodeURIComponent(new URL(url, 'http://aws').pathname.slice(1))}`,
});
