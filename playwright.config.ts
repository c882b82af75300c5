import { defineConfig } from '@playwright/test';
import { gpuFlags, systemChromium } from './scripts/lib/chromium.mjs';

const PORT = 4173;
const executablePath = systemChromium();
// `npm test` has built the site already and says so.
const serve = `vite preview --port ${PORT} --strictPort`;
const command = process.env.BORESIGHT_SITE_IS_BUILT ? serve : `vite build --logLevel warn && ${serve}`;

/** Journeys through the built studio in one Chromium, one after the other: a software GPU has no room for two. */
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  webServer: {
    command,
    url: `http://localhost:${PORT}/`,
    timeout: 180_000,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1280, height: 720 },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: gpuFlags() },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
