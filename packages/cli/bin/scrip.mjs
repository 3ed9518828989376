#!/usr/bin/env node
// The command line as it runs in this workspace: from its source. The package has one file that is built from the same
// source (infra/scripts/cli-bundle.ts).
import { spawnSync } from 'node:child_process';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);

if (process.features.typescript) {
  module.enableCompileCache(fileURLToPath(new URL('../../../.local/compile-cache', import.meta.url)));
  await import(main.href);
} else {
  // Node 20 reads no types. The workspace has a Node that does.
  const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  const { status } = spawnSync(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
