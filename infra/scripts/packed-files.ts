import { execFileSync } from 'node:child_process';
import * as z from 'zod';

const packed = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));

/** The files that `npm pack` would put into the archive of the package in a folder. */
export const packedFiles = (folder: string): string[] =>
  packed
    .parse(
      JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8' })),
    )
    .flatMap(({ files }) => files.map((file) => file.path));
