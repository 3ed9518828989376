import { join } from 'node:path';
import { type DynamoDb, startDynamoDb } from './dynamodb.ts';
import { type EventBridge, startEventBridge } from './event-bridge.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import type { Log } from '../log.ts';
import type { AwsJsonService } from './aws-json.ts';
import { LOOPBACK } from '../ports.ts';
import { startParameterStore } from './parameter-store.ts';
import { type SecretsManager, startSecretsManager } from './secrets-manager.ts';
import { type Sqs, startSqs } from './sqs.ts';

export type EnginePorts = {
  dynamoDb: number;
  sqs: number;
  parameterStore: number;
  secretsManager: number;
  eventBridge: number;
};

/** The local engines that replace the AWS services that functions call, and the token issuer. */
export type Engines = {
  dynamoDb: DynamoDb;
  /** Answers as S3 too. */
  sqs: Sqs;
  parameterStore: AwsJsonService;
  secretsManager: SecretsManager;
  eventBridge: EventBridge;
  /** None where the template trusts an issuer that is not on this machine, or none at all. */
  issuer: Issuer | undefined;
};

export type EngineOptions = {
  log: Log;
  /** None keeps everything in memory. */
  directory: string | undefined;
  ports: EnginePorts;
  secretsFile: string | undefined;
  tokens: { issuer: string; audience: string[] } | undefined;
};

const isOnThisMachine = (url: string): boolean => url.startsWith(`http://${LOOPBACK}:`);

/** Starts all engines at once; when one fails, none is left running. */
export const startEngines = async ({
  log,
  directory,
  ports,
  secretsFile,
  tokens,
}: EngineOptions): Promise<Engines> => {
  const kept = (...path: string[]) => (directory === undefined ? undefined : join(directory, ...path));
  const issuer =
    tokens && isOnThisMachine(tokens.issuer)
      ? startIssuer({
          url: tokens.issuer,
          audience: tokens.audience[0] ?? '',
          keyFile: kept('issuer', 'signing-key.json'),
        })
      : undefined;
  const dynamoDb = startDynamoDb({ port: ports.dynamoDb, file: kept('dynamodb', 'tables.db'), onCrash: log });
  const sqs = startSqs({ port: ports.sqs, directory });
  const parameterStore = startParameterStore(ports.parameterStore, secretsFile);
  const secretsManager = startSecretsManager(ports.secretsManager, secretsFile);
  const eventBridge = startEventBridge(ports.eventBridge);
  try {
    return {
      dynamoDb: await dynamoDb,
      sqs: await sqs,
      parameterStore: await parameterStore,
      secretsManager: await secretsManager,
      eventBridge: await eventBridge,
      issuer: await issuer,
    };
  } catch (error) {
    const started = await Promise.allSettled([
      dynamoDb,
      sqs,
      parameterStore,
      secretsManager,
      eventBridge,
      issuer,
    ]);
    await Promise.all(started.map(async (part) => part.status === 'fulfilled' && part.value?.stop()));
    throw error;
  }
};
