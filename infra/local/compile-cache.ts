import { join } from 'node:path';

/** Where Node keeps what it has compiled of the local stack's own code; start.mjs names it too. */
export const ownCompileCache = join(import.meta.dirname, '..', '..', '.local', 'compile-cache');

/**
 * Makes a thread use a compile cache, which it does not inherit.
 * @returns options for node that come before the thread's first module, so that its types are not stripped anew either
 */
export const usingCompileCache = (directory: string): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(
    `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(directory)});`,
  )}`,
];
