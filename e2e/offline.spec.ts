import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { watchPolicy } from './pages/policy.ts';
import { Predictors } from './pages/predictors.ts';
import { anotherBuild, SiteServer } from './pages/site-server.ts';
import { StudioPage } from './pages/studio-page.ts';

const QUICK = '?adapter=cpu&cell=50&azimuths=64&depth=1';
const ROOT = resolve(import.meta.dirname, '..');
const SITE = join(ROOT, 'dist');

let server: SiteServer;
let context: BrowserContext;
let folder: string;

test.beforeEach(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-site-'));
  server = new SiteServer(SITE);
  await server.start();
  context = await browser.newContext({
    serviceWorkers: 'allow',
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
});

test.afterEach(async () => {
  await context.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A page whose site is kept in full from now on. */
async function visit(): Promise<{ page: Page; studio: StudioPage }> {
  const page = await context.newPage();
  const studio = new StudioPage(page);
  await page.goto(server.url + QUICK);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resume) => setTimeout(resume, 50));
  });
  return { page, studio };
}

const scripts = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => /(index|map-panes|calibration-panel)-.*\.js$/.test(path)),
  );

test('opens and computes without a network after the first visit, isolated and within the policy', async () => {
  const { page } = await visit();
  await server.stop();
  await context.setOffline(true);
  const refused = await watchPolicy(page);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.reload();
  const studio = new StudioPage(page);
  await studio.untilRefined();
  const map = await studio.read('map');
  expect(map?.coveredCells).toBeGreaterThan(100);
  expect((await studio.read('errors'))?.covered.count).toBeGreaterThan(100);
  await expect(page.locator('.maplibregl-canvas')).toBeVisible();
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  // A panel whose code was never loaded before.
  await page.getByRole('button', { name: 'Calibrate', exact: true }).first().click();
  await expect(page.getByRole('complementary', { name: 'Calibration' })).toBeVisible();
  // Models that come with the product are listed; their networks were never fetched.
  expect((await studio.read('models')).length).toBeGreaterThan(3);
  await page.screenshot({ path: 'test-results/offline.png' });
  expect(faults).toEqual([]);
  expect(refused).toEqual([]);
});

test('offers a new build, mixes nothing, and starts it when asked to', async () => {
  const { page, studio } = await visit();
  await studio.untilRefined();
  await anotherBuild(SITE, folder, ROOT);
  server.folder = folder;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const offer = page.getByText('A new version is ready');
  await expect(offer).toBeVisible();
  await page.screenshot({ path: 'test-results/update.png' });
  // Until then, and over a reload, all is of the first build: also what was not loaded yet.
  await page.reload();
  await studio.untilRefined();
  await page.getByRole('button', { name: 'Calibrate', exact: true }).first().click();
  await expect(page.getByRole('complementary', { name: 'Calibration' })).toBeVisible();
  const before = await scripts(page);
  expect(before.length).toBeGreaterThanOrEqual(3);
  expect(before.filter((path) => path.includes('Another'))).toEqual([]);

  const other = await context.newPage();
  await other.goto(server.url + QUICK);
  await new StudioPage(other).untilRefined();
  await expect(offer).toBeVisible();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()]);
  await expect.poll(async () => (await scripts(page)).filter((path) => path.includes('Another')).length).toBe(2);
  await studio.untilRefined();
  expect((await scripts(page)).filter((path) => !path.includes('Another'))).toEqual([]);
  await expect(offer).toHaveCount(0);

  // The other window is told, goes on with its own files, and they stay as long as it does.
  await expect(other.getByText('A new version runs in another window')).toBeVisible();
  await other.getByRole('button', { name: 'Later' }).click();
  await other.getByRole('button', { name: 'Calibrate', exact: true }).first().click();
  await expect(other.getByRole('complementary', { name: 'Calibration' })).toBeVisible();
  expect((await scripts(other)).filter((path) => path.includes('Another'))).toEqual([]);
  const builds = () => page.evaluate(async () => (await caches.keys()).filter((n) => n.startsWith('boresight-site')));
  expect(await builds()).toHaveLength(2);
  await other.close();
  await page.reload();
  await expect.poll(async () => (await builds()).length).toBe(1);
});

test('says that a download of a model broke off, keeps the map, and takes the model when it comes', async () => {
  const page = await context.newPage();
  const predictors = new Predictors(page);
  await page.goto(`${server.url}?adapter=cpu&city=3&cell=40&azimuths=64&depth=1`);
  await predictors.studio.untilRefined();
  const map = await predictors.studio.read('map');
  server.cut = /\.onnx$/;
  await predictors.engine.selectOption('model:mpnn');
  await expect(predictors.studio.message(/model-\d+\.onnx broke off after \d+ of \d+ kB/)).toBeVisible({
    timeout: 60_000,
  });
  await predictors.studio.untilRefined();
  expect((await predictors.studio.read('map'))?.coveredCells).toBe(map?.coveredCells);
  await page.screenshot({ path: 'test-results/download-cut.png' });
  await predictors.studio.dismissAll();
  server.cut = null;
  await predictors.choose('model:mpnn');
  expect((await predictors.studio.read('map'))?.solves.engines).toEqual(['model:mpnn']);
});
