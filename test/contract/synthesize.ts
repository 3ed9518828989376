import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { CreditsStack } from '../../infra/credits-stack.ts';
import { readSettings } from '../../infra/settings.ts';
import { type Template, templateSchema } from './template.ts';

/** An acknowledged finding of cdk-nag, and why it is accepted. */
export type Acknowledged = { id: string; reason: string };

/** What a stack is deployed with beside its template. */
export type Deployed = { name: string; isProtected: boolean | undefined; tags: Record<string, string> };

const project = path.join(import.meta.dirname, '..', '..');

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** Pages enough to deploy: what they show is none of a contract's business either. */
const pages = path.join(import.meta.dirname, '..', 'support', 'pages');

const code = () => Code.fromInline('exports.handler = async () => {};');

/** The template as `cdk synth` makes it, but for the code: what deploys is none of a contract's business. */
export const synthesize = (
  context: Record<string, unknown>,
  outdir?: string,
): { template: Template; acknowledged: Acknowledged[]; deployed: Deployed } => {
  const deployed = cdkJson.parse(JSON.parse(readFileSync(path.join(project, 'cdk.json'), 'utf8')));
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    // `npm run check` validates. Here it would cost 10 s of processor time and prove nothing new.
    builtinCloudFormationValidation: false,
    context: { ...deployed.context, ...context },
  });
  const stack = new CreditsStack(app, 'Scrip', { settings: readSettings(app.node), code, pages });
  const artifact = app.synth().getStackArtifact(stack.artifactId);
  const template = templateSchema.parse(artifact.template);
  const reasons = z.record(z.string(), z.string());
  const acknowledged = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(reasons.parse(data)).map(([id, reason]) => ({ id, reason })));
  const { stackName: name, terminationProtection: isProtected, tags } = artifact;
  return { template, acknowledged, deployed: { name, isProtected, tags } };
};
