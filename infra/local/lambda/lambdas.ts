import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly } from '../template/assembly.ts';
import { arn, credentials, nameInArn, REGION, shortName } from '../aws/aws.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { deploymentFunctions } from '../template/deployment-functions.ts';
import type { Log } from '../log.ts';
import type { Resources } from '../template/resources.ts';
import { StartupError } from '../startup-error.ts';
import { createThreadBudget } from './thread-budget.ts';

const functionSchema = z.object({
  Runtime: z.string().regex(/^nodejs/, 'the local stack runs only Node.js functions'),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/),
  Code: z.object({ S3Key: z.string() }),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().min(1).optional(),
  LoggingConfig: z
    .object({ LogFormat: z.string().optional(), ApplicationLogLevel: z.string().optional() })
    .optional(),
});

type FunctionProperties = z.output<typeof functionSchema>;

/** The variables that the Lambda service sets, as far as code may look at them. */
const reserved = (
  name: string,
  { Handler, MemorySize, LoggingConfig }: FunctionProperties,
  endpoint: string,
): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  // Its key says who calls, and with that what may be called.
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: endpoint,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  ...(LoggingConfig?.LogFormat && { AWS_LAMBDA_LOG_FORMAT: LoggingConfig.LogFormat }),
  ...(LoggingConfig?.ApplicationLogLevel && { AWS_LAMBDA_LOG_LEVEL: LoggingConfig.ApplicationLogLevel }),
  _HANDLER: Handler,
  NODE_ENV: 'production',
  TZ: ':UTC',
});

const bundleOf = (
  directory: string,
  Handler: string,
  logicalId: string,
): { bundle: string; exportName: string } => {
  const [module = '', exportName = ''] = Handler.split('.');
  const bundle = ['cjs', 'js', 'mjs']
    .map((ending) => join(directory, `${module}.${ending}`))
    .find(existsSync);
  if (!bundle)
    throw new StartupError(`${logicalId}: the asset lacks ${module}.cjs for the handler ${Handler}`);
  return { bundle, exportName };
};

/**
 * Makes every function of the template ready to be invoked.
 * @param endpoint where every service of AWS answers; nothing that a function calls reaches the real one
 * @param maximumConcurrency of each function, where the template does not reserve less
 * @returns a look-up by a function's name or ARN, with or without an alias
 */
export const createLambdas = (
  assembly: Assembly,
  resources: Resources,
  endpoint: string,
  options: { maximumConcurrency: number; log: Log },
): { all: Lambda[]; find: (nameOrArn: string) => Lambda } => {
  const lambdas = new Map<string, Lambda>();
  const budget = createThreadBudget();
  const atDeployment = deploymentFunctions(assembly.template);
  for (const { logicalId, name, properties } of resources.all(
    'AWS::Lambda::Function',
    functionSchema,
    atDeployment,
  )) {
    const configuration = {
      name,
      label: shortName(name, assembly.stackName),
      arn: arn('lambda', `function:${name}`),
      ...bundleOf(assembly.assetDirectory(properties.Code.S3Key), properties.Handler, logicalId),
      environment: { ...reserved(name, properties, endpoint), ...properties.Environment.Variables },
      timeout: properties.Timeout * 1000,
      memoryMegabytes: properties.MemorySize,
      compileCache: assembly.compileCache,
    };
    const concurrency = Math.min(
      options.maximumConcurrency,
      properties.ReservedConcurrentExecutions ?? Infinity,
    );
    lambdas.set(name, createLambda(configuration, { concurrency, budget, log: options.log }));
  }
  return {
    all: [...lambdas.values()],
    find: (nameOrArn) => {
      const found = lambdas.get(nameInArn(nameOrArn));
      if (!found) throw new StartupError(`The template has no function ${nameOrArn}`);
      return found;
    },
  };
};
