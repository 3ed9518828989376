import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { CreditsStack } from '../../infra/credits-stack.ts';
import { readSettings } from '../../infra/settings.ts';
import { type Template, templateSchema } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    template: Template;
  }
}

const project = path.join(import.meta.dirname, '..', '..');

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

const code = () => Code.fromInline('exports.handler = async () => {};');

/** The template as `cdk synth` makes it, but for the code: what deploys is none of a contract's business. */
export const synthesize = (context: Record<string, unknown>): Template => {
  const deployed = cdkJson.parse(JSON.parse(readFileSync(path.join(project, 'cdk.json'), 'utf8')));
  const app = new App({
    outdir: path.join(project, '.local', 'contract'),
    context: {
      ...deployed.context,
      // `npm run check` validates; here it would only cost time.
      '@aws-cdk/core:validateAgainstDefaultRules': false,
      ...context,
    },
  });
  const stack = new CreditsStack(app, 'Scrip', { settings: readSettings(app.node), code });
  return templateSchema.parse(app.synth().getStackArtifact(stack.artifactId).template);
};

/** Once for the whole run, because it takes a second: a test has it by `inject('template')`. */
export default ({ provide }: TestProject): void => {
  provide(
    'template',
    synthesize({ issuer: 'https://login.example.com', corsOrigins: 'https://shop.example.com' }),
  );
};
