import { defineConfig } from 'vitest/config';
import { wgsl } from './scripts/wgsl-plugin.ts';

/**
 * `unit` needs nothing but Node; `boundaries` holds the sources to the rules of docs/architecture.md; `shader` (*.gpu.test.ts) needs
 * a WebGPU adapter and fails without one; `site` (*.site.test.ts) looks at what `npm run build` has built.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wgsl()],
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.gpu.test.ts', '**/*.site.test.ts', 'scripts/boundaries/**'],
          testTimeout: 120_000,
        },
      },
      {
        plugins: [wgsl()],
        test: {
          name: 'shader',
          include: ['src/**/*.gpu.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
      { test: { name: 'boundaries', include: ['scripts/boundaries/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'site', include: ['scripts/**/*.site.test.ts'] } },
    ],
  },
});
