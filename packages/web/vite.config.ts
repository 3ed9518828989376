import path from 'node:path';
import { defineConfig } from 'vite';

const entry = (...names: string[]): string => path.join(import.meta.dirname, ...names);

/** The portal and the console, as static files: pages that revalidate, and assets whose names carry their hash. */
export default defineConfig({
  root: import.meta.dirname,
  // Both pages are also reached below a path, such as /a/agency/credits.
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { portal: entry('index.html'), console: entry('console', 'index.html') },
      output: {
        // What both pages begin with, in one file: many small ones compress worse.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /src\/(?:frame|language\/(?!common\.de)|session\/(?:session|site|stored|kept|personal|typed|gate|link-code))/,
            },
          ],
        },
      },
    },
  },
});
