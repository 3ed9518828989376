import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { createTablesOfAssembly } from '../../infra/local/aws/tables.ts';
import { testTemplateDirectory } from './test-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbEndpoint: string;
    tableName: string;
  }
}

/** The local engine takes longer over each write the more its stream holds, DynamoDB does not; and nothing reads it. */
export const withoutStream = async (endpoint: string, tableName: string): Promise<void> => {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  const StreamSpecification = { StreamEnabled: false };
  await client.send(new UpdateTableCommand({ TableName: tableName, StreamSpecification }));
  client.destroy();
};

/**
 * A table of the template.
 * @param prefix of its name: under another one it is another table
 */
export const createTestTable = async (endpoint: string, prefix?: string): Promise<string> => {
  const [tableName = ''] = await createTablesOfAssembly(await testTemplateDirectory(), endpoint, prefix);
  await withoutStream(endpoint, tableName);
  return tableName;
};

/** Starts the real engine for the whole run, with its table. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startDynamoDb();
  const tableName = await createTestTable(engine.endpoint);
  project.provide('dynamoDbEndpoint', engine.endpoint);
  project.provide('tableName', tableName);
  return engine.stop;
}
