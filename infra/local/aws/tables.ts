import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { readAssembly } from '../template/assembly.ts';
import { credentials, REGION } from './aws.ts';
import { createResources, type Resolved, type Resources } from '../template/resources.ts';
import { beginAnew } from '../data-version.ts';
import { StartupError } from '../startup-error.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projection = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });

const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.coerce.boolean() }).optional(),
});

type Table = Resolved<z.output<typeof tableSchema>>;

/** A table as it was made: its stream's ARN, when the template asks for a stream. */
export type CreatedTable = { name: string; streamArn: string | undefined };

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const create = async (
  client: DynamoDBClient,
  { name, properties }: Table,
): Promise<TableDescription | undefined> => {
  const { StreamSpecification: stream, TimeToLiveSpecification: expiry, ...shape } = properties;
  const { TableDescription: table } = await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      ...shape,
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    }),
  );
  if (expiry)
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: expiry }));
  return table;
};

/** Keys, indexes and stream as one text, whatever their order. */
const shapeOf = (table: {
  KeySchema?: { AttributeName?: string | undefined; KeyType?: string | undefined }[] | undefined;
  GlobalSecondaryIndexes?: { IndexName?: string | undefined }[] | undefined;
  LocalSecondaryIndexes?: { IndexName?: string | undefined }[] | undefined;
  StreamSpecification?: { StreamViewType?: string | undefined } | undefined;
}): string =>
  JSON.stringify([
    table.KeySchema?.map(({ AttributeName, KeyType }) => [KeyType, AttributeName]),
    table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted() ?? [],
    table.LocalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted() ?? [],
    table.StreamSpecification?.StreamViewType ?? null,
  ]);

/**
 * Creates the tables of the template that are missing.
 * @param directory where our own engine keeps them; none keeps them in memory
 */
export const createTables = async (
  resources: Resources,
  endpoint: string,
  directory?: string,
): Promise<CreatedTable[]> => {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  try {
    const created: CreatedTable[] = [];
    for (const table of resources.all('AWS::DynamoDB::Table', tableSchema)) {
      const existing = await describe(client, table.name);
      if (existing && shapeOf(existing) !== shapeOf(table.properties))
        throw new StartupError(
          `The table ${table.name} has other keys, indexes or streams than the template. ` +
            (directory === undefined || endpoint === process.env['DYNAMODB_ENDPOINT']
              ? `Remove it at ${endpoint}`
              : beginAnew(directory)),
        );
      const description = existing ?? (await create(client, table));
      created.push({ name: table.name, streamArn: description?.LatestStreamArn });
    }
    return created;
  } finally {
    client.destroy();
  }
};

const notRunning = (what: string) => (): never => {
  throw new StartupError(`${what} is not running`);
};

/**
 * Creates the tables of a synthesized template on an engine that runs alone, as tests want them.
 * @param prefix of the tables' names in place of the stack's own: under another one there are other tables
 * @returns the tables' names, in the template's order
 */
export const createTablesOfAssembly = async (
  directory: string,
  endpoint: string,
  prefix?: string,
): Promise<string[]> => {
  const { template, stackName } = await readAssembly(directory);
  const resources = createResources(template, prefix ?? stackName, {
    apiEndpoint: notRunning('The API'),
    distributionHost: notRunning('The distribution'),
    queueUrl: notRunning('The queue'),
    streamArn: notRunning('The stream'),
  });
  return (await createTables(resources, endpoint)).map(({ name }) => name);
};
