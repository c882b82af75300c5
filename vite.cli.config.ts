import { defineConfig } from 'vite';
import { wgsl } from './scripts/wgsl-plugin.ts';

/** Bundles the command line for Node into one file; packages stay outside and are loaded from node_modules. */
export default defineConfig({
  plugins: [wgsl()],
  publicDir: false,
  build: {
    ssr: 'src/cli/main.ts',
    // Not in dist/: what is hosted from there must not carry the command line.
    outDir: 'node_modules/.cache/boresight',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    rollupOptions: { output: { entryFileNames: 'boresight.mjs', codeSplitting: false } },
  },
  ssr: { target: 'node' },
});
