import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { bundleOptions } from '../../infra/bundles.ts';
import * as z from 'zod';
import type { Assembly } from '../../infra/local/template/assembly.ts';
import { deploymentFunctions } from '../../infra/local/template/deployment-functions.ts';
import { createResources } from '../../infra/local/template/resources.ts';
import { output } from './rig.ts';

/** A file as Lambda loads it, the environment that it is loaded in, and the memory (MB) that it may use. */
export type Bundle = { name: string; file: string; environment: Record<string, string>; memory: number };

const lambda = z.object({
  Handler: z.string(),
  MemorySize: z.int(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({
    Variables: z.record(z.string(), z.coerce.string()).and(z.object({ POWERTOOLS_SERVICE_NAME: z.string() })),
  }),
});

const somewhere = () => 'https://somewhere.example';

/** The bundle of every Lambda that deploys, with the variables that the template and Lambda itself set. */
export const deployedBundles = ({ template, stackName, assetDirectory }: Assembly): Bundle[] =>
  createResources(template, stackName, {
    apiEndpoint: somewhere,
    distributionHost: () => 'somewhere.example',
    queueUrl: somewhere,
    streamArn: somewhere,
  })
    .all('AWS::Lambda::Function', lambda, deploymentFunctions(template))
    .map(({ properties: { Handler, MemorySize, Code, Environment } }) => ({
      name: Environment.Variables.POWERTOOLS_SERVICE_NAME,
      file: path.join(assetDirectory(Code.S3Key), Handler.replace(/\.[^.]+$/, '.cjs')),
      environment: { ...Environment.Variables, AWS_LAMBDA_FUNCTION_NAME: 'somewhere' },
      memory: MemorySize,
    }));

/** Bundles a file as the Lambdas are (infra/bundles.ts), but for the options given. */
export const bundle = async (name: string, url: string, options: BuildOptions = {}): Promise<string> => {
  const file = path.join(output, 'bench', `${name}.cjs`);
  await build({ entryPoints: [fileURLToPath(url)], outfile: file, ...bundleOptions, ...options });
  return file;
};

/** The yardstick is the SDK as it comes, with all that Lambdas leave out of it. */
export const documentClientBundle = async (): Promise<Bundle> => ({
  name: 'document client alone',
  file: await bundle('document-client', import.meta.resolve('./document-client.ts'), {
    alias: {},
    plugins: [],
  }),
  environment: {},
  memory: 1024,
});
