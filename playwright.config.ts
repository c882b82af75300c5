import { defineConfig } from '@playwright/test';
import { gpuFlags, systemChromium } from './scripts/lib/chromium.mjs';

// Several checkouts on one machine each need their own.
const PORT = Number(process.env.BORESIGHT_E2E_PORT ?? 4317);
const chromium = systemChromium();
const preview = `npx vite preview --port ${PORT} --strictPort --host 127.0.0.1`;

/** End-to-end tests on the built site. Software rendering is slow: one worker, and waits that allow for it. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  snapshotPathTemplate: 'e2e/looks/{arg}{ext}',
  workers: 1,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 720 },
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    // They answer in place of the server, where a test changes answers; offline.spec.ts lets them.
    serviceWorkers: 'block',
    launchOptions: { args: gpuFlags(), ...(chromium === undefined ? {} : { executablePath: chromium }) },
  },
  webServer: {
    command: process.env.BORESIGHT_SITE_IS_BUILT ? preview : `npx vite build --logLevel warn && ${preview}`,
    url: `http://127.0.0.1:${PORT}`,
    timeout: 120_000,
    reuseExistingServer: false,
  },
});
