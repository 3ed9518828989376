import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import manifest from '../../packages/cli/package.json' with { type: 'json' };

const project = path.join(import.meta.dirname, '..', '..');
const cli = path.join(project, 'packages', 'cli');

/** Writes the command line as it is published: one file for Node 20 and later, that needs nothing else. */
export const buildCli = async (folder: string): Promise<string> => {
  const program = path.join(folder, 'scrip.mjs');
  await build({
    entryPoints: [path.join(cli, 'src', 'main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'eof',
  });
  chmodSync(program, 0o755);
  cpSync(path.join(cli, 'README.md'), path.join(folder, 'README.md'));
  cpSync(path.join(project, 'LICENSE'), path.join(folder, 'LICENSE'));
  const { dependencies: _bundled, ...published } = manifest;
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ ...published, bin: { scrip: 'scrip.mjs' } }),
  );
  return program;
};
