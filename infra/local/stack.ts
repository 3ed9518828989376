import { readApi, tokenSettings } from './http-api/api-definition.ts';
import { readDistribution } from './distribution/definition.ts';
import { startDistribution } from './distribution/distribution.ts';
import { readAssembly } from './template/assembly.ts';
import { bounded } from './lambda/background.ts';
import { type EnginePorts, type Engines, startEngines } from './aws/engines.ts';
import { startEventDelivery } from './event-sources/event-delivery.ts';
import { readEventSources } from './event-sources/event-sources.ts';
import { type IamProxy, startIamProxy } from './aws/iam-proxy.ts';
import { startHttpApi } from './http-api/http-api.ts';
import type { TokenRequest } from './aws/token-request.ts';
import type { Invoked } from './lambda/lambda.ts';
import { startInvocations } from './lambda/invocations.ts';
import { createLambdas } from './lambda/lambdas.ts';
import { type Log, quiet } from './log.ts';
import { createBucketCors } from './aws/bucket-cors.ts';
import { createBuckets } from './aws/buckets.ts';
import { createQueues } from './aws/queues.ts';
import { deploymentFunctions } from './template/deployment-functions.ts';
import { createResources } from './template/resources.ts';
import { createIamPolicy, type GrantsSeen } from './template/iam-policy.ts';
import { readSchedules } from './event-sources/schedule-definitions.ts';
import { realTime, runSchedule, startSchedules, type Time } from './event-sources/schedules.ts';
import { StartupError } from './startup-error.ts';
import { type CreatedTable, createTables } from './aws/tables.ts';

export type StackOptions = {
  /** The cloud assembly that `cdk synth` wrote. */
  assembly: string;
  /** Where tables, queues, buckets, positions and the signing key are kept; none keeps everything in memory. */
  directory?: string;
  /** 0 or none for a free one. The issuer's port is part of the template. */
  ports?: Partial<EnginePorts & { api: number; iamProxy: number; site: number }>;
  /** JSON: a secret's name -> its value. It may come into being later. */
  secretsFile?: string;
  log?: Log;
  /** Threads of one function, at most: 4 unless given. */
  maximumConcurrency?: number;
  time?: Time;
};

export type Stack = {
  /** The API's URL. */
  api: string;
  /** The distribution's URL: pages, and the API below /v1. */
  site: string;
  issuer: string | undefined;
  endpoints: {
    dynamoDb: string;
    sqs: string;
    s3: string;
    parameterStore: string;
    secretsManager: string;
    eventBridge: string;
  };
  /** Physical names, in the template's order. */
  tables: string[];
  queues: string[];
  buckets: string[];
  functions: string[];
  /** The logical ids of rules and schedules. */
  schedules: string[];
  queueUrl: (queueName: string) => string;
  /** What the template's roles allow, and what became of that so far. */
  grantsSeen: () => GrantsSeen;
  /** A token of the local issuer. */
  mint: (request: TokenRequest) => Promise<string>;
  /** Invokes a function by its name or ARN. */
  invoke: (functionName: string, event: unknown) => Promise<Invoked>;
  /** Runs a rule or schedule now. */
  runSchedule: (logicalId: string) => Promise<void>;
  /** Loads the functions behind the API, so that the first requests are not slow. */
  warmUp: () => Promise<void>;
  /** Ends one engine alone, to see what the rest makes of it. */
  stopEngine: (engine: keyof Engines) => Promise<void>;
  /** Ends everything; what is in flight has `grace` milliseconds to finish (10 s unless given). */
  stop: (grace?: number) => Promise<void>;
};

const GRACE_MS = 10_000;

/** Runs a synthesized stack on this machine: everything that it has comes from the assembly alone. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const { directory, ports = {}, log = quiet, time = realTime, maximumConcurrency = 4 } = options;
  const assembly = await readAssembly(options.assembly);
  const { template, stackName } = assembly;
  /** What to end, the last started first. */
  const started: ((grace: number) => Promise<unknown>)[] = [];
  const endAll = async (grace: number): Promise<void> => {
    for (let end = started.pop(); end; end = started.pop()) await end(grace);
  };
  let ended: Promise<void> | undefined;
  const stop = (grace = GRACE_MS): Promise<void> => (ended ??= endAll(grace));

  try {
    let tables: CreatedTable[] = [];
    let iamProxy: IamProxy | undefined;
    const api = await startHttpApi(ports.api ?? 0, log);
    started.push(() => api.stop());
    const site = await startDistribution(ports.site ?? 0, log);
    started.push(() => site.stop());
    const resources = createResources(template, stackName, {
      apiEndpoint: () => api.url,
      distributionHost: () => new URL(site.url).host,
      queueUrl: (queueName) => {
        if (!iamProxy) throw new StartupError('the IAM proxy has not started yet');
        return iamProxy.queueUrl(queueName);
      },
      streamArn: (tableName) => {
        const found = tables.find(({ name }) => name === tableName)?.streamArn;
        if (!found) throw new StartupError(`the table ${tableName} has no stream`);
        return found;
      },
    });

    const engines = await startEngines({
      log,
      directory,
      ports: { dynamoDb: 0, sqs: 0, parameterStore: 0, secretsManager: 0, eventBridge: 0, ...ports },
      secretsFile: options.secretsFile,
      tokens: tokenSettings(template),
    });
    const { dynamoDb, sqs, parameterStore, secretsManager, eventBridge, issuer } = engines;
    for (const engine of [dynamoDb, sqs, parameterStore, secretsManager, eventBridge, issuer])
      if (engine) started.push(() => engine.stop());

    tables = await createTables(resources, dynamoDb.endpoint, directory);
    const queues = await createQueues(resources, sqs);
    const buckets = await createBuckets(resources, sqs.endpoint);
    const invocations = await startInvocations();
    started.push(invocations.stop);
    iamProxy = await startIamProxy(ports.iamProxy ?? 0, { engines, invocations: invocations.endpoint, log });
    started.push(iamProxy.stop);
    const iamPolicy = createIamPolicy(resources, stackName, deploymentFunctions(template));
    iamProxy.serve(iamPolicy, createBucketCors(resources));
    const lambdas = createLambdas(assembly, resources, iamProxy.endpoint, {
      maximumConcurrency,
      log,
    });
    started.push((grace) => Promise.all(lambdas.all.map((lambda) => lambda.stop(grace))));
    invocations.serve(lambdas.find);
    const definition = readApi(resources, lambdas.find);
    const schedules = readSchedules(resources, lambdas.find);
    const sources = readEventSources(resources, lambdas.find, iamPolicy);

    const { pollers, abandon } = await startEventDelivery(sources, engines, { stackName, directory, log });
    const timers = startSchedules(schedules, log, time);
    if (definition) api.serve(definition);
    const pages = readDistribution(assembly, resources, new URL(iamProxy.endpoint).host);
    if (pages) site.serve(pages);
    started.push(async (grace) => {
      await bounded(grace, Promise.all([site, api, timers, ...pollers].map((part) => part.stop())));
      await abandon();
    });

    return {
      api: api.url,
      site: site.url,
      issuer: issuer?.url,
      endpoints: {
        dynamoDb: dynamoDb.endpoint,
        sqs: sqs.endpoint,
        s3: sqs.endpoint,
        parameterStore: parameterStore.endpoint,
        secretsManager: secretsManager.endpoint,
        eventBridge: eventBridge.endpoint,
      },
      tables: tables.map(({ name }) => name),
      queues,
      buckets,
      functions: lambdas.all.map(({ name }) => name),
      schedules: schedules.map(({ id }) => id),
      queueUrl: sqs.queueUrl,
      grantsSeen: iamPolicy.seen,
      mint: async (request) => {
        if (!issuer)
          throw new StartupError("The template's issuer is not local, so the local stack can't mint tokens");
        return issuer.mint(request);
      },
      invoke: (functionName, event) => lambdas.find(functionName).invoke(event),
      runSchedule: async (logicalId) => {
        const due = schedules.filter(({ id }) => id === logicalId);
        if (due.length === 0) throw new StartupError(`The template has no schedule ${logicalId}`);
        await Promise.all(due.map((schedule) => runSchedule(schedule, time.now(), log)));
      },
      warmUp: async () => {
        const integrations = [...(definition?.integrations.values() ?? [])];
        const authorizers = [...(definition?.authorizers.values() ?? [])];
        await Promise.all([...integrations, ...authorizers].map(({ lambda }) => lambda.warmUp()));
      },
      stopEngine: async (engine) => {
        await engines[engine]?.stop();
      },
      stop,
    };
  } catch (error) {
    await stop(0);
    throw error;
  }
};
