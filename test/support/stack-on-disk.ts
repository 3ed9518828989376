import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { startTestStack, temporaryDirectory } from './stack.ts';

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

/** A stack on disk for one test, so that an engine that ends can be started again with what it held. */
export const startStackOnDisk = async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const stack = await startTestStack({ directory });
  onTestFinished(() => stack.stop());
  const { sqs, dynamoDb } = stack.endpoints;
  return {
    stack,
    startQueuesAgain: async () => {
      const engine = await startSqs({ port: portOf(sqs), directory });
      onTestFinished(() => engine.stop());
    },
    startTablesAgain: async () => {
      const file = path.join(directory, 'dynamodb', 'tables.db');
      const engine = await startDynamoDb({ port: portOf(dynamoDb), file });
      onTestFinished(() => engine.stop());
    },
  };
};
