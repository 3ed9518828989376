import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const widget = path.join(import.meta.dirname, 'src', 'widget');

/** The widget: one module at a name that stays, which loads the rest from beside it when an element needs it. */
export default defineConfig({
  root: import.meta.dirname,
  // Where the script comes from, its parts come from, whatever the page's own address is.
  base: './',
  build: {
    target: 'es2023',
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    outDir: 'dist',
    // The pages are built into the same folder.
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    lib: { entry: path.join(widget, 'widget.ts'), formats: ['es'], fileName: () => 'widget.js' },
    rolldownOptions: {
      // The parts take what they share with the first element from its script, rather than from a third file.
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: 'assets/widget-[name]-[hash].js',
        minifyInternalExports: false,
        minify: true,
      },
    },
  },
  plugins: [
    {
      name: 'widget-types',
      generateBundle() {
        const source = readFileSync(path.join(widget, 'public.ts'), 'utf8');
        this.emitFile({ type: 'asset', fileName: 'widget.d.ts', source });
      },
    },
  ],
});
