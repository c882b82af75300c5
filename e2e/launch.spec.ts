import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './pages/accessibility.ts';
import { Predictors } from './pages/predictors.ts';
import { watchedWindow } from './pages/watched-window.ts';

/** One window for the whole journey: the sweep's map is finished once. */
let page: Page;
let window: Predictors;
const faults: string[] = [];

// One journey: each step stands on the one before it.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  page = await watchedWindow(browser, faults);
  window = new Predictors(page);
  await window.studio.openDemo();
  await window.studio.untilRefined();
});

test.afterAll(() => page.context().close());

test('launches rays on the demo and tells how sure each cell is', async () => {
  // Diffraction at all the edges of a city takes minutes without a graphics card.
  await page.getByText('Settings', { exact: true }).first().click();
  await page.getByLabel('diffraction').uncheck({ force: true });
  await window.studio.untilRefined();
  const bySweep = await window.studio.classes();
  expect(await window.layerNames()).not.toContain('Expected error');
  await window.choose('launch');
  expect((await window.studio.read('map'))?.solves.engines).toEqual(['launch']);
  await expect(page.getByText(/Refined · Launch/)).toBeVisible();
  expect(await window.studio.classes()).not.toEqual(bySweep);
  expect(await window.layerNames()).toContain('Expected error');
  await page.screenshot({ path: test.info().outputPath('launch-1280.png') });
});

test('explains a cell by paths among the triangles', async () => {
  // Somewhere on the ground before the sector: not all of it shows between the buildings.
  const [sector] = await window.studio.read('sectors');
  const panel = page.getByRole('complementary', { name: 'Explanation' });
  await expect(async () => {
    for (const back of [60, 90, 120, 150, 180, 210, 240]) {
      const at = await window.studio.read('screenOf', sector!.x - 60, sector!.y - back);
      await page.mouse.click(at!.x, at!.y);
      if (await panel.isVisible()) return;
    }
    throw new Error('No place was taken');
  }).toPass({ timeout: 60_000 });
  const found = async () => (await window.studio.read('explain')).found;
  await expect.poll(async () => (await found()) !== null, { timeout: 120_000 }).toBe(true);
  const { explanation } = (await found())!;
  expect(explanation.paths.length).toBeGreaterThan(0);
  // Of the search's rays, and not of the sweep's beams.
  expect(explanation.beams).toBeGreaterThanOrEqual(190_000);
  await panel.getByRole('button', { name: /dBm/ }).first().click();
  await expect(panel.getByText('Free space')).toBeVisible();
  await expect(panel.getByText('The map has')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('launch-explained-1280.png') });
  await page.keyboard.press('Escape');
});

test('launches as many rays as it is told, and scatters', async () => {
  const rays = page.getByLabel('Rays', { exact: true });
  await expect(rays).toHaveValue('200000');
  const before = await window.studio.read('map');
  await rays.selectOption('100000');
  await window.studio.untilMapChanges(before?.version ?? 0);
  await window.studio.untilRefined();
  const fewer = await window.studio.read('map');
  await page.getByLabel('scattering').check({ force: true });
  await window.studio.untilMapChanges(fewer?.version ?? 0);
  await window.studio.untilRefined();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('launch-settings-1280.png') });
});

test('meets no error on the way', () => {
  expect(faults).toEqual([]);
});
