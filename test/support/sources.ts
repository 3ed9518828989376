import { readFileSync } from 'node:fs';
import path from 'node:path';

export const project = path.join(import.meta.dirname, '..', '..');

const sources = new Map<string, string>();

/** @param file from the project's root */
export const sourceOf = (file: string): string => {
  const source = sources.get(file) ?? readFileSync(path.join(project, file), 'utf8');
  sources.set(file, source);
  return source;
};

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

export const isOfTypes = ({ statement }: Import): boolean => /^(?:import|export) type\b/.test(statement);

/** The file, and all that it loads from these folders, directly or not. */
export const closureOf = (file: string, folders: RegExp): string[] => {
  const closure = new Set([file]);
  // A set that grows while it is walked is walked to its end.
  for (const one of closure)
    if (one.endsWith('.ts'))
      for (const loaded of importsOf(one))
        if (folders.test(loaded.target) && !isOfTypes(loaded)) closure.add(loaded.target);
  return [...closure];
};
