import path from 'node:path';
import * as z from 'zod';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { seed } from '../../infra/local/seed/seed.ts';
import { startStack } from '../../infra/local/stack.ts';
import { synthesize } from '../../infra/local/template/synth.ts';
import type { StackAddresses } from './http-stack.ts';

/** The whole local stack in this process, until the parent process lets go of it. */
const AUDIENCE = 'scrip';

const main = async (directory: string): Promise<void> => {
  const issuer = await startIssuer({
    url: `http://localhost:${await freePort()}`,
    audience: AUDIENCE,
    keyFile: path.join(directory, 'signing-key.json'),
  });
  const { assembly } = await synthesize('bench-stack', {
    stage: 'local',
    issuer: issuer.url,
    audience: AUDIENCE,
  });
  const stack = await startStack({ assembly, directory });
  const [tableName = ''] = stack.tables;
  const dynamoDb = stack.endpoints.dynamoDb;
  await seed({ dynamoDbEndpoint: dynamoDb, tableName });
  await stack.warmUp();
  process.send?.({ api: stack.api, issuer: issuer.url, dynamoDb, tableName } satisfies StackAddresses);
  process.once('disconnect', () => {
    void stack.stop().then(() => issuer.stop());
  });
};

void main(z.string().parse(process.argv[2]));
