import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';
import * as z from 'zod';
import type { Assembly } from '../template/assembly.ts';
import type { Resources } from '../template/resources.ts';
import { pathPattern } from './path-pattern.ts';

export type DeployedFile = { content: Buffer; headers: Record<string, string> };

/** The files of a bucket by their keys. */
export type DeployedFiles = ReadonlyMap<string, DeployedFile>;

const patterns = z.array(z.string()).default([]);

/** Strict: what a deployment does otherwise than here, it would do in the cloud alone. */
const deploymentSchema = z.strictObject({
  ServiceToken: z.string(),
  SourceBucketNames: z.array(z.string()),
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.object({ jsonEscape: z.boolean().optional() })).default([]),
  DestinationBucketName: z.string(),
  WaitForDistributionInvalidation: z.boolean(),
  RetainOnDelete: z.boolean().optional(),
  Prune: z.boolean(),
  Exclude: patterns,
  Include: patterns,
  SystemMetadata: z.strictObject({ 'cache-control': z.string() }),
  OutputObjectKeys: z.boolean(),
});

type Deployment = z.output<typeof deploymentSchema>;

/** As the AWS CLI weighs them: the last pattern that matches decides. */
const isWanted = ({ Exclude, Include }: Deployment, key: string): boolean => {
  const matches = (pattern: string): boolean => pathPattern(pattern)(`/${key}`);
  return Include.some(matches) || !Exclude.some(matches);
};

const withMarkers = (content: Buffer, markers: Record<string, string>, isJson: boolean): Buffer => {
  const values = Object.entries(markers);
  if (values.length === 0) return content;
  const escaped = (value: string): string => (isJson ? JSON.stringify(value).slice(1, -1) : value);
  return Buffer.from(
    values.reduce(
      (text, [marker, value]) => text.replaceAll(marker, () => escaped(value)),
      content.toString(),
    ),
  );
};

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Puts together what deployments of the template put into a bucket. */
export const deployedFiles = (assembly: Assembly, resources: Resources, bucket: string): DeployedFiles => {
  const files = new Map<string, DeployedFile>();
  const deployments = resources
    .all('Custom::CDKBucketDeployment', deploymentSchema)
    .map(({ properties }) => properties)
    .filter(({ DestinationBucketName }) => DestinationBucketName === bucket);
  for (const deployment of deployments)
    for (const [position, s3Key] of deployment.SourceObjectKeys.entries()) {
      const directory = assembly.assetDirectory(s3Key);
      for (const file of filesIn(directory)) {
        const key = relative(directory, file).replaceAll(sep, '/');
        if (!isWanted(deployment, key)) continue;
        const isJson = deployment.SourceMarkersConfig[position]?.jsonEscape ?? false;
        files.set(key, {
          content: withMarkers(readFileSync(file), deployment.SourceMarkers[position] ?? {}, isJson),
          headers: {
            'content-type': lookup(key) ?? 'binary/octet-stream',
            'cache-control': deployment.SystemMetadata['cache-control'],
          },
        });
      }
    }
  return files;
};
