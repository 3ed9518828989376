import path from 'node:path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Assembly, readAssembly } from '../../infra/local/template/assembly.ts';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { synthesize } from '../../infra/local/template/synth.ts';
import { createTablesOfAssembly } from '../../infra/local/aws/tables.ts';
import { withoutStream } from '../support/table-setup.ts';

export const output = path.join(import.meta.dirname, '..', '..', '.local');

/** What a deployment would consist of, and a way to end the engine with all that was written. */
export type Rig = { assembly: Assembly; stop: () => Promise<void> };

/**
 * Synthesizes the stack as it deploys, starts an engine in memory with its table, and names both in this process's
 * environment, so that `openLedger` opens there what it opens on Lambda, with the same settings.
 */
export const openRig = async (): Promise<Rig> => {
  const { assembly } = await synthesize('bench', { issuer: 'https://login.example.com', stage: 'bench' });
  const engine = await startDynamoDb();
  try {
    const [table] = await createTablesOfAssembly(assembly, engine.endpoint);
    Object.assign(process.env, {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      TABLE_NAME: table,
    });
    await withoutStream(engine.endpoint, table ?? '');
    const client = new DynamoDBClient({});
    const stop = async (): Promise<void> => {
      await client.send(new DeleteTableCommand({ TableName: table }));
      client.destroy();
      await engine.stop();
    };
    return { assembly: await readAssembly(assembly), stop };
  } catch (error) {
    await engine.stop();
    throw error;
  }
};
