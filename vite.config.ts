import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { wgsl } from './scripts/wgsl-plugin.ts';

/** They make the page an isolated one, which alone may share memory between the threads that run a model. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default defineConfig({
  server: { headers: ISOLATED },
  preview: { headers: ISOLATED },
  base: './',
  plugins: [react(), wgsl()],
  worker: { format: 'es', plugins: () => [wgsl()] },
  resolve: { conditions: ['visgl:webgl-only', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      output: {
        // Map and page come in parallel, and change more seldom than the studio does.
        codeSplitting: {
          groups: [
            {
              name: 'map',
              test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox|@deck\.gl|@luma\.gl|@math\.gl|@loaders\.gl|@probe\.gl)[\\/]/,
            },
            { name: 'page', test: /node_modules[\\/](react|react-dom|scheduler|@mantine|@tabler|@floating-ui)[\\/]/ },
          ],
        },
      },
    },
  },
});
