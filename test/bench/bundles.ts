import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../../infra/bundles.ts';
import * as z from 'zod';
import type { Assembly } from '../../infra/local/assembly.ts';
import { createResources } from '../../infra/local/resources.ts';
import { output } from './rig.ts';

/** A file as Lambda loads it, and the environment that it is loaded in. */
export type Bundle = { name: string; file: string; environment: Record<string, string> };

const lambda = z.object({
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({
    Variables: z.record(z.string(), z.coerce.string()).and(z.object({ POWERTOOLS_SERVICE_NAME: z.string() })),
  }),
});

const somewhere = () => 'https://somewhere.example';

/** The bundle of every Lambda that deploys, with the variables that the template sets. */
export const deployedBundles = ({ template, stackName, assetDirectory }: Assembly): Bundle[] =>
  createResources(template, stackName, {
    apiEndpoint: somewhere,
    queueUrl: somewhere,
    streamArn: somewhere,
  })
    .all('AWS::Lambda::Function', lambda)
    .map(({ properties: { Handler, Code, Environment } }) => ({
      name: Environment.Variables.POWERTOOLS_SERVICE_NAME,
      file: path.join(assetDirectory(Code.S3Key), Handler.replace(/\.[^.]+$/, '.cjs')),
      environment: Environment.Variables,
    }));

/** Bundles a file as the Lambdas are (infra/bundles.ts). */
export const bundle = (name: string, url: string): string => {
  const file = path.join(output, 'bench', `${name}.cjs`);
  buildSync({ entryPoints: [fileURLToPath(url)], outfile: file, ...bundleOptions });
  return file;
};

export const documentClientBundle = (): Bundle => ({
  name: 'document client alone',
  file: bundle('document-client', import.meta.resolve('./document-client.ts')),
  environment: {},
});
