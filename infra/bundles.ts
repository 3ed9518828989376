import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { writeApiPages } from './api-pages/write.ts';

const project = path.dirname(import.meta.dirname);

/** Every folder of functions/ with an index.ts is a Lambda. */
const lambdaNames = (): string[] =>
  readdirSync(path.join(project, 'functions')).filter((name) =>
    existsSync(path.join(project, 'functions', name, 'index.ts')),
  );

/**
 * What the SDK loads once an operation streams events, as none of ours does, stays outside. Bundled, code that is loaded
 * late keeps all that it shares with the rest, half of the SDK, in functions of their own, which are parsed twice.
 */
const withoutEventStreams: Plugin = {
  name: 'without event streams',
  setup: (bundling) => {
    bundling.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { external: true } : undefined,
    );
  },
};

/** An instance has no files of profiles (`~/.aws/config`), for which the SDK looks with its first request. */
const withoutProfiles: Plugin = {
  name: 'without profiles',
  setup: (bundling) => {
    const contents =
      'export const fileIntercept = {}, filePromises = {}, readFile = () => Promise.reject(new Error("no profiles"));';
    bundling.onLoad({ filter: /\/shared-ini-file-loader\/readFile\.js$/ }, () => ({ contents }));
  },
};

/** Schemas are built when they are first used. zod itself is imported there by its other name, `zod/v4`. */
const lazySchemas: Plugin = {
  name: 'lazy schemas',
  setup: (bundling) => {
    const zod = { path: path.join(project, 'shared', 'kernel', 'lazy-zod.ts') };
    bundling.onResolve({ filter: /^zod$/ }, () => zod);
  },
};

/**
 * CommonJS because it starts faster than ESM, and with the SDK inside because a cold start reads one file faster than
 * many.
 */
export const bundleOptions = {
  bundle: true,
  // Names stay, so that a stack trace can be read: it costs 40 KB of the zipped 187, and no time.
  minifyWhitespace: true,
  minifySyntax: true,
  // Of packages that also come as ES modules, unused code is dropped: a third of the bundle and of its import time.
  mainFields: ['module', 'main'],
  // Lambda puts credentials into the environment. What looks for them elsewhere is a third of a bundle of the SDK.
  alias: {
    '@aws-sdk/credential-provider-node': path.join(project, 'shared', 'kernel', 'aws-credentials.ts'),
  },
  plugins: [withoutEventStreams, withoutProfiles, lazySchemas],
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // What is loaded late is required, too. To import a module of Node's makes an ES module of it, which reads all that it
  // exports: of node:http a WebSocket, and with it undici, a sixth of a first request.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS knows its own folder by another name.
  define: { 'import.meta.dirname': '__dirname' },
} satisfies BuildOptions;

/**
 * Bundles every Lambda into <folder>/<name>/index.cjs.
 * @param folder emptied first, because everything in it is deployed with the bundle
 * @returns the code of a Lambda by its name
 */
export const bundleLambdas = async (folder: string): Promise<(name: string) => Code> => {
  rmSync(folder, { recursive: true, force: true });
  await build({
    ...bundleOptions,
    absWorkingDir: project,
    entryPoints: lambdaNames().map((name) => ({ in: `functions/${name}/index.ts`, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
  });
  writeApiPages(path.join(folder, 'public'));
  return (name) => Code.fromAsset(path.join(folder, name));
};
