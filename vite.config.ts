import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { CONTENT_SECURITY_POLICY } from './scripts/content-security-policy.ts';
import { mantineStyles } from './scripts/mantine-styles-plugin.ts';
import { offline } from './scripts/offline-plugin.ts';
import { page } from './scripts/page-plugin.ts';
import { scaledLengthsPlugin } from './scripts/scaled-lengths-plugin.ts';
import { wgsl } from './scripts/wgsl-plugin.ts';

/** They make the page an isolated one, which alone may share memory between the threads that run a model. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default defineConfig({
  server: { headers: ISOLATED },
  preview: { headers: { ...ISOLATED, 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
  base: './',
  plugins: [react(), wgsl(), mantineStyles(), scaledLengthsPlugin(), page(), offline()],
  worker: { format: 'es', plugins: () => [wgsl()] },
  resolve: { conditions: ['visgl:webgl-only', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      output: {
        // They change more seldom than the studio does. Vite's loader of later chunks has a place of its own:
        // in the map's chunk it would bring the map along. scripts/check-bundle.mjs holds the sizes.
        codeSplitting: {
          groups: [
            { name: 'loader', priority: 1, test: /vite[\\/](preload-helper|modulepreload-polyfill)/ },
            {
              name: 'map',
              test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox|@deck\.gl|@luma\.gl|@math\.gl|@loaders\.gl|@probe\.gl)[\\/]/,
            },
            // What the first window is made of, and later parts too: by itself it would fall into a dozen small files.
            {
              name: 'controls',
              test: /@mantine[\\/]core[\\/]esm[\\/]components[\\/](Input|InputBase|NumberInput|Transition|Loader|CloseButton|UnstyledButton|Portal)[\\/]/,
            },
            { name: 'page', priority: 2, test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
});
