import { globSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const web = path.join(import.meta.dirname, '..', 'packages', 'web');

/**
 * Builds portal, console and widget into a folder: each configuration of packages/web is a build of its own.
 * @returns the folder
 */
export const buildPages = async (folder: string): Promise<string> => {
  for (const configuration of globSync('vite*.config.ts', { cwd: web }).toSorted())
    await build({
      configFile: path.join(web, configuration),
      // Nothing is written beside the sources, so that two syntheses don't get into each other's way.
      configLoader: 'native',
      logLevel: 'warn',
      // From where this runs, not from the sources.
      build: { outDir: path.resolve(folder), emptyOutDir: false },
    });
  return folder;
};
