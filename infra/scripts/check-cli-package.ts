import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../packages/cli/package.json' with { type: 'json' };
import { buildCli } from './cli-bundle.ts';
import { packedFiles } from './packed-files.ts';

const FILES = ['LICENSE', 'README.md', 'package.json', 'scrip.mjs'];

/** Every Node on the PATH: the workspace's own, and the one that the machine came with. */
const nodes = new Set(
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'node'))
    .filter((file) => existsSync(file))
    .map((file) => realpathSync(file)),
);

// What Node 20 lacks is no part of these types.
const build = path.join(import.meta.dirname, '..', '..', 'packages', 'cli', 'tsconfig.build.json');
execFileSync('tsc', ['--project', build], { stdio: 'inherit' });

const folder = mkdtempSync(path.join(tmpdir(), 'scrip-cli-'));
try {
  const program = await buildCli(folder);
  const files = packedFiles(folder).sort();
  if (files.join() !== FILES.join())
    throw new Error(`Expected ${FILES.join(', ')}, found ${files.join(', ')}`);
  for (const node of nodes) {
    const version = execFileSync(node, [program, '--version'], { encoding: 'utf8' }).trim();
    if (version !== manifest.version) throw new Error(`${node} printed ${version}`);
    const release = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    process.stdout.write(`@scrip/cli runs on Node ${release}\n`);
  }
  process.stdout.write(`@scrip/cli: ${statSync(program).size} bytes, ${files.length} files\n`);
} finally {
  rmSync(folder, { recursive: true });
}
