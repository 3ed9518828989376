import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { buildOnce, contentKey } from '../../infra/local/build-cache.ts';
import type { Acknowledged } from '../contract/synthesize.ts';
import { type Template, templateSchema } from '../contract/template.ts';
import { closureOf } from './sources.ts';

/** Without an issuer, since the stack then has everything that it ever has. */
const SETTINGS = { corsOrigins: 'https://shop.example.com' };

const synthesis = 'test/contract/synthesize.ts';

const acknowledgedSchema = z.array(z.object({ id: z.string(), reason: z.string() }));

/** @returns the directory of the template that tests are given; synthesized again only if what it is made of changed */
export const testTemplateDirectory = (): Promise<string> => {
  const sources = [
    ...closureOf(synthesis, /^(?:infra|shared|test)\/|^package\.json$/),
    'cdk.json',
    'package-lock.json',
  ];
  return buildOnce('template', contentKey(sources, SETTINGS), async (directory) => {
    // Not before it is needed: to load the CDK alone takes a second.
    const { synthesize } = await import('../contract/synthesize.ts');
    const { acknowledged } = synthesize(SETTINGS, directory);
    writeFileSync(path.join(directory, 'acknowledged.json'), JSON.stringify(acknowledged));
  });
};

const readJson = (...file: string[]): unknown => JSON.parse(readFileSync(path.join(...file), 'utf8'));

export const readTestTemplate = async (): Promise<{ template: Template; acknowledged: Acknowledged[] }> => {
  const directory = await testTemplateDirectory();
  return {
    template: templateSchema.parse(readJson(directory, 'Scrip.template.json')),
    acknowledged: acknowledgedSchema.parse(readJson(directory, 'acknowledged.json')),
  };
};
