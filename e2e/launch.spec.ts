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
