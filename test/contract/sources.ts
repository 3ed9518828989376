import { readFileSync } from 'node:fs';
import path from 'node:path';

export const project = path.join(import.meta.dirname, '..', '..');

/** @param file from the project's root */
export const sourceOf = (file: string): string => readFileSync(path.join(project, file), 'utf8');

export type Import = { file: string; target: string; statement: string };

/** Static and dynamic imports alike, and re-exports: whatever names a module in quotes. */
export const importsOf = (file: string): Import[] =>
  [
    ...sourceOf(file).matchAll(/^(?:import|export)\b(?:[^;'=]*\bfrom)? '([^']+)'|\bimport\(\s*'([^']+)'/gm),
  ].map(([statement, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? '';
    return {
      file,
      statement,
      target: target.startsWith('.') ? path.join(path.dirname(file), target) : target,
    };
  });
