import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import manifest from '../../packages/client/package.json' with { type: 'json' };
import { packedFiles } from './packed-files.ts';

const project = path.join(import.meta.dirname, '..', '..');
const client = path.join(project, 'packages', 'client');

/** Bytes of everything, compressed: the budget of DESIGN's table. */
const MAX_BYTES = 6 * 1024;

/** Bytes, compressed, of a page that imports these names. */
const sizeOf = async (names: string): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents: `export ${names} from './src/index.ts';`, resolveDir: client },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
};

/** The files of the package as `npm pack` puts them into the archive, built as they are published. */
const publishedFiles = (): string[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scrip-client-'));
  try {
    execFileSync('tsc', ['--project', path.join(client, 'tsconfig.build.json'), '--outDir', folder], {
      stdio: 'inherit',
    });
    cpSync(path.join(client, 'README.md'), path.join(folder, 'README.md'));
    cpSync(path.join(project, 'LICENSE'), path.join(folder, 'LICENSE'));
    const exports = { '.': { types: './index.d.ts', default: './index.js' } };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, exports }));
    return packedFiles(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const all = await sizeOf('*');
const one = await sizeOf('{ customerClient, getAccount }');
const files = publishedFiles();
const foreign = files.filter(
  (file) => !/^(?:(?:generated\/)?[a-z]+\.(?:js|d\.ts)|README\.md|LICENSE|package\.json)$/.test(file),
);
process.stdout.write(
  `@scrip/client: ${all} bytes compressed, ${one} for one operation, ${files.length} files\n`,
);
if (all > MAX_BYTES || one > all / 1.5 || foreign.length > 0 || !files.includes('index.d.ts')) {
  process.stderr.write(
    `Expected at most ${MAX_BYTES} bytes, and nothing but code and types in: ${files.join(', ')}\n`,
  );
  process.exitCode = 1;
}
