import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { StartupError } from '../startup-error.ts';
import { parseTemplate, type Template } from './template.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** What `cdk synth` leaves behind and `cdk deploy` takes up: one stack's template and the assets that it names. */
export type Assembly = {
  stackName: string;
  template: Template;
  /** @returns the directory whose content is deployed under that S3 key */
  assetDirectory: (s3Key: string) => string;
  /** Where Node keeps what it has compiled of the bundles; it lives as long as they do. */
  compileCache: string;
};

const readJson = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new StartupError(`${file} is not a readable part of a cloud assembly. Run cdk synth`, { cause });
  }
};

/** Reads a cloud assembly that holds exactly one stack. */
export const readAssembly = async (directory: string): Promise<Assembly> => {
  const root = resolve(directory);
  const { artifacts } = manifestSchema.parse(await readJson(join(root, 'manifest.json')));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1)
    throw new StartupError(`${root} has ${stacks.length} stacks. The local stack runs exactly one`);
  const [artifactId, { properties }] = stack;
  const template = parseTemplate(
    await readJson(join(root, properties?.templateFile ?? `${artifactId}.template.json`)),
  );

  const directories = new Map<string, string>();
  for (const { type, properties: asset } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || !asset?.file) continue;
    const { files } = assetsSchema.parse(await readJson(join(root, asset.file)));
    for (const { source, destinations } of Object.values(files))
      for (const { objectKey } of Object.values(destinations))
        if (source.path) directories.set(objectKey, join(root, source.path));
  }
  return {
    stackName: properties?.stackName ?? artifactId,
    template,
    compileCache: join(root, 'compile-cache'),
    assetDirectory: (s3Key) => {
      const found = directories.get(s3Key);
      if (!found || !existsSync(found))
        throw new StartupError(`${root} has no asset for the S3 key ${s3Key}`);
      return found;
    },
  };
};
