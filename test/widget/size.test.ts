import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { project } from '../support/sources.ts';

const MAX_BYTES = 10 * 1024;

const built = z.array(
  z.object({ output: z.array(z.looseObject({ fileName: z.string(), code: z.string().optional() })) }),
);

test('the script with its first element, the balance, is at most 10 KB compressed', async () => {
  const result: unknown = await build({
    configFile: path.join(project, 'packages', 'web', 'vite.widget.config.ts'),
    configLoader: 'native',
    logLevel: 'silent',
    build: { write: false },
  });
  const [bundle] = built.parse(result);
  const script = bundle?.output.find(({ fileName }) => fileName === 'widget.js')?.code ?? '';

  expect(script).toContain('scrip-balance');
  // What it needs at once is all in it.
  expect(script).not.toMatch(/^import\b|[;}]import[ {*"]/m);
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(MAX_BYTES);
});
