import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleLambdas } from './bundles.ts';
import { CreditsStack } from './credits-stack.ts';
import { buildPages } from './pages.ts';
import { readSettings, SettingsError } from './settings.ts';

try {
  const app = new App();
  const settings = readSettings(app.node);
  // Beside the template, so that two syntheses don't get into each other's way.
  const code = await bundleLambdas(path.join(app.outdir, 'bundles'));
  const pages = await buildPages(path.join(app.outdir, 'pages'));
  new CreditsStack(app, 'Scrip', { settings, code, pages });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
