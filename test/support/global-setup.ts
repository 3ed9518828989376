import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { createTablesOfAssembly } from '../../infra/local/tables.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbEndpoint: string;
    tableName: string;
  }
}

/** Starts the real engine for the whole run, with the tables of the template that was synthesized just before. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startDynamoDb();
  const [tableName = ''] = await createTablesOfAssembly(
    path.join(import.meta.dirname, '..', '..', '.local', 'contract'),
    engine.endpoint,
  );
  project.provide('dynamoDbEndpoint', engine.endpoint);
  project.provide('tableName', tableName);
  return engine.stop;
}
