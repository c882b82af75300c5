import { expect, type Page, test } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';

const QUICK = '?adapter=cpu&cell=50&azimuths=64&depth=1';
const MAP_CODE = '**/assets/map-panes-*.js';

/** Sum of what moved without a person's doing (Cumulative Layout Shift), from the first paint on. */
async function watchShifts(page: Page): Promise<() => Promise<{ score: number; moved: string[] }>> {
  await page.addInitScript(() => {
    const shifts: { value: number; nodes: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources?: { node?: Element | null }[];
      })[])
        shifts.push({
          value: entry.value,
          nodes: (entry.sources ?? []).map(({ node }) => node?.className || node?.nodeName || '?'),
        });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => {
      const { shifts } = window as unknown as { shifts: { value: number; nodes: string[] }[] };
      return {
        score: shifts.reduce((sum, { value }) => sum + value, 0),
        moved: shifts.flatMap(({ value, nodes }) => nodes.map((node) => `${node} ${value.toFixed(4)}`)),
      };
    });
}

test('shows the window at once, fills it without moving anything, and can be used before the map is there', async ({
  page,
}) => {
  const shifts = await watchShifts(page);
  let bringMap: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    bringMap = resolve;
  });
  await page.route(MAP_CODE, async (route) => {
    await held;
    await route.continue();
  });
  const studio = new StudioPage(page);
  await page.goto(`/${QUICK}`, { waitUntil: 'commit' });
  await expect(page.locator('#skeleton .navigator')).toBeVisible();
  await page.screenshot({ path: 'test-results/start-skeleton.png' });
  await expect(page.getByRole('navigation', { name: 'Project' })).toBeVisible();
  await expect(page.locator('#skeleton')).toHaveCount(0);
  await studio.untilRefined();
  await expect(page.locator('.maplibregl-canvas')).toHaveCount(0);
  await page.screenshot({ path: 'test-results/start-without-map.png' });
  bringMap();
  await expect(page.locator('.maplibregl-canvas')).toBeVisible();
  await page.waitForTimeout(1500);
  const { score, moved } = await shifts();
  expect(score, moved.join(', ')).toBeLessThan(0.02);
});

test('is dark from the first paint on for whoever has chosen that', async ({ browser }) => {
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 720 } });
  await context.addInitScript(() => localStorage.setItem('mantine-color-scheme-value', 'dark'));
  const page = await context.newPage();
  // Nothing of the studio's own script: what is seen is the page itself.
  await page.route('**/assets/index-*.js', (route) => route.abort());
  await page.goto(`/${QUICK}`);
  await expect(page.locator('#skeleton .top-bar')).toHaveCSS('background-color', 'rgb(22, 27, 33)');
  await page.screenshot({ path: 'test-results/start-dark.png' });
  await context.close();
});

test('says that the map is missing where its file does not come, computes all the same, and tries again', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await page.route(MAP_CODE, (route) => route.abort());
  await page.goto(`/${QUICK}`);
  await expect(page.getByRole('alert')).toContainText('The map could not be loaded.');
  await studio.untilRefined();
  await expect(studio.errorCard()).toContainText('covered');
  await page.unroute(MAP_CODE);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.maplibregl-canvas')).toBeVisible();
  await expect(page.getByText('The map could not be loaded.')).toHaveCount(0);
});

test('says that the demo is missing and lets files be opened', async ({ page }) => {
  const studio = new StudioPage(page);
  await page.route('**/demo/project.json', (route) => route.abort());
  await page.goto(`/${QUICK}`);
  await expect(studio.message('The demo did not open')).toBeVisible();
  expect((await studio.read('run')).phase).toBe('failed');
  await expect(page.locator('#skeleton')).toHaveCount(0);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeEnabled();
});
