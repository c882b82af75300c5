import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { wgsl } from './scripts/wgsl-plugin.ts';

export default defineConfig({
  base: './',
  plugins: [react(), wgsl()],
  worker: { format: 'es', plugins: () => [wgsl()] },
  resolve: { conditions: ['visgl:webgl-only', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
});
