import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const project = path.dirname(import.meta.dirname);

/** Every folder of functions/ with an index.ts is a Lambda. */
const lambdaNames = (): string[] =>
  readdirSync(path.join(project, 'functions')).filter((name) =>
    existsSync(path.join(project, 'functions', name, 'index.ts')),
  );

/** What `public` serves of the API's page, as files beside its code. */
const docsAssets = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/**
 * Bundles every Lambda into dist/<name>/index.cjs: CommonJS because it starts faster than ESM, and with the SDK inside
 * because a cold start reads one file faster than many.
 */
export const bundleLambdas = (): void => {
  // What lies beside a bundle is deployed with it, so nothing of an earlier one may.
  rmSync(path.join(project, 'dist'), { recursive: true, force: true });
  buildSync({
    absWorkingDir: project,
    entryPoints: lambdaNames().map((name) => ({ in: `functions/${name}/index.ts`, out: `${name}/index` })),
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    // Names stay, so that a stack trace can be read: it costs 40 KB of the zipped 187, and no time.
    minifyWhitespace: true,
    minifySyntax: true,
    // Packages that also come as ES modules lose what nobody imports: a third of the bundle and of its import time.
    mainFields: ['module', 'main'],
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
    // CommonJS knows its own folder by another name.
    define: { 'import.meta.dirname': '__dirname' },
  });
  const swagger = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  for (const asset of docsAssets) {
    copyFileSync(path.join(swagger, asset), path.join(project, 'dist', 'public', asset));
  }
};

/** The code that deploys, as `bundleLambdas` left it. */
export const bundledCode = (name: string): Code => Code.fromAsset(path.join(project, 'dist', name));
