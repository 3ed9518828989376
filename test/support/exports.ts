import { globSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { project } from './sources.ts';

const moduleExports = z.record(z.string(), z.unknown());

/** What modules export, by name. @param pattern of their files, from the project's root */
export const exportsOf = async (pattern: string): Promise<Map<string, unknown>> => {
  const exported = new Map<string, unknown>();
  for (const file of globSync(pattern, { cwd: project })) {
    const loaded: unknown = await import(path.join(project, file));
    for (const [name, value] of Object.entries(moduleExports.parse({ ...Object(loaded) })))
      exported.set(name, value);
  }
  return exported;
};
